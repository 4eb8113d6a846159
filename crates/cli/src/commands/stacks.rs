//! `lakewright stacks`: which stacks there are, and the order in which they are applied.

use std::io;

use anyhow::Result;

use crate::args::Stacks;
use crate::exit::Exit;
use crate::input::{self, Checked};
use crate::{colour, say, show, templates};

pub(super) fn run(args: &Stacks) -> Result<Exit> {
    let Checked { source, diags, arch, .. } = input::check(&args.input)?;
    if diags.iter().next().is_some() {
        say::aside(&show::human(&source, &diags, colour::on(&io::stderr())));
    }
    let Ok(arch) = arch else { return Ok(Exit::Wrong) };
    let loaded = templates::load_for(args.templates.as_deref(), &args.input.blueprint, &arch)?;
    let templates = loaded.templates;
    let list = describe::stacks(&arch, &codegen::stacks(&arch, &templates));
    say::out(&show::stacks(args.format, &list)?)?;
    Ok(Exit::Fine)
}
