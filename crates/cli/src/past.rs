//! What a run leaves for the next one, as the lock keeps it: planned ranges, `"vpc=10.20.0.0/18"`, and what
//! is settled, `"tier=premium"`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use blueprint::values::Cidr;
use blueprint::{Past, Pins, Settled};

use crate::folder::{LOCK, Lock};

pub(crate) fn from_lock(lock: &Lock, out_dir: &Path) -> anyhow::Result<Past> {
    let settled = lock.settled.iter().map(|(workspace, texts)| {
        let facts = texts.iter().filter_map(|text| text.split_once('='));
        let facts = facts.map(|(what, fact)| (what.to_owned(), fact.to_owned()));
        (workspace.clone(), facts.collect())
    });
    Ok(Past { pins: pins_from_lock(&lock.pins, out_dir)?, settled: settled.collect() })
}

pub(crate) fn settled_to_lock(settled: &Settled) -> BTreeMap<String, Vec<String>> {
    let texts = |facts: &BTreeMap<String, String>| {
        facts.iter().map(|(what, fact)| format!("{what}={fact}")).collect()
    };
    settled.iter().map(|(workspace, facts)| (workspace.clone(), texts(facts))).collect()
}

pub(crate) fn pins_to_lock(pins: &Pins) -> BTreeMap<String, Vec<String>> {
    let texts = |pins: &BTreeMap<String, Cidr>| {
        pins.iter().map(|(what, range)| format!("{what}={range}")).collect()
    };
    pins.iter().map(|(workspace, pins)| (workspace.clone(), texts(pins))).collect()
}

fn pins_from_lock(lock: &BTreeMap<String, Vec<String>>, out_dir: &Path) -> anyhow::Result<Pins> {
    let mut pins = Pins::new();
    for (workspace, texts) in lock {
        let of_workspace = pins.entry(workspace.clone()).or_default();
        for text in texts {
            let (what, range) = read(text).with_context(|| {
                let path = out_dir.join(LOCK);
                format!("`{}` was edited: `{text}` is not a planned range", path.display())
            })?;
            of_workspace.insert(what, range);
        }
    }
    Ok(pins)
}

fn read(text: &str) -> Option<(String, Cidr)> {
    let (what, range) = text.split_once('=')?;
    Some((what.to_owned(), Cidr::parse(range).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_survive_the_lock() {
        let range = |text| Cidr::parse(text).unwrap();
        let of_dev = BTreeMap::from([
            ("euw1-az1".to_owned(), range("10.20.0.0/22")),
            ("vpc".to_owned(), range("10.20.0.0/18")),
        ]);
        let pins = Pins::from([("dev".to_owned(), of_dev), (String::new(), BTreeMap::new())]);
        assert_eq!(pins_from_lock(&pins_to_lock(&pins), Path::new("")).unwrap(), pins);
    }

    #[test]
    fn what_is_not_a_range_is_refused() {
        let lock = BTreeMap::from([("dev".to_owned(), vec!["vpc 10.0.0.0/8".to_owned()])]);
        let error = pins_from_lock(&lock, Path::new("out")).unwrap_err().to_string();
        assert_eq!(
            error,
            "`out/lakewright.lock` was edited: `vpc 10.0.0.0/8` is not a planned range"
        );
    }
}
