//! The commands: one file each.

mod check;
mod completions;
mod describe;
mod diff;
mod explain;
mod generate;
mod init;
mod modules;
#[cfg(feature = "rehearsal")]
mod rehearse;
mod schema;
mod stacks;

use anyhow::Result;

use crate::args::Command;
use crate::exit::Exit;

/// For who only generates: `rehearse` brings much to compile.
#[cfg(not(feature = "rehearsal"))]
const WITHOUT_REHEARSAL: &str = "this lakewright was built with `--no-default-features`, without `rehearse`\n\
     help: build it with `cargo build --release --bin lakewright`";

pub fn run(command: Command) -> Result<Exit> {
    match command {
        Command::Init(args) => init::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Generate(args) => generate::run(&args),
        Command::Diff(args) => diff::run(&args),
        #[cfg(feature = "rehearsal")]
        Command::Rehearse(args) => rehearse::run(&args),
        #[cfg(not(feature = "rehearsal"))]
        Command::Rehearse(_) => anyhow::bail!(WITHOUT_REHEARSAL),
        Command::Describe(args) => describe::run(&args),
        Command::Stacks(args) => stacks::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Modules(args) => modules::run(&args),
        Command::Schema => schema::run(),
        Command::Completions(args) => completions::run(&args),
    }
}
