//! What a change costs.

use forecast::{Class, Endangered};

use crate::{stack, tree};

#[track_caller]
fn check(before: &str, after: &str, expected: &[(Class, &str)]) {
    let found = stack(&tree(before, &[]), &tree(after, &[])).dangers;
    let found: Vec<(Class, String)> = found
        .iter()
        .map(|Endangered { danger, addresses }| (danger.class, addresses.join(", ")))
        .collect();
    let expected: Vec<_> =
        expected.iter().map(|(class, addresses)| (*class, (*addresses).to_owned())).collect();
    assert_eq!(found, expected);
}

const CATALOG: &str = "resource \"databricks_catalog\" \"a\" {\n  name = \"a\"\n}\n";

#[test]
fn a_catalog_that_goes_takes_its_data_along() {
    let other = "resource \"aws_vpc\" \"b\" {}\n";
    check(&(CATALOG.to_owned() + other), other, &[(Class::LosesData, "databricks_catalog.a")]);
}

#[test]
fn a_danger_is_said_once_for_many_resources() {
    let two = CATALOG.to_owned() + &CATALOG.replace("\"a\"", "\"b\"");
    let addresses = "databricks_catalog.a, databricks_catalog.b";
    check(&two, "locals {}\n", &[(Class::LosesData, addresses)]);
}

#[test]
fn an_effect_of_an_argument_is_that_of_no_other() {
    let other = CATALOG.replace("name = \"a\"", "name = \"a\"\n  comment = \"x\"");
    check(CATALOG, &other, &[]);
    check(
        CATALOG,
        &CATALOG.replace("name = \"a\"", "name = \"b\""),
        &[(Class::NeverDone, "databricks_catalog.a")],
    );
}

#[test]
fn a_guard_refuses_a_replacement_and_the_removal_of_an_instance() {
    let guarded = |arguments: &str| {
        format!(
            "resource \"aws_vpc\" \"a\" {{\n{arguments}\n  lifecycle {{\n    prevent_destroy = true\n  }}\n}}\n"
        )
    };
    check(
        &guarded("cidr_block = \"10.0.0.0/16\""),
        &guarded("cidr_block = \"10.1.0.0/16\""),
        &[(Class::Refused, "aws_vpc.a"), (Class::Interrupts, "aws_vpc.a")],
    );
    check(
        &guarded("for_each = toset([\"k\", \"l\"])"),
        &guarded("for_each = toset([\"l\"])"),
        &[(Class::Refused, "aws_vpc.a[\"k\"]"), (Class::Interrupts, "aws_vpc.a[\"k\"]")],
    );
    // It leaves with the block.
    check(&guarded(""), "locals {}\n", &[(Class::Interrupts, "aws_vpc.a")]);
}

#[test]
fn what_is_created_before_it_is_destroyed_takes_one_apply() {
    let networks = |name: &str, rest: &str| {
        format!(
            "resource \"databricks_mws_networks\" \"a\" {{\n  network_name = \"{name}\"\n{rest}}}\n"
        )
    };
    let first = "  lifecycle {\n    create_before_destroy = true\n  }\n";
    let address = "databricks_mws_networks.a";
    check(&networks("a", ""), &networks("b", ""), &[(Class::TwoApplies, address)]);
    check(&networks("a", first), &networks("b", first), &[]);
}

#[test]
fn instances_that_are_known_after_apply_are_refused() {
    let text = |name: &str| {
        format!(
            "resource \"aws_iam_role\" \"a\" {{\n  name = \"{name}\"\n}}\n\
             resource \"aws_vpc\" \"b\" {{\n  for_each = toset([aws_iam_role.a.arn])\n}}\n"
        )
    };
    let found = stack(&tree(&text("x"), &[]), &tree(&text("y"), &[]));
    assert_eq!(found.dangers[0].danger.class, Class::Refused);
    assert_eq!(found.dangers[0].addresses, ["aws_vpc.b"]);
}

#[test]
fn a_provider_that_is_known_after_apply_cannot_read_what_it_manages() {
    let text = |name: &str| {
        format!(
            "provider \"databricks\" {{\n  workspace_id = databricks_mws_workspaces.a.workspace_id\n}}\n\
             provider \"databricks\" {{\n  alias = \"account\"\n}}\n\
             resource \"databricks_mws_workspaces\" \"a\" {{\n  provider = databricks.account\n  \
             workspace_name = \"{name}\"\n}}\n\
             resource \"databricks_catalog\" \"b\" {{\n  name = \"b\"\n}}\n"
        )
    };
    let found = stack(&tree(&text("x"), &[]), &tree(&text("y"), &[]));
    assert_eq!(found.dangers[0].addresses, ["provider databricks"]);
}

#[test]
fn a_move_away_from_what_is_still_declared_is_refused() {
    let vpcs = "resource \"aws_vpc\" \"a\" {}\nresource \"aws_vpc\" \"b\" {}\n";
    let after = vpcs.to_owned() + "moved {\n  from = aws_vpc.a\n  to   = aws_vpc.b\n}\n";
    check(vpcs, &after, &[(Class::Refused, "aws_vpc.a")]);
    let moves = "moved {\n  from = aws_vpc.a\n  to   = aws_vpc.c\n}\n\
                 moved {\n  from = aws_vpc.b\n  to   = aws_vpc.c\n}\n";
    let after = format!("resource \"aws_vpc\" \"c\" {{}}\n{moves}");
    let found = stack(&tree(vpcs, &[]), &tree(&after, &[]));
    assert_eq!(found.dangers[0].danger.class, Class::Refused);
}

#[test]
fn a_state_that_lies_elsewhere_is_moved_by_a_person() {
    let rest = "locals {}\n";
    let kept = |block: &str| format!("terraform {{\n  {block}\n}}\n{rest}");
    let moved = [(Class::ManualStep, "terraform")];
    check(
        &kept("backend \"s3\" {\n    key = \"a\"\n  }"),
        &kept("backend \"s3\" {\n    key = \"b\"\n  }"),
        &moved,
    );
    check(rest, &kept("cloud {\n    organization = \"acme\"\n  }"), &moved);
    check(
        &kept("cloud {\n    workspaces {\n      name = \"a\"\n    }\n  }"),
        &kept("cloud {\n    workspaces {\n      name = \"b\"\n    }\n  }"),
        &moved,
    );
    let is_kept =
        |block: &str| check(rest, &(kept(block) + "resource \"aws_vpc\" \"a\" {}\n"), &[]);
    is_kept("backend \"local\" {}");
    is_kept("required_version = \">= 1.11\"");
}

#[test]
fn a_value_that_the_provider_lets_nobody_take_away_is_refused_where_there_was_one() {
    let settings = "resource \"databricks_mws_private_access_settings\" \"new\" {\n  region = \"eu-west-1\"\n}\n";
    let workspace = |settings: &str| {
        format!(
            "resource \"databricks_mws_workspaces\" \"this\" {{\n  private_access_settings_id = {settings}\n}}\n"
        )
    };
    let new = settings.to_owned()
        + &workspace("databricks_mws_private_access_settings.new.private_access_settings_id");
    let costs = |classes: &[Class]| -> Vec<_> {
        classes.iter().map(|class| (*class, "databricks_mws_workspaces.this")).collect()
    };
    let taken = costs(&[Class::Interrupts, Class::CannotBeUndone]);
    let refused = costs(&[Class::Refused, Class::Interrupts, Class::CannotBeUndone]);
    check(&workspace("null"), &new, &taken);
    check(&workspace("\"one\""), &new, &refused);
    check(&workspace("\"one\""), &workspace("null"), &refused);
}

/// A network, a workspace on it, a role that a location in the workspace needs.
fn beneath_and_inside(tag: &str, inside: &str) -> String {
    format!(
        r#"provider "databricks" {{
  alias        = "workspace"
  workspace_id = databricks_mws_workspaces.a.workspace_id
}}
resource "aws_vpc" "a" {{
  tags = {{ name = "{tag}" }}
}}
resource "databricks_mws_workspaces" "a" {{
  workspace_name = aws_vpc.a.id
}}
{inside}"#
    )
}

const INSIDE: &str = r#"resource "aws_iam_role" "a" {
  name = databricks_mws_workspaces.a.workspace_id
}
resource "databricks_external_location" "a" {
  provider   = databricks.workspace
  name       = "a"
  depends_on = [aws_iam_role.a]
}
"#;

/// Of what closes a circle.
fn circle(before: &str, after: &str) -> Vec<String> {
    let dangers = stack(&tree(before, &[]), &tree(after, &[])).dangers;
    let circle = dangers.into_iter().find(|it| it.danger.why.contains("`Cycle`"));
    let Some(Endangered { danger, addresses }) = circle else { return Vec::new() };
    assert_eq!(danger.class, Class::TwoApplies);
    let command = "`terraform apply -target=databricks_mws_workspaces.a`";
    assert!(danger.why.contains(command), "{}", danger.why);
    addresses
}

#[test]
fn what_goes_from_a_workspace_while_what_lies_beneath_changes_closes_a_circle() {
    let found = circle(&beneath_and_inside("old", INSIDE), &beneath_and_inside("new", ""));
    assert_eq!(found, ["aws_iam_role.a"]);
}

#[test]
fn either_of_both_closes_none() {
    let applied = beneath_and_inside("old", INSIDE);
    assert!(circle(&applied, &beneath_and_inside("old", "")).is_empty());
    assert!(circle(&applied, &beneath_and_inside("new", INSIDE)).is_empty());
    assert!(circle(&beneath_and_inside("old", ""), &beneath_and_inside("new", INSIDE)).is_empty());
}

#[test]
fn a_role_that_nothing_inside_needs_closes_none() {
    let role_alone = INSIDE.replace("  depends_on = [aws_iam_role.a]\n", "");
    let applied = beneath_and_inside("old", &role_alone);
    assert!(circle(&applied, &beneath_and_inside("new", "")).is_empty());
}
