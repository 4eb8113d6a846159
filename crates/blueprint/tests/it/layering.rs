//! A workspace is the top level with the keys it writes overridden.

use blueprint::sections::access::Access;
use blueprint::sections::network::{BackEnd, Egress, EndpointPolicy, FrontEnd, Kind};
use blueprint::sections::state::Backend;
use blueprint::values::GroupName;
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
    assert!(matches!(sandbox.network.kind, Kind::DatabricksManaged));
    assert_eq!(sandbox.state.backend(), Backend::Local);
    assert!(!sandbox.cross_account_role.as_ref().unwrap().is_restricted());
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
    assert_eq!(shared.vpc.as_ref().unwrap().owner_name.as_str(), "acme-dev");
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

const PRIVATE: &str = r#"
name = "acme"
region = "eu-west-1"
tier = "enterprise"
[network]
mode = "customer-managed"
cidr = "10.20.0.0/16"
[network.private-link]
back-end = "create"
front-end.clients = ["10.128.0.0/9"]
[network.serverless]
connectivity-configuration = "create"
private-endpoints.lake = { buckets = ["acme-lake"] }
private-endpoints.mart = { buckets = ["acme-mart"] }
"#;

#[test]
fn private_endpoints_merge_by_their_names() {
    let arch = compile(
        &(PRIVATE.to_owned()
            + r#"
[workspaces.dev.network.serverless.private-endpoints]
db = { service = "com.amazonaws.vpce.eu-west-1.vpce-svc-01", domains = ["db.acme.example"] }
mart = { buckets = ["acme-dev-mart"] }
"#),
    );
    let serverless = arch.workspace("dev").unwrap().network.serverless.as_ref().unwrap();
    let buckets = |name: &str| {
        let mut endpoints = serverless.private_endpoints.iter();
        let (_, endpoint) = endpoints.find(|(key, _)| key.as_str() == name).unwrap();
        let buckets = endpoint.value.buckets.as_ref();
        buckets.map(|list| list.value.iter().map(|b| b.value.to_string()).collect::<Vec<_>>())
    };
    assert_eq!(serverless.private_endpoints.len(), 3);
    assert_eq!(buckets("lake"), Some(vec!["acme-lake".to_owned()]));
    assert_eq!(buckets("mart"), Some(vec!["acme-dev-mart".to_owned()]), "its own, as a whole");
    assert_eq!(buckets("db"), None);
}

#[test]
fn an_endpoint_that_is_there_already_leaves_the_inherited_transit_vpc_behind() {
    let existing = "11111111-2222-3333-4444-555555555555";
    let arch = compile(&format!(
        "{PRIVATE}[workspaces.dev]\n\
         network.private-link.front-end.existing = \"{existing}\"\n"
    ));
    let front_end = arch.workspace("dev").unwrap().network.front_end().unwrap();
    assert!(matches!(front_end, FrontEnd::Existing(_)));
}

#[test]
fn a_workspace_in_databricks_vpc_inherits_no_private_link() {
    let arch =
        compile(&format!("{PRIVATE}[workspaces.dev]\nnetwork.mode = \"databricks-managed\"\n"));
    assert!(arch.workspace("dev").unwrap().network.private_link.is_none());
}

#[test]
fn a_serverless_workspace_inherits_nothing_of_the_classic_network() {
    let arch = compile(&format!("{PRIVATE}[workspaces.sql]\ncompute-plane = \"serverless\"\n"));
    let network = &arch.workspace("sql").unwrap().network;
    assert!(matches!(network.kind, Kind::ServerlessOnly));
    assert!(network.private_link.is_none() && network.mode.is_none());
    assert_eq!(network.serverless.as_ref().unwrap().private_endpoints.len(), 2);
}

#[test]
fn a_sharer_has_the_way_out_and_the_endpoints_of_its_owner() {
    let arch = compile(
        r#"
name = "acme"
region = "eu-west-1"
tier = "enterprise"
network.mode = "customer-managed"
network.private-link.back-end = "create"
[workspaces.prod]
network.egress = "none"
network.endpoint-policy = "restricted"
[workspaces.ml]
network.share = "prod"
"#,
    );
    let network = &arch.workspace("ml").unwrap().network;
    let vpc = network.shared().unwrap().vpc.as_ref().unwrap();
    assert_eq!((vpc.egress, vpc.endpoint_policy), (Egress::None, EndpointPolicy::Restricted));
    assert_eq!(**network.back_end().unwrap(), BackEnd::OfOwner);
    let owner = &arch.workspace("prod").unwrap().network;
    assert_eq!(**owner.back_end().unwrap(), BackEnd::Create);
}

/// Two workspaces of one account, over a top level that says who there is and what is granted.
const DATA: &str = r#"
name = "acme"
region = "eu-west-1"
network.mode = "databricks-managed"
[groups]
analysts = "existing"
engineers = { members = ["ana@acme.example"] }
[access]
analysts = "user"
engineers = "admin"
[catalogs.sales]
grants.analysts = "read"
grants.engineers = "admin"
schemas.raw.grants.engineers = "write"
"#;

/// Whom a workspace grants what on its first catalog.
fn granted(arch: &Architecture, key: &str) -> Vec<String> {
    let granted = &arch.workspace(key).unwrap().catalogs[0].granted;
    granted.iter().map(|(who, privileges)| format!("{who}: {}", privileges.len())).collect()
}

#[test]
fn grants_merge_by_principal_in_each_catalog() {
    let arch = compile(&format!(
        "{DATA}[workspaces.dev]\nregion = \"us-east-1\"\n\
         catalogs.sales.grants = {{ analysts = [], \"ana@acme.example\" = [\"browse\"] }}\n\
         [workspaces.prod]\n"
    ));
    assert_eq!(granted(&arch, "dev"), ["ana@acme.example: 1", "engineers: 2"]);
    assert_eq!(granted(&arch, "prod"), ["analysts: 6", "engineers: 2"]);
}

#[test]
fn schemas_of_the_top_level_and_of_the_workspace_are_both_there() {
    let arch = compile(&format!(
        "{DATA}[workspaces.prod]\ncatalogs.sales.schemas.refined.grants.analysts = \"read\"\n"
    ));
    let schemas = &arch.workspace("prod").unwrap().catalogs[0].schemas;
    let names: Vec<_> = schemas.iter().map(|schema| schema.name.as_str()).collect();
    assert_eq!(names, ["raw", "refined"]);
}

#[test]
fn access_merges_by_principal_and_groups_are_the_accounts() {
    let arch = compile(&format!(
        "{DATA}[workspaces.dev]\ncatalogs.sales.from = \"prod\"\naccess.analysts = \"admin\"\n\
         groups.guests = \"create\"\n[workspaces.prod]\n"
    ));
    let admins = |key: &str| {
        let access = arch.workspace(key).unwrap().access.values();
        access.filter(|entry| entry.value == Access::Admin).count()
    };
    assert_eq!((admins("dev"), admins("prod")), (2, 1));
    let groups = arch.account.as_ref().unwrap().directory.created.groups.keys();
    let groups: Vec<_> = groups.map(GroupName::as_str).collect();
    assert_eq!(groups, ["engineers", "guests"]);
}

#[test]
fn a_catalog_of_another_workspace_leaves_behind_what_the_top_level_says_of_it() {
    let arch = compile(&format!(
        "{DATA}[workspaces.dev]\ncatalogs.sales.from = \"prod\"\n[workspaces.prod]\n"
    ));
    let dev = arch.workspace("dev").unwrap();
    let catalog = &dev.catalogs[0];
    assert!(!catalog.is_created() && catalog.granted.is_empty() && catalog.schemas.is_empty());
    assert!(dev.buckets.is_empty(), "the owner keeps its bucket");
    assert_eq!(granted(&arch, "prod"), ["analysts: 6", "engineers: 2"]);
}

#[test]
fn another_metastore_leaves_unity_catalog_behind() {
    let arch = compile(&format!(
        "{DATA}[buckets.lake]\ngrants.analysts = \"read\"\n\
         [metastore]\ndefault-catalog = \"sales\"\ngrants.engineers = [\"create-catalog\"]\n\
         [workspaces.old]\nmetastore.mode = \"legacy-hive\"\n[workspaces.prod]\n"
    ));
    let old = arch.workspace("old").unwrap();
    assert!(old.catalogs.is_empty() && !old.uses_unity_catalog());
    assert!(*old.metastore.legacy_access && old.metastore.default_catalog.is_none());
    assert!(old.metastore.granted.is_empty() && old.buckets[0].granted.is_empty());
    assert!(arch.workspace("prod").unwrap().uses_unity_catalog());
}

#[test]
fn another_mode_of_access_leaves_inherited_profiles_behind() {
    let arch = compile(&format!(
        "{DATA}[buckets.lake]\n[data-access]\nmode = \"instance-profiles\"\n\
         profiles.etl = {{ groups = [\"engineers\"], buckets.lake = \"read\" }}\n\
         [workspaces.dev]\ncatalogs.sales.from = \"prod\"\ndata-access.mode = \"unity-catalog\"\n\
         [workspaces.prod]\n"
    ));
    let profiles = |key: &str| arch.workspace(key).unwrap().data_access.profiles.len();
    assert_eq!((profiles("dev"), profiles("prod")), (0, 1));
}
