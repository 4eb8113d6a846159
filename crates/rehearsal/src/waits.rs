//! Waits that the providers do whatever they are answered: no fake can shorten them.

use std::sync::LazyLock;

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::chain::Link;
use crate::report::Phase;

/// Seconds.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Wait {
    create: f64,
    destroy: f64,
}

static WAITS: LazyLock<BTreeMap<String, Wait>> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/waits.toml")).expect("a test reads the data")
});

/// How many seconds of a chain of resources are such waits.
pub(crate) fn fixed(chain: &[Link], phase: Phase) -> f64 {
    chain.iter().map(|link| of(&link.address, phase).min(link.seconds)).sum()
}

fn of(address: &str, phase: Phase) -> f64 {
    let kind = address.rsplit('.').nth(1).unwrap_or_default();
    WAITS
        .get(kind)
        .map_or(0.0, |wait| if phase == Phase::Destroy { wait.destroy } else { wait.create })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_known_by_type() {
        let link =
            Link { address: "module.root_storage.aws_nat_gateway.this".to_owned(), seconds: 11.0 };
        assert!(fixed(std::slice::from_ref(&link), Phase::Destroy) >= 10.0);
        assert!(fixed(&[link], Phase::Apply) < 1.0);
    }
}
