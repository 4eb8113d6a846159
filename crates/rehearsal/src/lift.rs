//! Lifts `prevent_destroy`, which is a literal in Terraform, so that what was built can go.

use std::collections::BTreeMap;

use codegen::RelativePath;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body};

const OVERRIDE: &str = "zz_lakewright_rehearsal_override.tf";

/// A file for each folder that holds a guarded resource. Terraform merges override files over the
/// blocks of the same address, argument by argument: nothing else changes.
pub(crate) fn overrides(files: &BTreeMap<RelativePath, String>) -> BTreeMap<RelativePath, String> {
    let mut overrides: BTreeMap<RelativePath, String> = BTreeMap::new();
    for (path, text) in files {
        if !path.as_str().ends_with(".tf") {
            continue;
        }
        let Ok(body) = text.parse::<Body>() else { continue };
        for guarded in body.blocks().filter_map(guarded) {
            let lifted = overrides.entry(beside(path)).or_default();
            lifted.push_str(&guarded);
        }
    }
    overrides
}

fn beside(path: &RelativePath) -> RelativePath {
    let path = match path.parent() {
        "" => OVERRIDE.to_owned(),
        parent => format!("{parent}/{OVERRIDE}"),
    };
    RelativePath::new(path).expect("the folder is one of ours")
}

fn guarded(block: &Block) -> Option<String> {
    let [kind, name] = &block.labels[..] else { return None };
    let lifecycle = block.body.get_blocks("lifecycle").next()?;
    let guard = lifecycle.body.get_attribute("prevent_destroy")?;
    let holds = matches!(&guard.value, Expression::Bool(on) if *on.value());
    holds.then(|| {
        format!(
            "resource \"{}\" \"{}\" {{\n  lifecycle {{\n    prevent_destroy = false\n  }}\n}}\n",
            kind.as_str(),
            name.as_str()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_guarded_is_lifted() {
        let text = r#"
            resource "a" "guarded" {
              lifecycle {
                prevent_destroy       = true
                create_before_destroy = true
              }
            }
            resource "a" "free" {
              lifecycle {
                prevent_destroy = false
              }
            }
            resource "a" "plain" {}
        "#;
        let path = RelativePath::new("modules/workspace/main.tf").unwrap();
        let overrides = overrides(&[(path, text.to_owned())].into());
        let [(path, text)] = &overrides.into_iter().collect::<Vec<_>>()[..] else {
            panic!("one file")
        };
        assert_eq!(path.as_str(), format!("modules/workspace/{OVERRIDE}"));
        assert_eq!(
            text,
            "resource \"a\" \"guarded\" {\n  lifecycle {\n    prevent_destroy = false\n  }\n}\n"
        );
    }
}
