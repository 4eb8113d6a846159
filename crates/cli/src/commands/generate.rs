//! `lakewright generate`: a blueprint's Terraform in a folder, or what would change there.

use std::collections::BTreeSet;
use std::path::Path;
use std::{io, mem};

use anyhow::Result;
use codegen::{StackFolder, both};
use forecast::Forecast;

use crate::args::Generate;
use crate::exit::Exit;
use crate::folder::{self, AuthorTemplates, Changes, Consent, Deployment, Lock, Output};
use crate::foreseen::foresee;
use crate::input::{self, Checked, Forgotten};
use crate::losses::losses;
use crate::moving::{self, Moving};
use crate::show::{Format, changes};
use crate::{colour, progress, say, show, templates};

pub(super) fn run(args: &Generate) -> Result<Exit> {
    let reading = progress::start("reading the blueprint");
    let forgotten = Forgotten { never_applied: &args.never_applied, stacks: &args.forget_stack };
    let (loaded, checked) = both(
        true,
        || templates::load(args.templates.as_deref()),
        || input::check_without(&args.input, forgotten),
    );
    let checked = checked?;
    drop(reading);
    show_findings(&checked, args.format)?;
    let Ok(arch) = &checked.arch else { return Ok(Exit::Wrong) };

    let generating = progress::start("generating");
    let loaded = match (&args.templates, &arch.templates) {
        (None, Some(named)) => templates::load_named(named, &args.input.blueprint)?,
        _ => loaded?,
    };
    let kept = checked.seen.lock.templates.as_ref();
    let templates = loaded.kept(&args.input.blueprint, kept);
    say_what_changed(kept, templates.as_ref());
    let blueprint = input::file_name(&args.input.blueprint);
    let tree =
        codegen::generate(arch, &blueprint, &loaded.templates).map_err(|bugs| loaded.bugs(bugs))?;
    let (files, stacks) = (tree.texts(), tree.stacks());
    let (record, seen) = (&checked.record, Some(&checked.seen));
    let deployment = Deployment { name: arch.name.to_string(), blueprint };
    let templates = templates.as_ref();
    let output = Output { files, stacks, deployment: &deployment, templates, record, seen };
    let out_dir = input::out_dir(&args.input);
    let mut forgotten_stacks = checked.never_applied.clone();
    forgotten_stacks.extend(args.forget_stack.iter().cloned());
    let mut consent = Consent {
        overwrite: args.overwrite,
        forgotten_stacks,
        forgotten_templates: args.forget_templates,
    };
    let moving = if args.move_states {
        let stacks = &codegen::stacks(arch, &loaded.templates);
        let (output, seen, out_dir) = (&output, &checked.seen, out_dir.as_path());
        moving::Run { output, seen, arch, stacks, out_dir }.prepare(&mut consent)?
    } else {
        Moving::Nothing
    };
    let not_applied = &checked.never_applied;
    let (changes, forecast) = carry_out(args, &output, &out_dir, &consent, not_applied)?;
    drop(generating);

    let exit = exit(args, &changes);
    if args.format == Format::Json {
        let script = moving::script_path(&moving, &out_dir);
        let findings = show::json(&checked.source, &checked.diags);
        let document = changes::json(findings, &changes, script.as_deref());
        say::out(&show::document(&document)?)?;
    } else {
        show_changes(args, &changes, &output, &out_dir)?;
        if let Some(forecast) = forecast.filter(|forecast| !forecast.is_empty()) {
            say::out(&show::forecast::summary(&forecast))?;
        }
        moving::next(&moving, &out_dir).map_or(Ok(()), |next| say::out(&next))?;
    }
    // The process ends: to let go of each of their many parts before takes time and helps nobody.
    mem::forget((checked, tree));
    Ok(exit)
}

/// Another text of the same author's, or another author's.
fn say_what_changed(before: Option<&AuthorTemplates>, now: Option<&AuthorTemplates>) {
    let (Some(before), Some(now)) = (before, now) else { return };
    if before.folder != now.folder {
        say::aside(&format!("the templates are those in `{now}`, no longer those in `{before}`\n"));
    } else if !before.is_same(now) {
        say::aside(&format!("the templates in `{now}` have changed since the last run\n"));
    }
}

/// What is asked for goes to standard output, warnings for people beside it. JSON is one document:
/// it waits for the rest unless there will be none.
fn show_findings(checked: &Checked, format: Format) -> Result<()> {
    let Checked { source, diags, arch, .. } = checked;
    match format {
        Format::Json if arch.is_ok() => Ok(()),
        Format::Text if diags.iter().next().is_none() => Ok(()),
        Format::Text => {
            let text = show::findings(format, source, diags, colour::on(&io::stderr()))?;
            say::aside(&text);
            Ok(())
        }
        _ => say::out(&show::findings(format, source, diags, false)?),
    }
}

/// Writes, or only compares. A refusal is one of the changes. With the forecast of what was written: where nothing is,
/// `lakewright diff` is asked.
fn carry_out(
    args: &Generate,
    output: &Output,
    out_dir: &Path,
    consent: &Consent,
    not_applied: &BTreeSet<StackFolder>,
) -> Result<(Changes, Option<Forecast>)> {
    if args.check || args.diff {
        return Ok((folder::changes(output, out_dir, consent)?, None));
    }
    let mut forecast = None;
    let mut judge = |changes: &Changes, lock: &Lock| {
        forecast = foresee(changes, output, lock);
        forecast.as_ref().map(|it| losses(it, &args.accept_loss, not_applied)).unwrap_or_default()
    };
    match folder::write_unless_lost(output, out_dir, consent, &mut judge) {
        Err(folder::Error::Refused(refusal)) => {
            Ok((Changes { refusal: Some(refusal), ..Changes::default() }, None))
        }
        written => Ok((written?, forecast)),
    }
}

fn exit(args: &Generate, changes: &Changes) -> Exit {
    let differs = args.check && !changes.is_empty();
    if differs || changes.refusal.is_some() { Exit::Wrong } else { Exit::Fine }
}

fn show_changes(args: &Generate, changes: &Changes, output: &Output, out_dir: &Path) -> Result<()> {
    if args.diff {
        say::out(&changes::diff(changes, output))?;
    }
    if args.check {
        return say::out(&changes::listing(changes, out_dir));
    }
    match &changes.refusal {
        Some(refusal) => Err(folder::Error::Refused(refusal.clone()).into()),
        None if args.diff => Ok(()),
        None => say::out(&changes::summary(changes, output.stacks, out_dir)),
    }
}
