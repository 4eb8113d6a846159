//! A workspace is the top level with the keys it writes overridden.

use blueprint::sections::network::Kind;
use blueprint::sections::state::Backend;
use blueprint::{Architecture, Pins};

use crate::{compile, lines, try_compile};

fn tags(arch: &Architecture, key: &str) -> Vec<String> {
    let tags = &arch.workspace(key).unwrap().tags;
    tags.iter().map(|(key, value)| format!("{key}={}", **value)).collect()
}

#[test]
fn a_workspace_inherits_what_it_does_not_write() {
    let arch = compile(
        r#"
name = "acme"
region = "eu-west-1"
tier = "enterprise"
network.mode = "databricks-managed"
[workspaces.dev]
tier = "premium"
[workspaces.prod]
"#,
    );
    let described = |key: &str| {
        let workspace = arch.workspace(key).unwrap();
        format!("{} {} {}", *workspace.name, *workspace.region, *workspace.tier)
    };
    assert_eq!(described("dev"), "acme-dev eu-west-1 premium");
    assert_eq!(described("prod"), "acme-prod eu-west-1 enterprise");
}

#[test]
fn sections_merge_key_by_key() {
    let arch = compile(
        r#"
name = "acme"
region = "eu-west-1"
[network]
mode = "customer-managed"
cidr = "10.20.0.0/16"
zones = 2
[workspaces.dev.network]
zones = 3
"#,
    );
    let network = arch.workspace("dev").unwrap().network.customer_managed().unwrap();
    assert_eq!(network.cidr.to_string(), "10.20.0.0/20");
    assert_eq!(network.zones.len(), 3);
}

#[test]
fn tags_merge() {
    let arch = compile(
        r#"
name = "acme"
region = "eu-west-1"
network.mode = "databricks-managed"
[tags]
team = "data"
cost-center = "1"
[workspaces.dev.tags]
cost-center = "2"
stage = "dev"
[workspaces.prod]
"#,
    );
    assert_eq!(
        tags(&arch, "dev"),
        ["cost-center=2", "managed-by=terraform", "stage=dev", "team=data"]
    );
    assert_eq!(tags(&arch, "prod"), ["cost-center=1", "managed-by=terraform", "team=data"]);
}

#[test]
fn another_mode_leaves_inherited_keys_behind() {
    let arch = compile(
        r#"
name = "acme"
region = "eu-west-1"
[network]
mode = "customer-managed"
cidr = "10.20.0.0/16"
egress = "single-nat"
[state]
backend = "s3"
bucket = "acme-terraform-state"
region = "eu-west-1"
[cross-account-role]
policy = "restricted"
[workspaces.sandbox]
network.mode = "databricks-managed"
state.backend = "local"
cross-account-role.existing = "arn:aws:iam::123456789012:role/sandbox"
"#,
    );
    let sandbox = arch.workspace("sandbox").unwrap();
    assert!(matches!(sandbox.network.kind, Kind::DatabricksManaged {}));
    assert_eq!(sandbox.state.backend(), Backend::Local);
    assert!(!sandbox.cross_account_role.restricted);
}

#[test]
fn sharing_leaves_the_inherited_vpc_behind() {
    let arch = compile(
        r#"
name = "acme"
region = "eu-west-1"
[network]
mode = "customer-managed"
cidr = "10.20.0.0/16"
egress = "single-nat"
[workspaces.dev]
network.zones = 2
[workspaces.ml]
network.share = "dev"
"#,
    );
    let shared = arch.workspace("ml").unwrap().network.shared().unwrap();
    assert_eq!(shared.owner_name, "acme-dev");
    assert_eq!(shared.zones.len(), 2, "the owner's, not the default");
}

#[test]
fn a_key_that_its_own_workspace_makes_meaningless_is_an_error() {
    let text = r#"name = "acme"
region = "eu-west-1"
network.mode = "customer-managed"
[workspaces.dev]
network.mode = "databricks-managed"
network.zones = 2
"#;
    let (_, source, diags) = try_compile(text, &Pins::default());
    assert_eq!(lines(&source, &diags), [(6, "key-does-not-apply")]);
}
