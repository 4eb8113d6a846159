//! `lakewright rehearse`: the generated Terraform applied, planned anew and destroyed, on this machine.

use std::num::NonZero;
use std::time::Duration;
use std::{env, io, thread};

use anyhow::Result;
use blueprint::{Diagnostics, Source};
use rehearsal::{Environment, Notice, Phase, Script, Settings, Validation};
use tempfile::TempDir;

use crate::args::Rehearse;
use crate::change::{self, Wanted, Wrong};
use crate::exit::Exit;
use crate::input::{self, Checked};
use crate::{colour, interrupt, say, show, templates};

pub(super) fn run(args: &Rehearse) -> Result<Exit> {
    if let Some(old) = &args.from {
        return run_change(args, old);
    }
    let Some(script) = script(args)? else { return Ok(Exit::Wrong) };
    let settings = settings(args)?;
    let folder = TempDir::with_prefix("lakewright-rehearsal-")?;
    let running = interrupt::watch()?;
    let rehearsed = rehearsal::rehearse(&script, &settings, folder.path(), running, &tell);
    if args.keep {
        say::aside(&format!("everything is in {}\n", folder.keep().display()));
    }
    let report = rehearsed?;
    say::out(&show::report(args.format, &report)?)?;
    Ok(if report.is_success() { Exit::Fine } else { Exit::Wrong })
}

fn run_change(args: &Rehearse, old: &str) -> Result<Exit> {
    let wanted = Wanted { old, new: &args.input, templates: args.templates.as_deref() };
    let change = match change::read(&wanted)? {
        Ok(change) => change,
        Err(Wrong { source, diags }) => {
            say_findings(&source, &diags);
            return Ok(Exit::Wrong);
        }
    };
    say_findings(&change.after.source, &change.after.diags);
    let notes: String = change.notes.iter().map(|note| format!("{note}\n")).collect();
    say::aside(&notes);
    settings(args)?;
    anyhow::bail!("{} addresses", change.after.tree.stacks().len())
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
    let loaded = templates::load(args.templates.as_deref())?;
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
        Notice::Begins { stack, phase: phase @ (Phase::Apply | Phase::Destroy) } => {
            format!("{:<12} {} …", rehearsal::shown(stack), phase.name())
        }
        Notice::Begins { .. } => return,
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
