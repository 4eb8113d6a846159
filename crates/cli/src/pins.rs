//! Planned address ranges, as the lock keeps them: `"vpc=10.20.0.0/18"`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use blueprint::Pins;
use blueprint::values::Cidr;

use crate::folder::LOCK;

pub(crate) fn to_lock(pins: &Pins) -> BTreeMap<String, Vec<String>> {
    let texts = |pins: &BTreeMap<String, Cidr>| {
        pins.iter().map(|(what, range)| format!("{what}={range}")).collect()
    };
    pins.iter().map(|(workspace, pins)| (workspace.clone(), texts(pins))).collect()
}

pub(crate) fn from_lock(
    lock: &BTreeMap<String, Vec<String>>,
    out_dir: &Path,
) -> anyhow::Result<Pins> {
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
        assert_eq!(from_lock(&to_lock(&pins), Path::new("")).unwrap(), pins);
    }

    #[test]
    fn what_is_not_a_range_is_refused() {
        let lock = BTreeMap::from([("dev".to_owned(), vec!["vpc 10.0.0.0/8".to_owned()])]);
        let error = from_lock(&lock, Path::new("out")).unwrap_err().to_string();
        assert_eq!(
            error,
            "`out/lakewright.lock` was edited: `vpc 10.0.0.0/8` is not a planned range"
        );
    }
}
