//! `lakewright describe --resolved`: the blueprint with nothing left implicit.

use std::io;

use anyhow::Result;

use crate::args::Describe;
use crate::exit::Exit;
use crate::input::{self, Checked};
use crate::{colour, say, show};

pub(super) fn run(args: &Describe) -> Result<Exit> {
    let Checked { source, diags, arch } = input::check(&args.input)?;
    if diags.iter().next().is_some() {
        say::aside(&show::human(&source, &diags, colour::on(&io::stderr())));
    }
    let Ok(arch) = arch else { return Ok(Exit::Wrong) };
    say::out(&blueprint::resolved(&arch))?;
    Ok(Exit::Fine)
}
