//! What a Python has, asked without importing any of it.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::environment::Environment;

/// moto's own floor: <https://pypi.org/project/moto/>.
const FLOOR: (u32, u32) = (3, 10);

/// Prints its version, and the version of each package named or null.
const QUESTION: &str = "
import json, sys
from importlib import metadata
def version(name):
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
print(json.dumps({'python': sys.version_info[:2], 'packages': {name: version(name) for name in sys.argv[1:]}}))
";

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Finding {
    Complete,
    /// Names and versions.
    Incomplete(String),
}

#[derive(Deserialize)]
struct Said {
    python: (u32, u32),
    packages: std::collections::BTreeMap<String, Option<String>>,
}

/// An error if it is no Python, or too old. moto itself must have the version required; of the packages below it
/// any will do.
pub(super) fn probe(
    python: &Path,
    requirements: &str,
    environment: &Environment,
) -> Result<Finding> {
    let required = pins(requirements);
    let asked = environment
        .python(python)
        .args(["-c", QUESTION])
        .args(required.iter().map(|(name, _)| name))
        .output()
        .with_context(|| format!("can't start {}", python.display()))?;
    let said: Said = serde_json::from_slice(&asked.stdout).with_context(|| {
        let stderr = String::from_utf8_lossy(&asked.stderr);
        format!("{} is no Python 3.10 or newer: {}", python.display(), stderr.trim_end())
    })?;
    if said.python < FLOOR {
        let (major, minor) = said.python;
        bail!(
            "{} is Python {major}.{minor}, and the fake of AWS needs 3.10 or newer; set \
             LAKEWRIGHT_PYTHON to one",
            python.display()
        );
    }
    let missing = required.into_iter().filter(|(name, version)| match &said.packages[*name] {
        Some(found) => *name == "moto" && found != version,
        None => true,
    });
    let missing: Vec<_> = missing.map(|(name, version)| format!("{name} {version}")).collect();
    Ok(if missing.is_empty() { Finding::Complete } else { Finding::Incomplete(missing.join(", ")) })
}

/// Names and versions of what is needed everywhere: what has a marker (`; python_version < …`) is left out.
fn pins(requirements: &str) -> Vec<(&str, &str)> {
    requirements
        .lines()
        .filter(|line| !line.starts_with([' ', '\t', '#']) && !line.contains(';'))
        .filter_map(|line| line.trim_end_matches('\\').trim().split_once("=="))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_are_read_without_hashes_comments_and_what_has_a_marker() {
        let text = "# made\nflask-cors==6.0.5 \\\n    --hash=sha256:aa==\nmoto==5.2.5\ncffi==2 ; x != 'y'\n";
        assert_eq!(pins(text), [("flask-cors", "6.0.5"), ("moto", "5.2.5")]);
    }

    #[test]
    fn our_own_requirements_pin_moto() {
        assert!(pins(crate::moto::REQUIREMENTS).iter().any(|(name, _)| *name == "moto"));
    }
}
