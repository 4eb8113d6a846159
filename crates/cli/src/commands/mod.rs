//! The commands: one file each.

mod check;
mod completions;
mod describe;
mod explain;
mod generate;
mod init;
mod modules;
mod rehearse;
mod schema;

use anyhow::Result;

use crate::args::Command;
use crate::exit::Exit;

pub fn run(command: Command) -> Result<Exit> {
    match command {
        Command::Init(args) => init::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Generate(args) => generate::run(&args),
        Command::Rehearse(args) => rehearse::run(&args),
        Command::Describe(args) => describe::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Modules(args) => modules::run(&args),
        Command::Schema => schema::run(),
        Command::Completions(args) => completions::run(&args),
    }
}
