//! The `lakewright` command.

use std::process::ExitCode;

use clap::Parser;
use cli::args::Args;
use cli::exit::Exit;
use cli::{commands, say};

fn main() -> ExitCode {
    let exit = commands::run(Args::parse().command).unwrap_or_else(|error| {
        say::error(&error);
        Exit::of(&error)
    });
    exit.into()
}
