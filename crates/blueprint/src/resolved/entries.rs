//! What each section says, as keys and values. Each function destructures its section completely: a
//! field that is added is shown, or is left out on purpose.

use std::collections::BTreeMap;

use serde::Serialize;

use super::text::{Entry, Table};
use crate::addresses::Subnet;
use crate::sections::cross_account_role::CrossAccountRole;
use crate::sections::encryption::Encryption;
use crate::sections::network::{CustomerManaged, Existing, Kind, Network, Shared};
use crate::sections::state::{Backend, State};
use crate::sections::workspace::Workspace;
use crate::sourced::Sourced;
use crate::values::{Cidr, Provision};

/// The tables of one workspace; `path` is its own, empty at the top level.
pub(super) fn tables(path: &str, workspace: &Workspace) -> Vec<Table> {
    let Workspace {
        key: _,
        name,
        region,
        tier,
        pricing_tier: _,
        partition,
        govcloud_shard,
        aws_account_id,
        databricks_account_id,
        prevent_destroy,
        destroyable: _,
        root_bucket,
        tags,
        backend,
        state,
        network,
        encryption,
        cross_account_role,
        header: _,
    } = workspace;
    let own = vec![
        Entry::own("name", name),
        Entry::own("region", region),
        Entry::own("tier", tier),
        Entry::fact("partition", &partition.name),
        Entry::optional("govcloud-shard", govcloud_shard.as_ref()),
        Entry::optional("aws-account-id", aws_account_id.as_ref()),
        Entry::optional("databricks-account-id", databricks_account_id.as_ref()),
        Entry::own("prevent-destroy", prevent_destroy),
        provision("root-bucket", root_bucket),
    ];
    let tags = tags.iter().map(|(key, value)| Entry::own(&key.to_string(), value)).collect();
    let below = |section: &str| {
        if path.is_empty() { section.to_owned() } else { format!("{path}.{section}") }
    };
    vec![
        Table::new(path, own),
        Table::new(&below("tags"), tags),
        Table::new(&below("state"), state_entries(backend, state)),
        Table::new(&below("network"), network_entries(network)),
        Table::new(&below("encryption"), encryption_entries(encryption)),
        Table::new(&below("cross-account-role"), role_entries(cross_account_role)),
    ]
}

/// As a blueprint writes it: the form in which it is serialised is that of templates.
fn provision<T: Serialize>(key: &str, provision: &Sourced<Provision<T>>) -> Entry {
    match &**provision {
        Provision::Create => Entry::of(key, provision, &"create"),
        Provision::Existing(id) => Entry::of(key, provision, &BTreeMap::from([("existing", id)])),
    }
}

fn state_entries(backend: &Sourced<Backend>, state: &State) -> Vec<Entry> {
    let mut entries = vec![Entry::own("backend", backend)];
    match state {
        State::Local {} => {}
        State::S3 { bucket, region, key, kms_key } => entries.extend([
            Entry::own("bucket", bucket),
            Entry::own("region", region),
            Entry::own("key", key),
            Entry::optional("kms-key", kms_key.as_ref()),
        ]),
        State::HcpTerraform { organization, project, hcp_workspace, hostname } => entries.extend([
            Entry::own("organization", organization),
            Entry::optional("project", project.as_ref()),
            Entry::own("hcp-workspace", hcp_workspace),
            Entry::optional("hostname", hostname.as_ref()),
        ]),
    }
    entries
}

fn network_entries(network: &Network) -> Vec<Entry> {
    let Network { mode, own_vpc: _, kind } = network;
    let mut entries = vec![Entry::own("mode", mode)];
    entries.extend(match kind {
        Kind::DatabricksManaged {} => Vec::new(),
        Kind::CustomerManaged(network) => customer_managed_entries(network),
        Kind::Shared(network) => shared_entries(network),
        Kind::Existing(network) => existing_entries(network),
    });
    entries
}

fn customer_managed_entries(network: &CustomerManaged) -> Vec<Entry> {
    let CustomerManaged {
        cidr,
        vpc_size,
        zones,
        egress,
        single_nat: _,
        workspace_subnets,
        endpoint_subnets,
        public_subnets,
    } = network;
    vec![
        Entry::own("cidr", cidr),
        // The range above is the part itself.
        Entry::optional("vpc-size", vpc_size.as_ref()).into_comment(),
        Entry::own("zones", zones),
        Entry::own("egress", egress),
        subnets(workspace_subnets),
        Entry::fact("endpoint-subnets", &ranges(endpoint_subnets)),
        Entry::fact("public-subnets", &ranges(public_subnets)),
    ]
}

fn shared_entries(network: &Shared) -> Vec<Entry> {
    let Shared { owner, owner_name: _, zones, workspace_subnets } = network;
    vec![Entry::own("share", owner), Entry::own("zones", zones), subnets(workspace_subnets)]
}

fn existing_entries(network: &Existing) -> Vec<Entry> {
    let Existing { vpc_id, subnet_ids, security_group_ids } = network;
    vec![
        Entry::own("vpc-id", vpc_id),
        Entry::own("subnet-ids", subnet_ids),
        Entry::own("security-group-ids", security_group_ids),
    ]
}

fn subnets(subnets: &Sourced<Vec<Subnet>>) -> Entry {
    Entry::of("workspace-subnets", subnets, &ranges(subnets))
}

fn ranges(subnets: &[Subnet]) -> Vec<Cidr> {
    subnets.iter().map(|subnet| subnet.cidr).collect()
}

fn encryption_entries(encryption: &Encryption) -> Vec<Entry> {
    let Encryption { managed_services, workspace_storage, one_key: _, both_keys: _ } = encryption;
    let key = |name: &str, key: &Option<Sourced<_>>| {
        key.as_ref().map_or_else(|| Entry::absent(name), |key| provision(name, key))
    };
    vec![key("managed-services", managed_services), key("workspace-storage", workspace_storage)]
}

fn role_entries(role: &CrossAccountRole) -> Vec<Entry> {
    let CrossAccountRole { existing, create, policy, restricted: _ } = role;
    let policy = Entry::own("policy", policy);
    vec![
        Entry::optional("existing", existing.as_ref()),
        // What an existing role may do is not ours to say.
        if *create { policy } else { policy.into_comment() },
    ]
}
