//! `lakewright explain`: what a rule refuses and why, or which rules there are.

use anyhow::{Result, bail};
use blueprint::Severity;
use blueprint::rules::{self, RULES};

use crate::args::Explain;
use crate::exit::Exit;
use crate::say;

pub(super) fn run(args: &Explain) -> Result<Exit> {
    let text = match &args.rule {
        Some(name) => explanation(name)?.to_owned(),
        None => table(),
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

fn table() -> String {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let row = |rule: &rules::Rule| {
        let severity = match rule.severity() {
            Some(Severity::Error) => "error",
            Some(Severity::Warning) => "warning",
            None => "",
        };
        format!("{:width$}  {severity:7}  {}\n", rule.name, rule.summary())
    };
    RULES.iter().map(row).collect()
}
