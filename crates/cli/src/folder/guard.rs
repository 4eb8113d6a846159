//! The interruption guard: a file that makes Terraform refuse to run in a folder, and where it is needed.
//!
//! Its form was found by trying (Terraform 1.11.4, 2026-11-23):
//!
//! - A syntax error is not enough. `terraform init -migrate-state` moves the state to a changed
//!   backend *before* it reports syntax errors, so half a tree could take the state with it; and
//!   where a module's folder is missing, `init` reports only that. An unsatisfiable
//!   `required_version` fails the same way, and lets `state` and `output` run.
//! - A block of an unknown type is reported by every command that loads the configuration, with the
//!   source line, whatever else is wrong. That line is the message.
//! - A backend of an unknown type stops `init` before it touches any state. It must win over the
//!   stack's own backend, and over one in the user's `override.tf`: override files are merged in
//!   the order of their names, the last one winning, hence `zz_` and `_override`.
//!
//! Not refused: `terraform apply <saved plan>`, which runs on the configuration stored in the plan,
//! a whole one.

use std::collections::BTreeSet;
use std::path::Path;

use codegen::RelativePath;

use super::appearing::nearest;
use super::changes::Changes;
use super::contain::{below, read};
use super::error::Refusal;
use super::hash::same_text;
use super::names::GUARD;
use super::stacks::affected;
use super::{Consent, Error, diff};

/// The guard's whole text. Laid out as `terraform fmt` would.
pub const GUARD_TEXT: &str = r#"# This folder is partly old and partly new. Running `lakewright generate` again completes it and
# removes this file; until then Terraform must not run here.
lakewright "generate was interrupted: run it again" {}

terraform {
  backend "lakewright-interrupted" {}
}
"#;

/// Every folder that stands and in which something changes, and every stack that may read what
/// changes. A module's folder too: root modules we know nothing of may call it, and a folder that
/// cannot be written to is found before anything has moved.
pub(super) fn needed<'a>(
    changes: &'a Changes,
    appearing: &BTreeSet<String>,
    stacks: &BTreeSet<&'a str>,
) -> BTreeSet<&'a str> {
    let folders: BTreeSet<&str> = changes.changed().map(RelativePath::parent).collect();
    let mut guarded = BTreeSet::new();
    for folder in folders {
        guarded.insert(nearest(folder, appearing));
        guarded.extend(affected(folder, stacks));
    }
    guarded
}

/// Those of `folders` in which a guard stands, from a run that was interrupted.
pub(super) fn standing<'a>(
    out_dir: &Path,
    folders: &BTreeSet<&'a str>,
    consent: &Consent,
    refusal: &mut Refusal,
) -> Result<Vec<&'a str>, Error> {
    let mut standing = Vec::new();
    for folder in folders {
        let Some(bytes) = read(&below(out_dir, folder).join(GUARD))? else { continue };
        if consent.overwrite || same_text(&bytes, GUARD_TEXT.as_bytes()) {
            standing.push(*folder);
            continue;
        }
        let path = if folder.is_empty() { GUARD.to_owned() } else { format!("{folder}/{GUARD}") };
        let diff = diff::edits(&path, GUARD_TEXT, &String::from_utf8_lossy(&bytes));
        refusal.foreign.push((path, diff));
    }
    Ok(standing)
}
