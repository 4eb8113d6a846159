//! `lakewright check`: everything that is wrong with a blueprint.

use std::io;

use anyhow::Result;

use crate::args::Check;
use crate::exit::Exit;
use crate::input::{self, Checked};
use crate::{colour, say, show, templates};

pub(super) fn run(args: &Check) -> Result<Exit> {
    let Checked { source, diags, arch, .. } = input::check(&args.input)?;
    let text = show::findings(args.format, &source, &diags, colour::on(&io::stdout()))?;
    say::out(&text)?;
    if let Some(named) = arch.as_ref().ok().and_then(|arch| arch.templates.as_ref()) {
        templates::load_named(named, &args.input.blueprint)?;
    }
    Ok(if arch.is_ok() { Exit::Fine } else { Exit::Wrong })
}
