//! `lakewright explain`: what a rule refuses and why, or which rules there are.

use anyhow::{Result, bail};
use blueprint::Severity;
use blueprint::rules::{self, Area, RULES};

use crate::args::Explain;
use crate::exit::Exit;
use crate::say;

pub(super) fn run(args: &Explain) -> Result<Exit> {
    let text = match &args.rule {
        Some(name) => explanation(name)?.to_owned(),
        None => tables(),
    };
    say::out(&text)?;
    Ok(Exit::Fine)
}

fn explanation(name: &str) -> Result<&'static str> {
    if let Some(rule) = rules::find(name) {
        return Ok(rule.explanation);
    }
    match blueprint::nearest(name, RULES.iter().map(|rule| rule.name)) {
        Some(near) => bail!("there is no rule `{name}`\nhelp: did you mean `{near}`?"),
        None => bail!("there is no rule `{name}`\nhelp: `lakewright explain` lists them all"),
    }
}

/// One table for each area.
fn tables() -> String {
    Area::ALL.map(table).join("\n")
}

fn table(area: Area) -> String {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut text = format!("{}\n", area.title());
    for rule in RULES.iter().filter(|rule| rule.area == area) {
        let level = match rule.level {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let row = format!("  {:width$}  {level:7}  {}\n", rule.name, rule.summary());
        text.push_str(&row);
    }
    text
}
