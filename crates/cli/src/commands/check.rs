//! `lakewright check`: everything that is wrong with a blueprint.

use std::io;

use anyhow::Result;

use crate::args::{Check, Format};
use crate::exit::Exit;
use crate::input::{self, Checked};
use crate::{colour, say, show};

pub(super) fn run(args: &Check) -> Result<Exit> {
    let Checked { source, diags, arch, .. } = input::check(&args.input)?;
    let text = match args.format {
        Format::Human => show::human(&source, &diags, colour::on(&io::stdout())),
        Format::Json => serde_json::to_string_pretty(&show::json(&source, &diags))? + "\n",
        Format::Github => show::github(&source, &diags),
    };
    say::out(&text)?;
    Ok(if arch.is_ok() { Exit::Fine } else { Exit::Wrong })
}
