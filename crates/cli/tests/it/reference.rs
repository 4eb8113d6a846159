//! `explain`, `modules`, `schema`, `completions`: what is looked up.

use std::process::Stdio;

use insta::assert_snapshot;

use crate::Sandbox;

#[test]
fn a_rule_is_explained_by_its_markdown() {
    let (code, out, _) = Sandbox::new().try_run("explain kms-key-below-enterprise");
    assert_eq!(code, 0);
    assert!(
        out.starts_with("# kms-key-below-enterprise\n") && out.contains("```toml fails"),
        "{out}"
    );
}

#[test]
fn an_unknown_rule_has_a_neighbour_or_a_list() {
    assert_snapshot!(Sandbox::new().run("explain kms-keys-below-enterprise"), @r"
    $ lakewright explain kms-keys-below-enterprise
    --- standard error
    error: there is no rule `kms-keys-below-enterprise`
    help: did you mean `kms-key-below-enterprise`?
    --- exit code 2
    ");
    assert_snapshot!(Sandbox::new().run("explain gravity"), @r"
    $ lakewright explain gravity
    --- standard error
    error: there is no rule `gravity`
    help: `lakewright explain` lists them all
    --- exit code 2
    ");
}

#[test]
fn every_rule_is_listed_in_a_line() {
    let (code, out, _) = Sandbox::new().try_run("explain");
    let rows = || out.lines().filter_map(|line| line.strip_prefix("  "));
    assert_eq!((code, rows().count()), (0, blueprint::rules::RULES.len()));
    let row = rows().find(|row| row.starts_with("kms-key-below-enterprise ")).unwrap();
    let words: Vec<_> = row.split_whitespace().take(3).collect();
    assert_eq!(words, ["kms-key-below-enterprise", "error", "The"]);
}

#[test]
fn rules_are_listed_by_area() {
    let (_, out, _) = Sandbox::new().try_run("explain");
    let titles: Vec<_> =
        out.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')).collect();
    assert_eq!(titles, blueprint::rules::Area::ALL.map(blueprint::rules::Area::title));
}

#[test]
fn an_unknown_module_has_a_neighbour() {
    assert_snapshot!(Sandbox::new().run("modules netwrok"), @r"
    $ lakewright modules netwrok
    --- standard error
    error: there is no module `netwrok`
    help: did you mean `network`?
    --- exit code 2
    ");
}

#[test]
fn every_module_is_listed() {
    let (code, out, _) = Sandbox::new().try_run("modules");
    assert_eq!(code, 0);
    assert!(out.contains("network\n  A VPC "), "{out}");
}

#[test]
fn the_schema_is_one_of_json_schema() {
    let (code, out, _) = Sandbox::new().try_run("schema");
    let schema: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &schema["title"]), (0, &"lakewright blueprint".into()));
}

#[test]
fn shells_complete_the_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (code, out, _) = Sandbox::new().try_run(&format!("completions {shell}"));
        assert_eq!(code, 0);
        assert!(out.contains("describe"), "{shell}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command("schema");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}
