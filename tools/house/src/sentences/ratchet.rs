//! How many faults each file may still have: what it had when the lint began, and fewer ever since.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Context;

use super::lint::Fault;

/// Faults by file; a file that is missing has none.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<String, usize>);

pub fn counts(faults: &[Fault<'_>]) -> Baseline {
    let mut counts = BTreeMap::new();
    for fault in faults {
        *counts.entry(fault.sentence.file.clone()).or_default() += 1;
    }
    Baseline(counts)
}

impl Baseline {
    /// # Errors
    /// A line that is not a number and a path.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let mut counts = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (count, file) =
                line.trim_start().split_once(' ').with_context(|| format!("`{line}`"))?;
            counts.insert(file.to_owned(), count.parse().with_context(|| format!("`{line}`"))?);
        }
        Ok(Self(counts))
    }

    pub fn text(&self) -> String {
        let mut text = String::from(
            "# Sentences of each file that plain language refuses. It may only shrink: `tools/sentences --write-baseline`.\n",
        );
        for (file, count) in &self.0 {
            writeln!(text, "{count:4} {file}").expect("a string takes all");
        }
        text
    }

    /// Files that have more faults than in `self`, with both numbers.
    pub fn exceeded<'a>(&self, now: &'a Self) -> Vec<(&'a str, usize, usize)> {
        let was = |file: &String| self.0.get(file).copied().unwrap_or_default();
        let rows = now.0.iter().map(|(file, now)| (file.as_str(), was(file), *now));
        rows.filter(|(_, was, now)| now > was).collect()
    }

    pub fn total(&self) -> usize {
        self.0.values().sum()
    }
}
