//! `lakewright modules`: what can be generated, and what a module is made of.

use std::fmt::Write;

use anyhow::{Result, bail};
use codegen::{Manifest, Module, Templates};

use crate::args::Modules;
use crate::exit::Exit;
use crate::{say, templates};

pub(super) fn run(args: &Modules) -> Result<Exit> {
    let templates = templates::load(args.templates.as_deref())?.templates;
    let text = match &args.id {
        Some(id) => details(find(id, &templates)?, &templates)?,
        None => list(&templates)?,
    };
    say::out(&text)?;
    Ok(Exit::Fine)
}

fn list(templates: &Templates) -> Result<String> {
    let listings: Result<Vec<_>> = templates.modules().iter().map(listing).collect();
    Ok(listings?.join("\n"))
}

fn find<'a>(id: &str, templates: &'a Templates) -> Result<&'a Module> {
    if let Some(module) = templates.modules().iter().find(|module| module.id == id) {
        return Ok(module);
    }
    match blueprint::nearest(id, templates.modules().iter().map(|module| &*module.id)) {
        Some(near) => bail!("there is no module `{id}`\nhelp: did you mean `{near}`?"),
        None => bail!("there is no module `{id}`\nhelp: `lakewright modules` lists them all"),
    }
}

fn listing(module: &Module) -> Result<String> {
    let Module { id, manifest: Manifest { summary, condition, variants, .. }, .. } = module;
    let mut text = format!("{id}\n  {summary}\n  condition  {condition}\n");
    if !variants.is_empty() {
        let names: Vec<_> = variants.iter().map(|variant| &*variant.name).collect();
        writeln!(text, "  variants   {}", names.join(", "))?;
    }
    Ok(text)
}

fn details(module: &Module, templates: &Templates) -> Result<String> {
    let mut text = listing(module)?;
    writeln!(text, "  address    module.{}", module.manifest.module_name)?;
    writeln!(text, "  providers  {}", module.manifest.providers.join(", "))?;
    writeln!(text, "\nfiles")?;
    for file in templates.files_of(module) {
        writeln!(text, "  {file}")?;
    }
    writeln!(text, "\nvariables")?;
    let variables = templates.variables_of(module);
    let width = variables.iter().map(|variable| variable.name.len()).max().unwrap_or_default();
    for variable in &variables {
        let line = format!("  {:width$}  {}", variable.name, variable.description);
        writeln!(text, "{}", line.trim_end())?;
    }
    Ok(text)
}
