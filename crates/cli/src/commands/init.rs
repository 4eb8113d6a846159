//! `lakewright init`: a commented blueprint to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::args::{Init, Starter};
use crate::exit::Exit;
use crate::say;

pub(super) fn run(args: &Init) -> Result<Exit> {
    let shown = args.path.display();
    write(&args.path, text(args.architecture))?;
    say::out(&format!(
        "wrote `{shown}`\n\
         next: make it yours, then `lakewright generate{}`\n",
        if args.path == Path::new("lakewright.toml") { String::new() } else { format!(" {shown}") },
    ))?;
    Ok(Exit::Fine)
}

fn write(path: &Path, text: &str) -> Result<()> {
    let shown = path.display();
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("`{shown}` is there already\nhelp: name another file: `lakewright init <PATH>`")
        }
        opened => opened
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .with_context(|| format!("writing `{shown}`")),
    }
}

fn text(starter: Starter) -> &'static str {
    match starter {
        Starter::Minimal => include_str!("../starters/minimal.toml"),
        Starter::DatabricksManaged => include_str!("../starters/databricks-managed.toml"),
        Starter::CustomerManaged => include_str!("../starters/customer-managed.toml"),
        Starter::Existing => include_str!("../starters/existing.toml"),
        Starter::Estate => include_str!("../starters/estate.toml"),
    }
}
