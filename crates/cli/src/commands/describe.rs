//! `lakewright describe`: an architecture explained, who can do what in it, drawn, or as a blueprint with nothing
//! left implicit.

use std::path::Path;
use std::{fs, io};

use anyhow::{Context, Error, Result, anyhow};
use blueprint::Architecture;
use describe::Rates;

use crate::args::{Describe, Diagram};
use crate::exit::Exit;
use crate::input::{self, Checked};
use crate::show::Format;
use crate::{colour, say, show, templates};

pub(super) fn run(args: &Describe) -> Result<Exit> {
    let checked = input::check(&args.input).map_err(|error| with_equals_sign(args, error))?;
    let Checked { source, diags, arch, .. } = checked;
    if diags.iter().next().is_some() {
        say::aside(&show::human(&source, &diags, colour::on(&io::stderr())));
    }
    let Ok(arch) = arch else { return Ok(Exit::Wrong) };
    if let Some(named) = &arch.templates {
        templates::load_named(named, &args.input.blueprint)?;
    }
    say::out(&match (args.resolved, args.diagram, &args.access) {
        (true, _, _) => blueprint::resolved(&arch),
        (false, Some(Diagram::Svg), _) => describe::svg(&arch),
        (false, Some(Diagram::Mermaid), _) => describe::mermaid(&arch),
        (false, None, Some(name)) => access(args.format, name.as_deref(), &arch)?,
        (false, None, None) => explanation(args, &arch)?,
    })?;
    Ok(Exit::Fine)
}

/// `--access sales` reads a blueprint of that name, which nobody meant.
fn with_equals_sign(args: &Describe, error: Error) -> Error {
    let path = args.input.blueprint.display();
    match args.access {
        Some(None) if args.input.blueprint.extension().is_none() => {
            anyhow!("there is no blueprint `{path}`\nhelp: a name is written `--access={path}`")
        }
        _ => error,
    }
}

fn explanation(args: &Describe, arch: &Architecture) -> Result<String> {
    let rates = args.rates.as_deref().map(read_rates).transpose()?;
    let description = describe::describe(arch, &rates.unwrap_or_else(Rates::published));
    show::description(args.format, &description)
}

fn access(format: Format, name: Option<&str>, arch: &Architecture) -> Result<String> {
    let report = describe::access(arch);
    let report = match name {
        Some(name) => report.about(name)?,
        None => report,
    };
    show::access(format, &report)
}

fn read_rates(path: &Path) -> Result<Rates> {
    let shown = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("reading rates `{shown}`"))?;
    Rates::overridden(&text).map_err(|mistake| anyhow!("in rates `{shown}`: {mistake}"))
}
