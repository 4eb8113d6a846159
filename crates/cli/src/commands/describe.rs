//! `lakewright describe`: an architecture explained, drawn, or as a blueprint with nothing left implicit.

use std::path::Path;
use std::{fs, io};

use anyhow::{Context, Result, anyhow};
use blueprint::Architecture;
use describe::Rates;

use crate::args::{Describe, DescriptionFormat, Diagram};
use crate::exit::Exit;
use crate::input::{self, Checked};
use crate::{colour, say, show};

pub(super) fn run(args: &Describe) -> Result<Exit> {
    let Checked { source, diags, arch } = input::check(&args.input)?;
    if diags.iter().next().is_some() {
        say::aside(&show::human(&source, &diags, colour::on(&io::stderr())));
    }
    let Ok(arch) = arch else { return Ok(Exit::Wrong) };
    say::out(&match (args.resolved, args.diagram) {
        (true, _) => blueprint::resolved(&arch),
        (false, Some(Diagram::Svg)) => describe::svg(&arch),
        (false, Some(Diagram::Mermaid)) => describe::mermaid(&arch),
        (false, None) => explanation(args, &arch)?,
    })?;
    Ok(Exit::Fine)
}

fn explanation(args: &Describe, arch: &Architecture) -> Result<String> {
    let rates = args.rates.as_deref().map(read_rates).transpose()?;
    let description = describe::describe(arch, &rates.unwrap_or_else(Rates::published));
    Ok(match args.format {
        DescriptionFormat::Text => describe::text(&description),
        DescriptionFormat::Markdown => describe::markdown(&description),
        DescriptionFormat::Json => serde_json::to_string_pretty(&description)? + "\n",
    })
}

fn read_rates(path: &Path) -> Result<Rates> {
    let shown = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("reading rates `{shown}`"))?;
    Rates::overridden(&text).map_err(|mistake| anyhow!("in rates `{shown}`: {mistake}"))
}
