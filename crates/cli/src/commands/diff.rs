//! `lakewright diff`: what Terraform plans when one thing follows another.

use std::io;
use std::path::Path;

use anyhow::{Result, bail};
use forecast::{Files, Forecast};

use crate::args::{Diff, Input};
use crate::change::{self, Change, Wanted, Wrong};
use crate::exit::Exit;
use crate::input::{self, Checked};
use crate::moving::{self, Tree};
use crate::show::Format;
use crate::show::forecast as shown;
use crate::{colour, generated, say, show, templates};

pub(super) fn run(args: &Diff) -> Result<Exit> {
    let forecast = match (Path::new(&args.old).is_dir(), args.new.is_dir()) {
        (false, false) => of_change(args)?,
        (true, false) => of_folder(args)?,
        (true, true) => Ok(of_folders(args)?),
        (false, true) => bail!(
            "`{}` is a folder, and `{}` is none\n\
             help: compare two folders that were generated, or two blueprints, or a folder with a blueprint",
            args.new.display(),
            args.old
        ),
    };
    let forecast = match forecast {
        Ok(forecast) => forecast,
        Err(Wrong { source, diags }) => {
            say::aside(&show::human(&source, &diags, colour::on(&io::stderr())));
            return Ok(Exit::Wrong);
        }
    };
    let (old, new) = (&args.old, &args.new.display().to_string());
    say::out(&match args.format {
        Format::Json => show::document(&shown::Document { old, new, forecast: &forecast })?,
        _ => shown::text(old, new, &forecast),
    })?;
    Ok(if args.exit_code { exit(&forecast) } else { Exit::Fine })
}

fn exit(forecast: &Forecast) -> Exit {
    let mut dangers = forecast.stacks.iter().flat_map(|alike| &alike.dangers);
    let is_dangerous = dangers.any(|it| it.danger.class.is_dangerous());
    match (forecast.is_empty(), is_dangerous) {
        (true, _) => Exit::Fine,
        (false, false) => Exit::Wrong,
        (false, true) => Exit::Danger,
    }
}

/// From a blueprint, as it is or as it was, to another one.
fn of_change(args: &Diff) -> Result<Result<Forecast, Wrong>> {
    let new = input(args);
    let wanted = Wanted { old: &args.old, new: &new, templates: args.templates.as_deref() };
    let change = match change::read(&wanted)? {
        Ok(change) => change,
        Err(wrong) => return Ok(Err(wrong)),
    };
    for note in &change.notes {
        say::aside(&format!("{note}\n"));
    }
    let Change { before, after, .. } = &change;
    let (old_files, new_files) = Files::of(&before.tree, &after.tree);
    Ok(Ok(moving::forecast(before.tree(&old_files), after.tree(&new_files))))
}

/// From a folder to what `generate` would write over it.
fn of_folder(args: &Diff) -> Result<Result<Forecast, Wrong>> {
    let folder = generated::read(Path::new(&args.old))?;
    let mut new = input(args);
    new.out.get_or_insert_with(|| args.old.clone().into());
    let Checked { source, diags, arch, record, .. } = input::check(&new)?;
    let Ok(arch) = arch else { return Ok(Err(Wrong { source, diags })) };
    let loaded = templates::load_for(args.templates.as_deref(), &new.blueprint, &arch)?;
    let blueprint = input::file_name(&new.blueprint);
    let tree = codegen::generate(&arch, &blueprint, &loaded.templates)
        .map_err(|bugs| loaded.bugs(bugs))?;
    let (old_files, new_files) = (folder.files(), Files::whole(&tree));
    let after = Tree { files: &new_files, stacks: tree.stacks(), record: &record };
    Ok(Ok(moving::forecast(folder.tree(&old_files), after)))
}

fn of_folders(args: &Diff) -> Result<Forecast> {
    let (before, after) = (generated::read(Path::new(&args.old))?, generated::read(&args.new)?);
    let (old_files, new_files) = (before.files(), after.files());
    Ok(moving::forecast(before.tree(&old_files), after.tree(&new_files)))
}

fn input(args: &Diff) -> Input {
    Input { blueprint: args.new.clone(), out: args.out.clone() }
}
