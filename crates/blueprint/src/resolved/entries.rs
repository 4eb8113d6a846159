//! What each section says, as keys and values. Each function destructures its section completely: a
//! field that is added is shown, or is left out on purpose.

use std::collections::BTreeMap;

use serde::Serialize;

use super::network;
use super::text::{Entry, Table};
use crate::addresses::Subnet;
use crate::sections::cross_account_role::CrossAccountRole;
use crate::sections::encryption::Encryption;
use crate::sections::metastore::Metastore;
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
        compute_plane,
        classic: _,
        serverless: _,
        partition,
        control_plane: _,
        govcloud_shard,
        aws_account_id,
        databricks_account_id,
        prevent_destroy,
        destroyable: _,
        root_bucket,
        tags,
        backend,
        state,
        inside_state: _,
        network,
        encryption,
        cross_account_role,
        metastore,
        header: _,
    } = workspace;
    let mut own = vec![
        Entry::own("name", name),
        Entry::own("region", region),
        Entry::own("tier", tier),
        Entry::own("compute-plane", compute_plane),
        Entry::fact("partition", &partition.name),
        Entry::optional("govcloud-shard", govcloud_shard.as_ref()),
        Entry::optional("aws-account-id", aws_account_id.as_ref()),
        Entry::optional("databricks-account-id", databricks_account_id.as_ref()),
        Entry::own("prevent-destroy", prevent_destroy),
    ];
    own.extend(root_bucket.as_ref().map(|bucket| provision("root-bucket", bucket)));
    let tags = tags.iter().map(|(key, value)| Entry::own(&key.to_string(), value)).collect();
    let below = |section: &str| {
        if path.is_empty() { section.to_owned() } else { format!("{path}.{section}") }
    };
    let mut tables = vec![
        Table::new(path, own),
        Table::new(&below("tags"), tags),
        Table::new(&below("state"), state_entries(backend, state)),
    ];
    tables.extend(network::tables(&below("network"), network));
    if let Some(role) = cross_account_role {
        tables.push(Table::new(&below("encryption"), encryption_entries(encryption)));
        tables.push(Table::new(&below("cross-account-role"), role_entries(role)));
    }
    tables.push(Table::new(&below("metastore"), metastore_entries(metastore)));
    tables
}

/// As a blueprint writes it: the form in which it is serialised is that of templates.
pub(super) fn provision<T: Serialize>(key: &str, provision: &Sourced<Provision<T>>) -> Entry {
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

pub(super) fn ranges(subnets: &[Subnet]) -> Vec<Cidr> {
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

fn metastore_entries(metastore: &Metastore) -> Vec<Entry> {
    let Metastore {
        mode,
        unity_catalog: _,
        legacy_hive: _,
        glue: _,
        external_hive,
        legacy_access,
        legacy_off: _,
        addresses,
        port,
    } = metastore;
    let mut entries = vec![Entry::own("mode", mode), Entry::own("legacy-access", legacy_access)];
    if *external_hive {
        entries.extend([Entry::own("addresses", addresses), Entry::own("port", port)]);
    }
    entries
}
