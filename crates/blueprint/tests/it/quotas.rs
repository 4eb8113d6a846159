//! Quotas that only many workspaces exceed: the first that is too many, and how many there are.

use std::collections::BTreeSet;
use std::fmt::Write;

use blueprint::Pins;

use crate::try_compile;

/// What is said of each quota that `count` workspaces below `top` exceed, and of which workspace, in any order.
#[track_caller]
fn check(top: &str, count: usize, expected: &[(&str, &str)]) {
    check_each(top, count, |_| String::new(), expected);
}

/// The same, where each workspace has lines of its own.
#[track_caller]
fn check_each(top: &str, count: usize, own: impl Fn(usize) -> String, expected: &[(&str, &str)]) {
    let mut text = format!("name = \"acme\"\nregion = \"eu-west-1\"\ntier = \"enterprise\"\n{top}");
    for number in 1..=count {
        write!(text, "\n[workspaces.w{number:03}]\n{}", own(number)).unwrap();
    }
    let (arch, source, diags) = try_compile(&text, &Pins::default());
    assert!(arch.is_some(), "{diags:#?}");
    let said = diags.iter().filter(|it| it.rule.ends_with("-quota-exceeded"));
    let said: BTreeSet<_> = said
        .map(|it| {
            let line = source.line_column(it.primary.span.start).0;
            let workspace = text.lines().nth(line - 1).unwrap();
            (workspace.trim_matches(['[', ']']).to_owned(), it.message.clone())
        })
        .collect();
    let expected =
        expected.iter().map(|&(at, message)| (format!("workspaces.{at}"), message.to_owned()));
    let expected = expected.collect();
    assert_eq!(said, expected);
}

const CREDENTIALS: (&str, &str) = ("w056", "57 credential configurations, where an account has 55");
const STORAGE: (&str, &str) = ("w051", "57 storage configurations, where an account has 50");

#[test]
fn both_ends_of_private_link_register_three_endpoints() {
    let top = r#"
        [network]
        mode = "existing"
        vpc-id = "vpc-0123456789abcdef0"
        subnet-ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
        security-group-ids = ["sg-0123456789abcdef0"]
        [network.private-link]
        back-end = { existing = { rest-api = "11111111-2222-3333-4444-555555555555", relay = "21111111-2222-3333-4444-555555555555" } }
        front-end = { existing = "31111111-2222-3333-4444-555555555555" }
    "#;
    let settings = ("w056", "57 private access settings, where an account has 55");
    check(top, 57, &[STORAGE, CREDENTIALS, settings]);
    let created = r#"
        [network]
        mode = "customer-managed"
        cidr = "10.0.0.0/10"
        vpc-size = "/20"
        egress = "none"
        zones = 2
        [network.private-link]
        back-end = "create"
        front-end.clients = ["192.168.0.0/16"]
    "#;
    let own = |number| format!("network.private-link.front-end.cidr = \"172.18.{number}.0/24\"\n");
    check_each(
        created,
        40,
        own,
        &[
            ("w003", "80 VPCs in eu-west-1, where an account has 5"),
            ("w021", "40 gateway endpoints in eu-west-1, where an account has 20"),
            ("w037", "120 registered VPC endpoints, where an account has 110"),
        ],
    );
}

#[test]
fn two_keys_are_registered_twice_and_an_existing_one_for_both_once() {
    let managed = "[network]\nmode = \"databricks-managed\"\n[encryption]\n";
    let two = format!(
        "aws-account-id = \"123456789012\"\n{managed}managed-services = \"create\"\nworkspace-storage = \"create\"\n"
    );
    let at_aws = [
        ("w006", "57 VPCs in eu-west-1, where an account has 5"),
        ("w006", "57 Elastic IP addresses in eu-west-1, where an account has 5"),
    ];
    let keys = ("w056", "114 key registrations, where an account has 110");
    check(&two, 57, &[&at_aws[..], &[STORAGE, CREDENTIALS, keys]].concat());
    let key = "{ existing = \"arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555\" }";
    let one = format!("{managed}managed-services = {key}\nworkspace-storage = {key}\n");
    check(&one, 57, &[&at_aws[..], &[STORAGE, CREDENTIALS]].concat());
}

#[test]
fn serverless_workspaces_on_one_connectivity_configuration() {
    let top = "compute-plane = \"serverless\"\n[network.serverless]\n\
               connectivity-configuration = { existing = \"11111111-2222-3333-4444-555555555555\" }\n";
    let message = "60 workspaces at the connectivity configuration \
                   `11111111-2222-3333-4444-555555555555`, which takes 50";
    check(top, 60, &[("w051", message)]);
}

#[test]
fn of_the_zones_of_a_region_the_fullest_is_told() {
    let top =
        "[network]\nmode = \"customer-managed\"\ncidr = \"10.0.0.0/10\"\nvpc-size = \"/20\"\n";
    check(
        top,
        6,
        &[
            ("w006", "6 VPCs in eu-west-1, where an account has 5"),
            ("w002", "18 Elastic IP addresses in eu-west-1, where an account has 5"),
            ("w006", "6 NAT gateways in one zone, euw1-az1, where an account has 5"),
        ],
    );
}
