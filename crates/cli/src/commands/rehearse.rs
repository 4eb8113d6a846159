//! `lakewright rehearse`: the generated Terraform applied, planned anew and destroyed, on this machine.

use std::fs::Permissions;
use std::num::NonZero;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;
use std::{env, io, thread};

use anyhow::Result;
use blueprint::{Diagnostics, Source};
use forecast::Files;
use rehearsal::{
    Environment, LastAct, Notice, Phase, Report, Running, Script, Settings, Validation,
};
use tempfile::Builder;

use crate::args::Rehearse;
use crate::change::{self, Change, Side, Wanted, Wrong};
use crate::exit::Exit;
use crate::input::{self, Checked};
use crate::{colour, interrupt, moving, say, show, templates};

pub(super) fn run(args: &Rehearse) -> Result<Exit> {
    match &args.from {
        None => run_alone(args),
        Some(old) => run_change(args, old),
    }
}

fn run_alone(args: &Rehearse) -> Result<Exit> {
    let Some(script) = script(args)? else { return Ok(Exit::Wrong) };
    let settings = settings(args)?;
    report(args, |folder, running| rehearsal::rehearse(&script, &settings, folder, running, &tell))
}

/// One try: nothing that is generated says that a change takes two.
const TRIES: usize = 1;

fn run_change(args: &Rehearse, old: &str) -> Result<Exit> {
    let wanted = Wanted { old, new: &args.input, templates: args.templates.as_deref() };
    let Change { before, after, notes } = match change::read(&wanted)? {
        Ok(change) => change,
        Err(Wrong { source, diags }) => {
            say_findings(&source, &diags);
            return Ok(Exit::Wrong);
        }
    };
    let moves = move_script(&before, &after)?;
    say_findings(&after.source, &after.diags);
    // A rehearsal takes a minute, and the report comes after it.
    for note in &notes {
        say::aside(&format!("{note}\n"));
    }
    let settings = settings(args)?;
    let (before, mut after) = (script_of(before), script_of(after));
    after.moves = moves;
    let change = rehearsal::Change { before: &before, after: &after, tries: TRIES };
    report(args, |folder, running| {
        let rehearsed = rehearsal::rehearse_change(&change, &settings, folder, running, &tell);
        let mut report = rehearsed?;
        if let Some(change) = &mut report.change {
            change.notes = notes;
        }
        Ok(report)
    })
}

/// The script that moves resources between states, if stacks take over something.
fn move_script(before: &Side, after: &Side) -> Result<Option<String>> {
    let (old, new) = (Files::whole(&before.tree), Files::whole(&after.tree));
    let moves = moving::moves_of_all(before.tree(&old), after.tree(&new))?;
    let stacks = codegen::stacks(&after.arch, &after.templates.templates);
    let script = || moving::script(&moves, &after.arch, &stacks, after.tree.stacks());
    Ok((!moves.states.is_empty()).then(script))
}

fn script_of(side: Side) -> Script {
    let Side { source, arch, tree, templates, .. } = side;
    Script::new(source, &arch, &tree, &templates.templates)
}

/// Of a rehearsal in a folder of its own.
fn report(
    args: &Rehearse,
    rehearse: impl FnOnce(&Path, &Running) -> Result<Report>,
) -> Result<Exit> {
    // Key, state and logs are nobody else's.
    let own = Permissions::from_mode(0o700);
    let folder = Builder::new().prefix("lakewright-rehearsal-").permissions(own).tempdir()?;
    let running = interrupt::watch()?;
    let removed_at_last = (!args.keep).then(|| LastAct::remove_folder(folder.path()));
    let rehearsed = rehearse(folder.path(), running);
    drop(removed_at_last);
    if args.keep {
        say::aside(&format!("everything is in {}\n", folder.keep().display()));
    }
    let report = rehearsed?;
    say::out(&show::report(args.format, &report)?)?;
    Ok(if report.is_success() { Exit::Fine } else { Exit::Wrong })
}

fn say_findings(source: &Source, diags: &Diagnostics) {
    if diags.iter().next().is_some() {
        say::aside(&show::human(source, diags, colour::on(&io::stderr())));
    }
}

/// Nothing if the blueprint is wrong, which has then been said.
fn script(args: &Rehearse) -> Result<Option<Script>> {
    let Checked { source, diags, arch, .. } = input::check(&args.input)?;
    say_findings(&source, &diags);
    let Ok(arch) = arch else { return Ok(None) };
    let loaded = templates::load_for(args.templates.as_deref(), &args.input.blueprint, &arch)?;
    let blueprint = input::file_name(&args.input.blueprint);
    let tree = codegen::generate(&arch, &blueprint, &loaded.templates)
        .map_err(|bugs| loaded.bugs(bugs))?;
    Ok(Some(Script::new(source, &arch, &tree, &loaded.templates)))
}

fn settings(args: &Rehearse) -> Result<Settings> {
    let environment: Environment = env::vars_os().collect();
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    Ok(Settings {
        terraform: rehearsal::find_terraform(&environment)?,
        environment,
        iam_propagation: Duration::from_secs(args.iam_propagation),
        // Mostly they wait.
        jobs: args.jobs.unwrap_or(2 * cores),
        validation: Validation::BesideApply,
    })
}

fn tell(notice: Notice) {
    let line = match notice {
        Notice::Prepares { step } => step.to_owned(),
        Notice::Ready { seconds } => format!("the fakes are ready ({seconds:.1} s)"),
        Notice::Begins {
            stack,
            phase: phase @ (Phase::Apply | Phase::Change | Phase::Destroy),
        } => {
            format!("{:<12} {} …", rehearsal::shown(stack), phase.name())
        }
        Notice::Begins { .. } | Notice::Converged { .. } => return,
        Notice::Ended { stack, report, went_well } => format!(
            "{:<12} {} {} ({:.1} s)",
            rehearsal::shown(stack),
            report.phase.name(),
            if went_well { "went well" } else { "FAILED" },
            report.seconds
        ),
    };
    say::aside(&(line + "\n"));
}
