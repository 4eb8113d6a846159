//! Whole descriptions, read before they are accepted.

use describe::{Rates, describe, markdown, mermaid, text};
use insta::assert_snapshot;

use crate::{architecture, example};

#[test]
fn text_says_everything() {
    for name in EXAMPLES {
        let description = describe(&example(name), &Rates::published());
        assert_snapshot!(format!("text-{name}"), text(&description));
    }
}

#[test]
fn markdown_says_the_same_in_tables() {
    for name in EXAMPLES {
        let description = describe(&example(name), &Rates::published());
        assert_snapshot!(format!("markdown-{name}"), markdown(&description));
    }
}

#[test]
fn json_says_the_same_to_programs() {
    for name in EXAMPLES {
        let description = describe(&example(name), &Rates::published());
        let json = serde_json::to_string_pretty(&description).unwrap();
        assert_snapshot!(format!("json-{name}"), json);
    }
}

#[test]
fn mermaid_draws_what_the_picture_draws() {
    for name in EXAMPLES {
        assert_snapshot!(format!("mermaid-{name}"), mermaid(&example(name)));
    }
}

const EXAMPLES: [&str; 5] = [
    "databricks-managed",
    "minimal",
    "customer-managed-with-keys",
    "three-workspaces-two-regions",
    "unity-catalog",
];

#[test]
fn a_cell_of_a_table_stays_in_its_cell() {
    let arch = architecture(
        "name = \"acme\"\nregion = \"eu-west-1\"\n[network]\nmode = \"databricks-managed\"\n",
    );
    let text = markdown(&describe(&arch, &Rates::published()));
    let tables = text.lines().filter(|line| line.starts_with('|'));
    let cells = |line: &str| line.matches(" | ").count();
    let mut before = None;
    for line in tables {
        if line.starts_with("| ---") {
            before = Some(cells(line));
        } else if let Some(before) = before.filter(|_| !line.contains("| per |")) {
            // A head belongs to the next table.
            let is_head = text.contains(&format!("{line}\n| ---"));
            assert!(is_head || cells(line) == before, "{line}");
        }
    }
}
