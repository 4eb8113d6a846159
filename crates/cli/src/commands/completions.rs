//! `lakewright completions`: what a shell sources.

use anyhow::Result;
use clap::CommandFactory;

use crate::args::{Args, Completions};
use crate::exit::Exit;
use crate::say;

pub(super) fn run(args: &Completions) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "lakewright", &mut script);
    say::out(&String::from_utf8(script)?)?;
    Ok(Exit::Fine)
}
