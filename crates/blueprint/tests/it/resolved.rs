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

const NETWORKS: &str = r#"
name   = "acme"
region = "eu-west-1"
tier   = "enterprise"

[network]
mode = "customer-managed"
cidr = "10.20.0.0/16"

[network.private-link]
back-end = "create"

[network.serverless]
connectivity-configuration = "create"
private-endpoints.lake     = { buckets = ["acme-lake"] }

[workspaces.prod.network]
egress          = "firewall"
endpoint-policy = "restricted"
dns-servers     = ["10.1.0.53"]
firewall        = { allowed-domains = [".pypi.org"] }

[workspaces.prod.network.private-link]
front-end      = { clients = ["10.128.0.0/9"], vpn = { gateway = "203.0.113.10", asn = 65000 } }
service-direct = true
public-access  = false
access-level   = "endpoint"

[workspaces.ml.network]
share             = "prod"
serverless.policy = { allowed-domains = ["pypi.org"], allowed-buckets = ["acme-lake"], dry-run = true }

[workspaces.lab]
network.egress = "none"
metastore      = { mode = "external-hive", addresses = ["10.20.0.0/24"], port = 5432 }

[workspaces.old.network]
mode               = "existing"
vpc-id             = "vpc-0123456789abcdef0"
subnet-ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
security-group-ids = ["sg-0123456789abcdef0"]

[workspaces.old.network.private-link.back-end.existing]
rest-api = "11111111-2222-3333-4444-555555555555"
relay    = "66666666-7777-8888-9999-aaaaaaaaaaaa"

[workspaces.old.network.private-link.front-end]
existing = "bbbbbbbb-cccc-dddd-eeee-ffffffffffff"

[workspaces.sql]
compute-plane             = "serverless"
network.serverless.policy = { existing = "acme-policy" }

[workspaces.sql.network.serverless.private-endpoints.db]
service = "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0"
domains = ["db.acme.example"]

[workspaces.sandbox]
network.mode   = "databricks-managed"
metastore.mode = "glue"
"#;

const DATA: &str = r#"
name              = "acme"
region            = "eu-west-1"
network.mode      = "customer-managed"
users             = ["ana@acme.example", "bob@acme.example"]
identity-provider = "okta"

[groups]
analysts         = "existing"
"Data Engineers" = { members = ["ana@acme.example", "analysts", "etl"] }
interns          = "create"

[service-principals]
etl    = "create"
legacy = { existing = "11111111-2222-3333-4444-555555555555" }

[access]
analysts           = "user"
"Data Engineers"   = "admin"
interns            = ["consumer"]
"cat@acme.example" = ["workspace", "sql", "create-clusters"]

[metastore]
provision = "create"

[buckets.lake]
grants.etl = "write"

[buckets.old]
existing = "acme-old"

[catalogs.sales]
storage                = "lake"
grants.analysts        = ["browse"]
schemas.raw.grants.etl = "write"

[catalogs.sales.schemas.raw.volumes.landing]
bucket                   = "lake"
path                     = "landing/orders"
grants."account users"   = "read"

[catalogs.sales.schemas.raw.volumes.scratch]

[workspaces.prod.metastore]
grants = { "Data Engineers" = ["create-catalog"] }

[workspaces.prod.catalogs.system]
existing        = true
schemas.billing = { existing = true, grants = { analysts = "read" } }

[workspaces.dev]
catalogs.sales            = { from = "prod", read-only = true }
metastore.default-catalog = "sales"
data-access.mode          = "instance-profiles"

[workspaces.dev.data-access.profiles.etl]
buckets = { lake = "write", old = "read" }
groups  = ["Data Engineers"]

[workspaces.etl]
catalogs.sales.from = "prod"
catalogs.etl        = { isolation = "open" }

[workspaces.glue]
metastore = { mode = "glue" }

[workspaces.glue.data-access.profiles.reader]
buckets.lake = "read"
glue         = "write"
groups       = ["analysts"]

[workspaces.hive.metastore]
mode = "legacy-hive"

[workspaces.hive.data-access]
mode                    = "passthrough-scim"
acknowledge-deprecation = true
runtime                 = "13.3"
roles.reader            = { buckets = { lake = "read" }, groups = ["analysts"] }

[workspaces.prod]

[workspaces.saml.catalogs]
sales.from = "prod"

[workspaces.saml.metastore]
legacy-access = true

[workspaces.saml.data-access]
mode                    = "passthrough-saml"
acknowledge-deprecation = true
unified-login           = false
roles.writer.buckets    = { lake = "write" }
"#;

#[track_caller]
fn check_round_trip(text: &str) {
    let arch = compile(text);
    let complete = resolved(&arch);
    let again = compile_with(&complete, &Pins::default());
    let json = |arch| serde_json::to_value(codegen::view::of(arch)).unwrap();
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
    check_round_trip(NETWORKS);
    check_round_trip(DATA);
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
    compute-plane           = "classic"                   # default
    # partition             = "aws"                       # derived
    # govcloud-shard                                      # not written
    aws-account-id          = "123456789012"              # written
    # databricks-account-id                               # not written
    auth-type               = "oauth-m2m"                 # default
    production              = false                       # default
    prevent-destroy         = true                        # default
    # default-entitlements                                # not written
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
    endpoint-policy    = "full-access"                           # default
    # dns-servers                                                # not written
    workspace-subnets  = ["10.0.0.0/20", "10.0.16.0/20"]         # derived
    # endpoint-subnets = ["10.0.254.0/26", "10.0.254.64/26"]     # derived
    # public-subnets   = ["10.0.253.128/28", "10.0.253.144/28"]  # derived
    # ip-access-list                                             # not written

    [encryption]
    managed-services    = "create"  # written
    # workspace-storage             # not written

    [cross-account-role]
    # existing               # not written
    policy     = "standard"  # default

    [iam]
    path                   = "/"  # default
    # permissions-boundary        # not written

    [metastore]
    mode              = "unity-catalog"  # default
    provision         = "automatic"      # default
    # default-catalog                    # not written
    legacy-access     = false            # derived

    [data-access]
    mode = "unity-catalog"  # default
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
    endpoint-policy    = "full-access"                                              # default
    # dns-servers                                                                   # not written
    workspace-subnets  = ["10.20.32.0/23", "10.20.34.0/23", "10.20.36.0/23"]        # derived
    # endpoint-subnets = ["10.20.63.0/27", "10.20.63.32/27", "10.20.63.64/27"]      # derived
    # public-subnets   = ["10.20.62.128/28", "10.20.62.144/28", "10.20.62.160/28"]  # derived
    # ip-access-list                                                                # not written
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.ml.network]"), @r#"
    mode              = "customer-managed"                                   # inherited
    share             = "prod"                                               # written
    zones             = ["euw1-az1", "euw1-az2", "euw1-az3"]                 # derived
    workspace-subnets = ["10.20.38.0/23", "10.20.40.0/23", "10.20.42.0/23"]  # derived
    # ip-access-list                                                         # not written
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.prod.tags]"), @r#"
    "cost center" = "4711"       # inherited
    managed-by    = "terraform"  # default
    stage         = "prod"       # written
    "#);
}

#[test]
fn tables_below_the_network_are_shown() {
    let complete = resolved(&compile(NETWORKS));
    insta::assert_snapshot!(table(&complete, "[workspaces.prod.network.private-link]"), @r#"
    back-end       = "create"    # inherited
    service-direct = true        # written
    public-access  = false       # written
    access-level   = "endpoint"  # written
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.prod.network.private-link.front-end]"), @r#"
    clients   = ["10.128.0.0/9"]                                       # written
    cidr      = "10.255.0.0/24"                                        # default
    # subnets = ["10.255.0.0/28", "10.255.0.16/28", "10.255.0.32/28"]  # derived
    vpn       = { gateway = "203.0.113.10", asn = 65000 }              # written
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.old.network.private-link]"), @r#"
    back-end       = { existing = { relay = "66666666-7777-8888-9999-aaaaaaaaaaaa", rest-api = "11111111-2222-3333-4444-555555555555" } }  # written
    service-direct = false      # default
    public-access  = true       # default
    access-level   = "account"  # default
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.ml.network.serverless.policy]"), @r#"
    allowed-domains = ["pypi.org"]   # written
    allowed-buckets = ["acme-lake"]  # written
    dry-run         = true           # written
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.lab.metastore]"), @r#"
    mode          = "external-hive"   # written
    provision     = "automatic"       # default
    legacy-access = true              # default
    addresses     = ["10.20.0.0/24"]  # written
    port          = 5432              # written
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

#[test]
fn tables_of_people_and_data_are_shown() {
    let complete = resolved(&compile(DATA));
    insta::assert_snapshot!(table(&complete, "[workspaces.prod.groups]"), @r#"
    "Data Engineers" = { members = ["ana@acme.example", "analysts", "etl"] }  # inherited
    analysts         = "existing"                                             # inherited
    interns          = "create"                                               # inherited
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.prod.catalogs.sales]"), @r#"
    existing  = false       # default
    storage   = "lake"      # inherited
    isolation = "isolated"  # default
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.dev.catalogs.sales]"), @r#"
    from      = "prod"  # written
    read-only = true    # written
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.prod.catalogs.system]"), @r#"
    existing = true  # written
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.glue.data-access.profiles.reader]"), @r#"
    groups = ["analysts"]  # written
    glue   = "write"       # written
    "#);
    insta::assert_snapshot!(table(&complete, "[workspaces.hive.data-access]"), @r#"
    mode                    = "passthrough-scim"  # written
    acknowledge-deprecation = true                # written
    runtime                 = "13.3"              # written
    "#);
}
