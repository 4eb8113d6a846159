//! A workspace under `[removed]` is what it was, without a guard.

use crate::changes::record;
use crate::{compile, compile_with, lines, try_compile};

const TEXT: &str = r#"name = "acme"
region = "eu-west-1"
prevent-destroy = true
[network]
mode = "customer-managed"
cidr = "10.20.0.0/16"
[workspaces.alpha]
[workspaces.dev]
network.zones = 2
"#;

fn removed() -> String {
    TEXT.replace("[workspaces.dev]", "[removed.dev]")
}

#[test]
fn it_is_not_guarded_whatever_the_top_level_says() {
    let arch = compile(&removed());
    let guards = arch.workspaces.iter().map(|it| (it.key.as_str(), *it.prevent_destroy));
    assert_eq!(guards.collect::<Vec<_>>(), [("alpha", true), ("dev", false)]);
}

#[test]
fn a_guard_of_its_own_is_refused() {
    let (_, source, diags) =
        try_compile(&(removed() + "prevent-destroy = true\n"), &blueprint::Pins::default());
    assert_eq!(lines(&source, &diags), [(10, "key-does-not-apply")]);
}

#[test]
fn it_keeps_its_name_and_its_ranges() {
    let before = compile(TEXT);
    let after = compile_with(&removed(), &before.record().pins);
    assert_eq!(before.record().pins, after.record().pins);
    assert_eq!(after.workspace("dev").unwrap().name.as_str(), "acme-dev");
    assert!(after.workspace("dev").unwrap().is_removed());
}

#[test]
fn the_record_says_so_until_it_is_kept_again() {
    let removed = compile(&removed()).record();
    assert_eq!(removed.removed, ["dev".to_owned()].into());
    assert!(record(TEXT, &removed).removed.is_empty());
}

#[test]
fn all_workspaces_of_a_deployment_may_go() {
    let arch = compile(&removed().replace("[workspaces.alpha]", "[removed.alpha]"));
    assert!(arch.workspaces.iter().all(blueprint::Workspace::is_removed));
}
