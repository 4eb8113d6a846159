//! A change is applied over what is there, and what Terraform does for it is told: a real one of a blueprint, and small
//! ones by hand that do all that a change can do, and that fail.
#![allow(clippy::print_stdout, reason = "the report is what the test is for")]

use std::sync::Mutex;

use codegen::RelativePath;
use gallery::changes::all;
use gallery::changes::results::{Known, Outcome, table};
use gallery::changes::run::walks;
use gallery::compile::example;
use gallery::rehearse::{change, rehearse_change, script, settings, side_by_side};
use rehearsal::{Change, Kind, Phase, Report, Script, Stack, StackReport, text};

const MINIMAL: &str = "\
name   = \"acme\"
region = \"eu-west-1\"

[network]
mode = \"databricks-managed\"
";

#[test]
fn a_tag_and_people_are_added_to_what_is_there() {
    let Some(settings) = settings() else { return };
    let people = "\
tags              = { team = \"data\" }
identity-provider = \"google\"
users             = [\"ana@acme.example\"]
";
    let groups = "\
[groups]
analysts = { members = [\"ana@acme.example\"] }

[access]
analysts = \"user\"
";
    let (before, after) = change(MINIMAL, &format!("{people}{MINIMAL}\n{groups}"));
    let report = rehearse_change(&Change { before: &before, after: &after, tries: 1 }, &settings);
    let told = text(&report);
    println!("{told}");
    assert!(report.is_success(), "{told}");
    assert!(report.unanswered.is_empty() && report.refused_hosts.is_empty(), "{told}");
    let stack = &report.stacks[0];
    assert_eq!(stack.change.as_ref().unwrap().tries, 1, "{told}");
    let of = |kind| addresses(stack, kind);
    assert!(of(Kind::Created).contains(&"module.identity.databricks_group.this[\"analysts\"]"));
    assert!(of(Kind::Updated).contains(&"module.root_storage.aws_s3_bucket.this"));
    for kind in [Kind::Replaced, Kind::Moved, Kind::Forgotten, Kind::Destroyed] {
        assert_eq!(of(kind), [""; 0], "{told}");
    }
}

fn addresses(stack: &StackReport, kind: Kind) -> Vec<&str> {
    let actions = &stack.change.as_ref().expect("it was planned").actions;
    let of_kind = actions.iter().filter(|action| action.kind() == kind);
    of_kind.map(|action| action.address.as_str()).collect()
}

/// By hand: the text of each stack, in the order in which they are applied.
fn by_hand(stacks: &[(&str, &str)]) -> Script {
    let mut script = script(example("minimal"));
    let path = |folder: &str| RelativePath::new(format!("{folder}/main.tf")).expect("it is plain");
    script.files = stacks.iter().map(|(at, text)| (path(at), (*text).to_owned())).collect();
    let stack = |folder: &str| Stack { folder: folder.to_owned(), ..script.stacks[0].clone() };
    script.stacks = stacks.iter().map(|(folder, _)| stack(folder)).collect();
    script
}

const BEFORE: &str = r#"
resource "terraform_data" "stays" {}

resource "terraform_data" "updated" {}

resource "terraform_data" "replaced" {
  triggers_replace = "old"
}

resource "terraform_data" "old_address" {}

resource "terraform_data" "destroyed" {}
"#;

const AFTER: &str = r#"
resource "terraform_data" "stays" {}

resource "terraform_data" "updated" {
  input = "new"
}

resource "terraform_data" "replaced" {
  triggers_replace = "new"
}

resource "terraform_data" "new_address" {}

moved {
  from = terraform_data.old_address
  to   = terraform_data.new_address
}

# Terraform goes through with it the second time.
resource "terraform_data" "created" {
  provisioner "local-exec" {
    command = "test -e tried || { touch tried; exit 1; }"
  }
}
"#;

const KEPT: &str = r#"
provider "aws" {
  region = "eu-west-1"
}

resource "aws_cloudwatch_log_group" "kept" {
  name = "kept"
}
"#;

const LET_GO: &str = r#"
provider "aws" {
  region = "eu-west-1"
}

removed {
  from = aws_cloudwatch_log_group.kept

  lifecycle {
    destroy = false
  }
}
"#;

#[test]
fn what_becomes_of_each_resource_is_told_and_what_was_forgotten_stays() {
    let Some(settings) = settings() else { return };
    let before = by_hand(&[("one", BEFORE), ("two", KEPT)]);
    let after = by_hand(&[("one", AFTER), ("two", LET_GO), ("three", BEFORE)]);
    let report = rehearse_change(&Change { before: &before, after: &after, tries: 2 }, &settings);
    let told = text(&report);
    println!("{told}");
    assert!(report.is_success(), "{told}");
    let [one, two, three] = report.stacks.as_slice() else { panic!("three stacks: {told}") };
    for (kind, address) in [
        (Kind::Created, "terraform_data.created"),
        (Kind::Updated, "terraform_data.updated"),
        (Kind::Replaced, "terraform_data.replaced"),
        (Kind::Moved, "terraform_data.new_address"),
        (Kind::Destroyed, "terraform_data.destroyed"),
    ] {
        assert_eq!(addresses(one, kind), [address], "{told}");
    }
    assert!(told.contains("terraform_data.replaced, forced by triggers_replace\n"), "{told}");
    assert!(told.contains("new_address, moved from terraform_data.old_address\n"), "{told}");
    assert_eq!(addresses(two, Kind::Forgotten), ["aws_cloudwatch_log_group.kept"], "{told}");
    let forgotten = &report.change.as_ref().unwrap().forgotten;
    assert_eq!(forgotten.len(), 1, "{told}");
    assert!(forgotten[0].id.ends_with("log-group:kept"), "{told}");
    assert_eq!(addresses(three, Kind::Created).len(), 5, "{told}");

    let tries = |stack: &StackReport| stack.change.as_ref().unwrap().tries;
    assert_eq!((tries(one), tries(two), tries(three)), (2, 1, 1), "{told}");
    let failed = &one.change.as_ref().unwrap().failed_tries;
    assert_eq!(failed[0][0].address.as_deref(), Some("terraform_data.created"), "{told}");
}

#[test]
fn a_change_that_takes_more_tries_than_it_may_or_loses_what_is_protected_fails() {
    let Some(settings) = settings() else { return };
    let protected = |trigger: &str| {
        format!(
            "resource \"terraform_data\" \"this\" {{\n  triggers_replace = \"{trigger}\"\n\n  lifecycle {{\n    \
             prevent_destroy = true\n  }}\n}}\n"
        )
    };
    let before = by_hand(&[("one", BEFORE), ("two", &protected("old"))]);
    let after = by_hand(&[("one", AFTER), ("two", &protected("new"))]);
    let report = rehearse_change(&Change { before: &before, after: &after, tries: 1 }, &settings);
    let told = text(&report);
    println!("{told}");
    assert!(!report.is_success());
    let [one, two] = report.stacks.as_slice() else { panic!("two stacks: {told}") };
    let failure = |stack: &StackReport| {
        let failure = stack.failure.as_ref().unwrap();
        (failure.phase, failure.errors[0].summary.clone())
    };
    assert_eq!(failure(one), (Phase::Change, "local-exec provisioner error".to_owned()), "{told}");
    assert_eq!(failure(two), (Phase::Plan, "Instance cannot be destroyed".to_owned()), "{told}");
    assert!(!has_run(&report, Phase::Replan) && !has_run(&report, Phase::Destroy), "{told}");
}

fn has_run(report: &Report, phase: Phase) -> bool {
    report.stacks.iter().flat_map(|stack| &stack.phases).any(|ran| ran.phase == phase)
}

#[test]
fn a_sample_of_the_change_suite_ends_as_its_tables_say() {
    let Some(settings) = settings() else { return };
    let all = all();
    let wanted: Vec<_> = all.iter().filter(|sequence| sequence.is_sampled()).collect();
    let outcomes = side_by_side(walks(&wanted), |walk| {
        let outcomes = Mutex::new(Vec::new());
        walk.rehearse(&settings, &|outcome| outcomes.lock().unwrap().push(outcome));
        outcomes.into_inner().unwrap()
    });
    let of_step = |it: Outcome| ((it.sequence.clone(), it.step.clone()), it);
    let known: Known = outcomes.into_iter().flatten().map(of_step).collect();
    let (is_right, table) = table(&wanted, &known);
    println!("{table}");
    assert!(is_right, "{table}");
}
