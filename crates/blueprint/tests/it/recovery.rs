//! One run says everything: a mistake hides no other one, and none is said twice.

use blueprint::Pins;

use crate::{lines, try_compile};

#[track_caller]
fn check(text: &str, expected: &[(usize, &str)]) {
    let (arch, source, diags) = try_compile(text, &Pins::default());
    assert!(arch.is_none());
    assert_eq!(lines(&source, &diags), expected, "{diags:#?}");
}

#[test]
fn mistakes_of_form_and_of_rules_are_all_reported_in_one_run() {
    let text = r#"
name   = "Acme"
region = "eu-wset-1"
tier   = "standard"

[network]
mode      = "existing"
vpc_id    = "vpc-0123456789abcdef0"
subnet-ids = ["subnet-0123456789abcdef0", "subnet-x", 3]
security-group-ids = []

[tags]
team = ["data"]

[workspaces.dev]
tier = "premium"

[workspaces.dev.encryption]
managed-services = "create"
"#;
    check(
        text,
        &[
            (2, "malformed-value"),
            (3, "unknown-region"),
            (8, "unknown-key"),
            (9, "malformed-value"),
            (9, "wrong-type"),
            (10, "security-group-count-out-of-range"),
            (13, "wrong-type"),
            (19, "kms-key-below-enterprise"),
        ],
    );
}

#[test]
fn a_broken_line_hides_no_mistake_elsewhere() {
    let text = r#"
name   = "acme"
region =
tier   = "premum"

[network]
mode = "customer-managed"
cidr = "10.0.0.0/26"
"#;
    check(text, &[(3, "not-toml"), (4, "unknown-value"), (8, "vpc-size-out-of-range")]);
}

#[test]
fn a_broken_line_makes_nothing_missing() {
    check("name = \"acme\nregion = \"eu-west-1\"\n", &[(1, "not-toml")]);
}

#[test]
fn an_unreadable_section_makes_nothing_missing() {
    check("name = \"acme\"\nregion = \"eu-west-1\"\nnetwork = 3\n", &[(3, "wrong-type")]);
}

#[test]
fn a_misspelt_key_is_not_missing() {
    let text = "naem = \"acme\"\nregion = \"eu-west-1\"\n[netwrok]\nmode = \"existing\"\n";
    check(text, &[(1, "unknown-key"), (3, "unknown-key")]);
}

#[test]
fn each_element_of_a_list_is_judged_at_its_place() {
    let text = r#"name = "acme"
region = "eu-west-1"
[network]
mode = "customer-managed"
zones = [
  "eu-west-1a",
  "euw1-az1",
  "eu-west-1b",
]
"#;
    check(text, &[(6, "malformed-value"), (8, "malformed-value")]);
}

#[test]
fn a_mistake_that_every_workspace_inherits_is_said_once() {
    let text = r#"name = "acme"
region = "eu-west-1"
network.mode = "databricks-managed"
encryption.workspace-storage = "create"
[workspaces.dev]
[workspaces.prod]
"#;
    check(text, &[(4, "kms-key-below-enterprise")]);
}

#[test]
fn a_value_that_cannot_be_read_breaks_no_rule() {
    let text = r#"name = "acme"
region = "us-gov-west-1"
govcloud-shard = "civlian"
[network]
mode = "customer-managed"
share = "Prod"
"#;
    check(text, &[(3, "unknown-value"), (6, "malformed-value")]);
}

#[test]
fn an_existing_thing_that_cannot_be_read_is_not_missing() {
    check(
        "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"databricks-managed\"\n\
         root-bucket = { existing = \"S3://no\" }\n",
        &[(4, "malformed-value")],
    );
}

#[test]
fn a_table_full_of_mistakes_is_not_read_to_its_end() {
    let keys: Vec<_> = (0..10_000).map(|number| format!("key-{number} = 1\n")).collect();
    let text = keys.concat();
    let (_, source, diags) = try_compile(&text, &Pins::default());
    let found = lines(&source, &diags);
    assert_eq!(found.len(), 100);
    assert!(found.iter().all(|(_, rule)| *rule == "unknown-key"), "{found:?}");
}

/// A network that could not do without what is broken in `text`.
fn isolated(text: &str) -> String {
    let top = "name = \"acme\"\nregion = \"eu-west-1\"\ntier = \"enterprise\"\n";
    format!("{top}[network]\nmode = \"customer-managed\"\negress = \"none\"\n{text}")
}

#[test]
fn a_private_link_that_could_not_be_read_is_not_missing() {
    check(&isolated("private-link = 5\n"), &[(7, "wrong-type")]);
    check(&isolated("[network.private-link]\nback-end = \"creat\"\n"), &[(8, "unknown-value")]);
    check(&isolated("[network.private-lnk]\nback-end = \"create\"\n"), &[(7, "unknown-key")]);
    let ids = "rest-api = \"x\", relay = \"11111111-2222-3333-4444-555555555555\"";
    let existing = format!("private-link.back-end = {{ existing = {{ {ids} }} }}\n");
    check(&isolated(&existing), &[(7, "malformed-value")]);
}

#[test]
fn a_front_end_that_could_not_be_read_is_not_missing() {
    let link = "[network.private-link]\nback-end = \"create\"\npublic-access = false\n";
    for (front_end, rule) in [
        ("front-end = { existing = \"x\" }", "malformed-value"),
        ("front-end = true", "wrong-type"),
        ("front-end = { clints = [\"10.0.0.0/8\"] }", "unknown-key"),
    ] {
        check(&isolated(&format!("{link}{front_end}\n")), &[(10, rule)]);
    }
}

#[test]
fn of_a_private_endpoint_that_lost_something_nothing_more_is_said() {
    let link = "private-link.back-end = \"create\"\n[network.serverless]\n";
    for (lines, rule) in [
        (
            "connectivity-configuration = \"creat\"\nprivate-endpoints.lake.buckets = [\"acme-lake\"]",
            (9, "unknown-value"),
        ),
        (
            "connectivity-configuration = \"create\"\nprivate-endpoints.lake.buckets = [\"X\"]",
            (10, "malformed-value"),
        ),
        (
            "connectivity-configuration = \"create\"\nprivate-endpoints.db.servce = \"x\"",
            (10, "unknown-key"),
        ),
    ] {
        check(&isolated(&format!("{link}{lines}\n")), &[rule]);
    }
}

/// Line numbers count from `text`'s first.
#[track_caller]
fn check_data(text: &str, expected: &[(usize, &str)]) {
    let top = "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"databricks-managed\"\n";
    let expected: Vec<_> = expected.iter().map(|(line, rule)| (line + 3, *rule)).collect();
    check(&format!("{top}{text}"), &expected);
}

#[test]
fn mistakes_about_people_and_data_are_all_reported_at_their_places() {
    let text = r#"users = ["ana@acme.example", "Bob@acme.example", 3]
[groups]
analysts = "exsting"
users = "create"
interns = { members = ["a b@acme.example"], memers = [] }
[service-principals]
etl = "existing"
[access]
analysts = "usr"
"ana@acme.example" = ["sql", "sequel"]
[buckets.lake]
existing = "S3://lake"
grants.analysts = "raed"
[catalogs.Sales]
[catalogs.sales]
storage = 3
schemas.raw.volumes.landing = { path = "/landing" }
schemas.raw.grants.analysts = ["select", "selct"]
[catalogs.sales.grants]
analysts = ["use_catalog"]
[metastore]
provision = "existing"
default-catalog = "sales.raw"
[data-access]
mode = "instance-profile"
runtime = "14"
profiles.etl = { buckets = { lake = "rw" }, groups = "analysts" }
"#;
    check_data(
        text,
        &[
            (1, "malformed-value"),
            (1, "wrong-type"),
            (3, "unknown-value"),
            (4, "malformed-value"),
            (5, "malformed-value"),
            (5, "unknown-key"),
            (7, "unknown-value"),
            (9, "unknown-value"),
            (10, "unknown-value"),
            (12, "malformed-value"),
            (13, "unknown-value"),
            (14, "malformed-value"),
            (16, "wrong-type"),
            (17, "malformed-value"),
            (18, "unknown-value"),
            (20, "unknown-value"),
            (22, "unknown-value"),
            (23, "malformed-value"),
            (25, "unknown-value"),
            (26, "malformed-value"),
            (27, "unknown-value"),
            (27, "wrong-type"),
        ],
    );
}

#[test]
fn rules_about_people_and_data_are_all_reported_in_one_run() {
    let text = r#"[groups]
analysts = "existing"
engineers = { members = ["engineers", "nobody"] }
[access]
analists = "user"
[catalogs.sales]
storage = "lke"
grants.analysts = "read"
schemas.raw.grants.analysts = []
schemas.raw.volumes.landing = { bucket = "lake" }
[catalogs.system]
[buckets.lake]
[data-access]
mode = "passthrough-saml"
runtime = "16.1"
"#;
    check_data(
        text,
        &[
            (3, "circular-group-membership"),
            (3, "unknown-principal"),
            (5, "unknown-principal"),
            (7, "unknown-bucket"),
            (9, "inherited-grant-cannot-be-revoked"),
            (10, "incomplete-external-volume"),
            (11, "databricks-catalog-created"),
            (13, "saml-passthrough-with-unified-login"),
            (14, "passthrough-without-data-roles"),
            (14, "passthrough-deprecation-not-acknowledged"),
            (14, "saml-passthrough-without-groups"),
            (15, "passthrough-with-new-runtime"),
        ],
    );
}

#[test]
fn a_group_that_could_not_be_read_is_not_unknown() {
    let uses = "access.analysts = \"user\"\ncatalogs.sales.grants.analysts = \"read\"\n";
    for (groups, rule) in [
        ("groups.analysts = \"exist\"", "unknown-value"),
        ("groups = 3", "wrong-type"),
        ("grops.analysts = \"existing\"", "unknown-key"),
        ("service-principals.etl = true", "wrong-type"),
    ] {
        check_data(&format!("{groups}\n{uses}"), &[(1, rule)]);
    }
}

#[test]
fn of_a_catalog_that_lost_something_nothing_more_is_said() {
    for (lines, rule) in [
        ("catalogs.system.existing = \"yes\"", "wrong-type"),
        ("catalogs.sales = { form = \"prod\", read-only = true }", "unknown-key"),
        ("catalogs.x.storage = \"X\"", "malformed-value"),
        ("catalogs.sales.schemas.raw.volumes.a = { bucket = \"sales\", path = 3 }", "wrong-type"),
    ] {
        check_data(&format!("{lines}\n"), &[(1, rule)]);
    }
}

#[test]
fn a_bucket_that_could_not_be_read_is_not_unknown() {
    check_data("buckets.Lake = {}\ncatalogs.sales.storage = \"lake\"\n", &[(1, "malformed-value")]);
}

#[test]
fn a_profile_that_lost_its_groups_is_not_without_them() {
    let text = "groups.etl = \"existing\"\ndata-access.mode = \"instance-profiles\"\n\
                data-access.profiles.etl.groups = [3]\n";
    check_data(text, &[(3, "wrong-type")]);
}

#[test]
fn a_list_of_access_that_lost_an_element_is_access() {
    let text = "groups.etl = \"existing\"\naccess.etl = [\"sequel\"]\nbuckets.lake = {}\n\
                data-access.mode = \"instance-profiles\"\n\
                data-access.profiles.etl = { groups = [\"etl\"], buckets.lake = \"read\" }\n";
    check_data(text, &[(2, "unknown-value")]);
}
