//! An `existing` network that is the one which the stack created: the plan stops before it deletes that.
#![allow(clippy::print_stdout, reason = "the report is what the test is for")]

use codegen::RelativePath;
use gallery::compile::{changed, example};
use gallery::rehearse::{rehearse_change, script, settings};
use rehearsal::{Change, Phase, Script, text};

/// As the network modules name what they create: for `acme`, and for `acme` in the VPC of another workspace.
const CREATED: &str = r#"
provider "aws" {
  region = "eu-west-1"
}

locals {
  zones = {
    "euw1-az1" = "10.0.0.0/24"
    "euw1-az2" = "10.0.1.0/24"
  }
}

resource "aws_vpc" "this" {
  for_each = toset(["acme", "owner"])

  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true

  tags = {
    Name = each.key
  }
}

resource "aws_subnet" "shared" {
  for_each = local.zones

  vpc_id               = aws_vpc.this["owner"].id
  availability_zone_id = each.key
  cidr_block           = each.value

  tags = {
    Name = "acme-workspace-${each.key}"
  }
}

resource "aws_security_group" "shared" {
  vpc_id = aws_vpc.this["owner"].id

  tags = {
    Name = "acme-workspace"
  }
}
"#;

const NAMED_AS_EXISTING: &str = r#"
module "vpc" {
  source = "./modules/existing-network-not-ours"

  name               = "acme"
  vpc_id             = aws_vpc.this["acme"].id
  subnet_ids         = []
  security_group_ids = []
}

module "shared" {
  source = "./modules/existing-network-not-ours"

  name               = "acme"
  vpc_id             = aws_vpc.this["owner"].id
  subnet_ids         = [for zone in keys(local.zones) : aws_subnet.shared[zone].id]
  security_group_ids = [aws_security_group.shared.id]
}
"#;

fn by_hand(text: &str) -> Script {
    let mut script = script(example("minimal"));
    let changed = changed().iter().find(|it| it.name == "created-to-existing");
    let files = changed.expect("it is there").tree.files();
    let modules = files.iter().filter(|(path, _)| path.as_str().starts_with("modules/existing-"));
    let main = RelativePath::new("main.tf").expect("it is plain");
    script.files = modules.map(|(path, text)| (path.clone(), text.clone())).collect();
    script.files.insert(main, text.to_owned());
    script
}

#[test]
fn what_the_stack_created_is_not_taken_for_what_is_there() {
    let Some(settings) = settings() else { return };
    let (before, after) = (by_hand(CREATED), by_hand(&[CREATED, NAMED_AS_EXISTING].concat()));
    let report = rehearse_change(&Change { before: &before, after: &after, tries: 1 }, &settings);
    let told = text(&report);
    println!("{told}");
    let failure = report.stacks[0].failure.as_ref().expect("the plan stops");
    assert_eq!(failure.phase, Phase::Plan, "{told}");
    for what in ["the VPC", "a subnet", "the security group"] {
        let says = format!("is named as {what} that this stack created");
        assert!(failure.errors.iter().any(|fault| fault.detail.contains(&says)), "{says}: {told}");
    }
}
