//! What moves between two trees, and the script.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::collections::{BTreeMap, BTreeSet};

use blueprint::values::Name;
use forecast::Files;
use moves::{Moves, Side, Step, Unsafe, between, script};

const GROUPS: &str =
    "resource \"databricks_group\" \"this\" {\n  for_each = toset([\"data\", \"it's\"])\n}\n";
const VPC: &str = "resource \"aws_vpc\" \"this\" {}\n";
const S3: &str = "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key    = \"K\"\n    region = \"eu-west-1\"\n  }\n}\n";

struct Tree {
    texts: Vec<(String, String)>,
    names: BTreeMap<String, Name>,
}

/// Each path with its text, and each workspace's key with its name.
fn tree(texts: &[(&str, &str)], names: &[(&str, &str)]) -> Tree {
    let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    let name = |(key, name): &(&str, &str)| ((*key).to_owned(), Name::parse(name).unwrap());
    Tree { texts: texts.iter().map(owned).collect(), names: names.iter().map(name).collect() }
}

fn moves(before: &Tree, after: &Tree) -> Result<Moves, Unsafe> {
    let folders = |tree: &Tree| -> BTreeSet<String> {
        let folder = |path: &String| path.rsplit_once('/').map_or("", |(it, _)| it).to_owned();
        let is_stack = |folder: &String| !folder.ends_with("/m");
        tree.texts.iter().map(|(path, _)| folder(path)).filter(is_stack).collect()
    };
    let (old_stacks, new_stacks) = (folders(before), folders(after));
    let files = |tree: &Tree, stacks: &BTreeSet<String>| {
        let texts = tree.texts.iter().map(|(path, text)| (leak(path), text.as_str().into()));
        Files { texts: texts.collect(), stacks: stacks.iter().map(|it| leak(it)).collect() }
    };
    let (old, new) = (files(before, &old_stacks), files(after, &new_stacks));
    let losing = old.stacks.iter().copied().collect();
    let (before, after) =
        (Side { files: &old, names: &before.names }, Side { files: &new, names: &after.names });
    between(before, after, &losing)
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// `from address -> to address` of each move between states, and what is left.
#[track_caller]
fn check(before: &Tree, after: &Tree, expected: &[&str], left: &[&str]) {
    let moves = moves(before, after).unwrap();
    let shown = |stack: &str| if stack.is_empty() { ".".to_owned() } else { stack.to_owned() };
    let line = |it: &forecast::Moved| {
        format!("{} {} -> {} {}", shown(&it.from_stack), it.from(), shown(&it.to_stack), it.to())
    };
    assert_eq!(moves.between_states().map(line).collect::<Vec<_>>(), expected);
    let lines = moves.left.iter().map(|it| format!("{} {}", shown(&it.stack), it.address));
    assert_eq!(lines.collect::<Vec<_>>(), left);
}

const ONLY: &[(&str, &str)] = &[("", "acme")];
const PROD: &[(&str, &str)] = &[("dev", "acme-dev"), ("prod", "acme")];

#[test]
fn an_only_workspace_becomes_the_one_with_its_name() {
    let before = tree(&[("main.tf", VPC)], ONLY);
    let after = tree(&[("dev/main.tf", VPC), ("prod/main.tf", VPC)], PROD);
    check(&before, &after, &[". aws_vpc.this -> prod aws_vpc.this"], &[]);
    check(&after, &before, &["prod aws_vpc.this -> . aws_vpc.this"], &["dev aws_vpc.this"]);
}

#[test]
fn nothing_moves_to_another_workspace() {
    let before = tree(&[("main.tf", VPC)], ONLY);
    let after = tree(&[("prod/main.tf", VPC)], &[("prod", "acme-prod")]);
    check(&before, &after, &[], &[". aws_vpc.this"]);
}

#[test]
fn what_the_account_has_moves_with_its_instance_keys() {
    let before = tree(&[("main.tf", GROUPS)], ONLY);
    let after = tree(&[("account/main.tf", GROUPS), ("prod/main.tf", VPC)], PROD);
    let moved = [
        ". databricks_group.this[\"data\"] -> account databricks_group.this[\"data\"]",
        ". databricks_group.this[\"it's\"] -> account databricks_group.this[\"it's\"]",
    ];
    check(&before, &after, &moved, &[]);
}

#[test]
fn another_module_takes_over_what_has_the_same_name() {
    let call = "module \"m\" {\n  source = \"./m\"\n}\n";
    let before = tree(&[("main.tf", VPC)], ONLY);
    let mut after = tree(&[("main.tf", ""), ("inside/main.tf", call)], ONLY);
    after.texts.push(("inside/m/main.tf".to_owned(), VPC.to_owned()));
    check(&before, &after, &[". aws_vpc.this -> inside module.m.aws_vpc.this"], &[]);
}

#[test]
fn two_places_or_two_resources_are_refused() {
    let before = tree(&[("main.tf", VPC)], ONLY);
    let two = tree(&[("main.tf", ""), ("inside/main.tf", VPC), ("account/main.tf", VPC)], ONLY);
    check(&before, &two, &[], &[". aws_vpc.this"]);
    let names = &[("a", "acme-a"), ("b", "acme-b")];
    let before = tree(&[("a/main.tf", GROUPS), ("b/main.tf", GROUPS)], names);
    let after = tree(&[("a/main.tf", ""), ("b/main.tf", ""), ("account/main.tf", GROUPS)], names);
    let left = |stack: &str| {
        ["data", "it's"].map(|key| format!("{stack} databricks_group.this[\"{key}\"]"))
    };
    let left = [left("a"), left("b")].concat();
    check(&before, &after, &[], &left.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_state_that_stays_where_it_is_loses_only_what_goes_to_the_account() {
    let both = format!("{VPC}{GROUPS}");
    let before = tree(&[("main.tf", &both), ("backend.tf", S3)], ONLY);
    let other = S3.replace('K', "account");
    let after = [
        ("account/main.tf", GROUPS),
        ("account/backend.tf", &other),
        ("prod/main.tf", VPC),
        ("prod/backend.tf", S3),
    ];
    let moves = moves(&before, &tree(&after, PROD)).unwrap();
    assert_eq!(moves.between_states().count(), 2);
    let states: Vec<_> = moves.states.iter().map(|it| (it.stack.as_str(), it.stays)).collect();
    assert_eq!(states, [("account", true), ("prod", true)]);
}

#[test]
fn another_place_in_the_same_run_is_refused() {
    let before = tree(&[("main.tf", VPC)], ONLY);
    let after = tree(&[("main.tf", ""), ("backend.tf", S3), ("inside/main.tf", VPC)], ONLY);
    assert_eq!(
        moves(&before, &after).unwrap_err().what,
        "stack `.` gets another backend in the same run"
    );
    let before = tree(&[("main.tf", VPC), ("override.tf", S3)], ONLY);
    let after = tree(&[("prod/main.tf", VPC)], PROD);
    assert_eq!(
        moves(&before, &after).unwrap_err().what,
        "`override.tf` says where the state of stack `.` is"
    );
}

fn written(before: &Tree, after: &Tree) -> String {
    let step = |(stack, from): (&str, &str)| Step {
        stack: stack.to_owned(),
        applied_from: from.to_owned(),
    };
    let steps = [("account", "anywhere"), ("prod", "anywhere")].map(step);
    let script = script(&moves(before, after).unwrap(), &steps, "0123456789abcdef");
    let (ours, _) = script.split_once("# From here on,").unwrap();
    ours.to_owned()
}

#[test]
fn the_script_says_what_it_moves() {
    let both = format!("{VPC}{GROUPS}");
    let before = tree(&[("main.tf", &both)], ONLY);
    let after = [("account/main.tf", GROUPS), ("account/backend.tf", S3), ("prod/main.tf", VPC)];
    insta::assert_snapshot!(written(&before, &tree(&after, PROD)));
}

#[test]
fn a_script_for_hcp_terraform_says_that_nobody_has_tried_it() {
    let cloud = "terraform {\n  cloud {\n    organization = \"acme\"\n  }\n}\n";
    let before = tree(&[("main.tf", VPC)], ONLY);
    let after = tree(&[("prod/main.tf", VPC), ("prod/backend.tf", cloud)], PROD);
    assert!(written(&before, &after).contains("nobody has tried this script with HCP Terraform"));
    let after = tree(&[("prod/main.tf", VPC)], PROD);
    assert!(!written(&before, &after).contains("HCP Terraform"));
}

/// Terraform reads what is inside before it switches public access on.
#[test]
fn what_was_inside_is_applied_from_there_once_more() {
    let before = tree(&[("main.tf", GROUPS), ("inside/main.tf", VPC)], ONLY);
    let after = tree(&[("main.tf", &format!("{GROUPS}{VPC}"))], ONLY);
    let moves = moves(&before, &after).unwrap();
    let steps = [Step { stack: String::new(), applied_from: "anywhere".to_owned() }];
    assert!(script(&moves, &steps, "").contains("PrivateLink: public access is still off"));
}
