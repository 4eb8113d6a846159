//! `lakewright check`: everything that is wrong with a blueprint.

use std::io;

use anyhow::Result;

use crate::args::Check;
use crate::exit::Exit;
use crate::input::{self, Checked};
use crate::{colour, say, show};

pub(super) fn run(args: &Check) -> Result<Exit> {
    let Checked { source, diags, arch, .. } = input::check(&args.input)?;
    let text = show::findings(args.format, &source, &diags, colour::on(&io::stdout()))?;
    say::out(&text)?;
    Ok(if arch.is_ok() { Exit::Fine } else { Exit::Wrong })
}
