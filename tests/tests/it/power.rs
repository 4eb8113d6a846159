//! What an approver reads first: who gets power.

use std::collections::BTreeSet;

use gallery::compile::{Example, examples};

fn readme<'a>(example: &'a Example, stack: &str) -> &'a str {
    let path = if stack.is_empty() { "README.md".to_owned() } else { format!("{stack}/README.md") };
    let found = example.tree.files().iter().find(|(it, _)| it.as_str() == path);
    found.map(|(_, text)| text.as_str()).expect("every stack has a README")
}

/// The README of the whole deployment names them too, where the group is created apart from the workspaces.
#[test]
fn groups_that_become_account_admin_are_named_first() {
    let mut seen = BTreeSet::new();
    for example in examples() {
        let of_account = example.architecture.account.iter().map(|it| &it.directory);
        let of_workspaces = example.architecture.workspaces.iter().map(|it| &it.directory);
        for group in of_account.chain(of_workspaces).flat_map(|it| &it.created.account_admins) {
            let text = format!("The group `{group}` becomes **account admin**");
            let root = readme(example, "");
            let (first, _) = root.split_once("\n## Apply").expect("it says how to apply");
            assert!(first.contains(&text), "{}: {group}", example.name);
            seen.insert(&example.name);
        }
    }
    assert!(seen.len() >= 2, "one stack, and several: {seen:?}");
}

#[test]
fn a_workspace_without_access_says_that_no_person_gets_in() {
    let mut seen = BTreeSet::new();
    for example in examples() {
        for workspace in &example.architecture.workspaces {
            let stack = &workspace.key;
            let says = readme(example, stack).contains("**No person gets into the workspace**");
            assert_eq!(says, workspace.access.is_empty(), "{} {stack}", example.name);
            seen.insert(says);
        }
    }
    assert_eq!(seen.len(), 2, "both are there");
}
