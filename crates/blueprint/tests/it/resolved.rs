//! The complete blueprint is a blueprint, and the same one.

use blueprint::{Pins, resolved};

use crate::{compile, compile_with};

const PRIVATE: &str = r#"
edition = "2026"
name    = "acme-prod"
region  = "eu-west-1"
tier    = "enterprise"
aws-account-id = "123456789012"
root-bucket    = { existing = "acme-root" }

[network]
mode  = "customer-managed"
zones = 2

[encryption]
managed-services = "create"

[state]
backend = "s3"
bucket  = "acme-state"
region  = "eu-central-1"
"#;

const ESTATE: &str = r#"
name   = "acme"
region = "eu-west-1"

[network]
mode     = "customer-managed"
cidr     = "10.20.0.0/16"
vpc-size = "/19"

[tags]
"cost center" = "4711"

[workspaces.dev]
network.egress = "single-nat"

[workspaces.prod]
tier = "enterprise"
network.egress = "single-nat"
encryption.workspace-storage = { existing = "arn:aws:kms:eu-west-1:123456789012:key/0f0e" }
tags.stage = "prod"

[workspaces.ml]
network.share = "prod"

[workspaces.old]
cross-account-role.existing = "arn:aws:iam::123456789012:role/databricks"
[workspaces.old.network]
mode               = "existing"
vpc-id             = "vpc-0123456789abcdef0"
subnet-ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
security-group-ids = ["sg-0123456789abcdef0"]
[workspaces.old.state]
backend      = "hcp-terraform"
organization = "acme"

[workspaces.sandbox]
network.mode = "databricks-managed"

[[accept]]
rule   = "single-nat-in-production"
reason = "cost, and \"quoted\" text must survive"
until  = 2030-01-31
"#;

#[track_caller]
fn check_round_trip(text: &str) {
    let arch = compile(text);
    let complete = resolved(&arch);
    let again = compile_with(&complete, &Pins::default());
    let json = |arch| serde_json::to_value(arch).unwrap();
    assert_eq!(json(&again), json(&arch), "{complete}");
    // Written where it was inherited, derived or a default: otherwise it says the same.
    let lines = |text: &str| -> Vec<String> {
        let lines =
            text.lines().map(|line| line.rsplit_once("  # ").map_or(line, |(left, _)| left));
        lines.map(|line| line.trim_end().to_owned()).filter(|line| !line.starts_with('#')).collect()
    };
    assert_eq!(lines(&resolved(&again)), lines(&complete));
}

#[test]
fn the_complete_blueprint_resolves_to_the_same_architecture() {
    check_round_trip(PRIVATE);
    check_round_trip(ESTATE);
    check_round_trip(
        "name = \"gov\"\nregion = \"us-gov-west-1\"\ngovcloud-shard = \"dod\"\n\
         network.mode = \"customer-managed\"",
    );
}

#[test]
fn each_line_says_where_its_value_comes_from() {
    insta::assert_snapshot!(resolved(&compile(PRIVATE)), @r#"
    edition                 = "2026"                      # written
    name                    = "acme-prod"                 # written
    region                  = "eu-west-1"                 # written
    tier                    = "enterprise"                # written
    # partition             = "aws"                       # derived
    # govcloud-shard                                      # not written
    aws-account-id          = "123456789012"              # written
    # databricks-account-id                               # not written
    prevent-destroy         = true                        # default
    root-bucket             = { existing = "acme-root" }  # written

    [tags]
    managed-by = "terraform"  # default

    [state]
    backend   = "s3"                                      # written
    bucket    = "acme-state"                              # written
    region    = "eu-central-1"                            # written
    key       = "databricks/acme-prod/terraform.tfstate"  # default
    # kms-key                                             # not written

    [network]
    mode               = "customer-managed"                      # written
    cidr               = "10.0.0.0/16"                           # default
    # vpc-size                                                   # not written
    zones              = ["euw1-az1", "euw1-az2"]                # written
    egress             = "nat-per-zone"                          # default
    workspace-subnets  = ["10.0.0.0/20", "10.0.16.0/20"]         # derived
    # endpoint-subnets = ["10.0.254.0/26", "10.0.254.64/26"]     # derived
    # public-subnets   = ["10.0.253.128/28", "10.0.253.144/28"]  # derived

    [encryption]
    managed-services    = "create"  # written
    # workspace-storage             # not written

    [cross-account-role]
    # existing               # not written
    policy     = "standard"  # default
    "#);
}

/// The table under a header, without it.
fn table<'a>(text: &'a str, header: &str) -> &'a str {
    let (_, below) = text.split_once(&format!("{header}\n")).unwrap();
    below.split("\n\n").next().unwrap()
}

#[test]
fn what_a_workspace_inherits_or_gets_a_part_of_is_told_apart() {
    let complete = resolved(&compile(ESTATE));
    insta::assert_snapshot!(table(&complete, "[workspaces.prod.network]"), @r#"
    mode               = "customer-managed"                                         # inherited
    cidr               = "10.20.32.0/19"                                            # derived
    # vpc-size         = "/19"                                                      # inherited
    zones              = ["euw1-az1", "euw1-az2", "euw1-az3"]                       # default
    egress             = "single-nat"                                               # written
    workspace-subnets  = ["10.20.32.0/23", "10.20.34.0/23", "10.20.36.0/23"]        # derived
    # endpoint-subnets = ["10.20.63.0/27", "10.20.63.32/27", "10.20.63.64/27"]      # derived
    # public-subnets   = ["10.20.62.128/28", "10.20.62.144/28", "10.20.62.160/28"]  # derived
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.ml.network]"), @r#"
    mode              = "customer-managed"                                   # inherited
    share             = "prod"                                               # written
    zones             = ["euw1-az1", "euw1-az2", "euw1-az3"]                 # derived
    workspace-subnets = ["10.20.38.0/23", "10.20.40.0/23", "10.20.42.0/23"]  # derived
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.prod.tags]"), @r#"
    "cost center" = "4711"       # inherited
    managed-by    = "terraform"  # default
    stage         = "prod"       # written
    "#);
}

#[test]
fn acceptances_survive() {
    insta::assert_snapshot!(table(&resolved(&compile(ESTATE)), "[[accept]]"), @r#"
    rule   = "single-nat-in-production"              # written
    reason = 'cost, and "quoted" text must survive'  # written
    until  = 2030-01-31                              # written
    "#);
}
