//! What each section says, as keys and values. Each function destructures its section completely: a
//! field that is added is shown, or is left out on purpose.

use super::text::{Entry, Table};
use super::{data, network};
use crate::architecture::Workspace;
use crate::sections::cross_account_role::{self, CrossAccountRole};
use crate::sections::encryption::{self, Encryption};
use crate::sections::iam::{self, Iam};
use crate::sections::metastore::{self, Connection, ExternalHive, Metastore};
use crate::sections::state::{self, Backend, State};
use crate::sections::workspace;
use crate::sourced::Sourced;
use crate::values::{Cidr, Subnet};

/// The tables of one workspace; `path` is its own, empty at the top level.
pub(super) fn tables(path: &str, workspace: &Workspace) -> Vec<Table> {
    let Workspace {
        key: _,
        standing: _,
        keeps_inside: _,
        forgotten: _,
        name,
        region,
        tier,
        compute_plane,
        partition,
        control_plane: _,
        govcloud_shard,
        aws_account_id,
        databricks_account_id,
        auth_type,
        production,
        prevent_destroy,
        root_bucket,
        tags,
        backend,
        state,
        inside_state: _,
        network,
        encryption,
        cross_account_role,
        iam,
        metastore,
        data_access,
        identity,
        directory: _,
        access,
        default_entitlements,
        buckets,
        catalogs,
        unreadable: _,
        header: _,
    } = workspace;
    let mut own = vec![
        Entry::own(name),
        Entry::own(region),
        Entry::own(tier),
        Entry::own(compute_plane),
        Entry::fact("partition", &partition.name),
        Entry::optional(workspace::Written::govcloud_shard, govcloud_shard.as_ref()),
        Entry::optional(workspace::Written::aws_account_id, aws_account_id.as_ref()),
        Entry::optional(workspace::Written::databricks_account_id, databricks_account_id.as_ref()),
        Entry::own(auth_type),
        Entry::own(production),
        Entry::own(prevent_destroy),
        Entry::optional(workspace::Written::default_entitlements, default_entitlements.as_ref()),
    ];
    own.extend(root_bucket.as_ref().map(Entry::own));
    let tags = tags.iter().map(|(key, value)| Entry::named(&key.to_string(), value)).collect();
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
    tables.push(Table::new(&below("iam"), iam_entries(iam)));
    tables.push(Table::new(
        &below("metastore"),
        metastore_entries(metastore, workspace.has_metastore()),
    ));
    let hive = metastore.external_hive.as_ref();
    let connection = hive.and_then(|hive| hive.connection.as_ref());
    let connection = connection.map(connection_entries);
    tables.extend(connection.map(|entries| Table::new(&below("metastore.connection"), entries)));
    let grants = below("metastore.grants");
    tables.extend(data::grants(&grants, metastore::Written::grants, &metastore.written_grants));
    tables.extend(data::data_access(&below("data-access"), data_access));
    tables[0].entries.extend(data::users_and_provider(identity));
    tables.extend(data::identities(path, identity));
    tables.extend(data::accesses(&below("access"), access));
    tables.extend(buckets.iter().flat_map(|it| data::bucket(&below("buckets"), it)));
    tables.extend(catalogs.iter().flat_map(|it| data::catalog(&below("catalogs"), it)));
    tables
}

fn state_entries(backend: &Sourced<Backend>, state: &State) -> Vec<Entry> {
    let mut entries = vec![Entry::own(backend)];
    match state {
        State::Local => {}
        State::S3 { bucket, region, key, kms_key } => entries.extend([
            Entry::own(bucket),
            Entry::own(region),
            Entry::own(key),
            Entry::optional(state::Written::kms_key, kms_key.as_ref()),
        ]),
        State::HcpTerraform { organization, project, hcp_workspace, hostname } => entries.extend([
            Entry::own(organization),
            Entry::optional(state::Written::project, project.as_ref()),
            Entry::own(hcp_workspace),
            Entry::optional(state::Written::hostname, hostname.as_ref()),
        ]),
    }
    entries
}

pub(super) fn ranges(subnets: &[Subnet]) -> Vec<Cidr> {
    subnets.iter().map(|subnet| subnet.cidr).collect()
}

fn encryption_entries(encryption: &Encryption) -> Vec<Entry> {
    let Encryption { managed_services, workspace_storage } = encryption;
    vec![
        Entry::optional(encryption::Written::managed_services, managed_services.as_ref()),
        Entry::optional(encryption::Written::workspace_storage, workspace_storage.as_ref()),
    ]
}

fn role_entries(role: &CrossAccountRole) -> Vec<Entry> {
    let CrossAccountRole { existing, policy } = role;
    let policy = Entry::own(policy);
    vec![
        Entry::optional(cross_account_role::Written::existing, existing.as_ref()),
        // What an existing role may do is not ours to say.
        if role.is_created() { policy } else { policy.into_comment() },
    ]
}

fn iam_entries(iam: &Iam) -> Vec<Entry> {
    let Iam { path, permissions_boundary } = iam;
    vec![
        Entry::own(path),
        Entry::optional(iam::Written::permissions_boundary, permissions_boundary.as_ref()),
    ]
}

fn connection_entries(connection: &Connection) -> Vec<Entry> {
    let Connection { url, version, secret_scope } = connection;
    vec![Entry::own(url), Entry::own(version), Entry::own(secret_scope)]
}

fn metastore_entries(metastore: &Metastore, has_metastore: bool) -> Vec<Entry> {
    let Metastore {
        mode,
        provision,
        name: _,
        default_catalog,
        written_grants: _,
        granted: _,
        legacy_access,
        external_hive,
    } = metastore;
    let mut entries = vec![Entry::own(mode)];
    if has_metastore {
        entries.push(Entry::own(provision));
    }
    if metastore.is_unity_catalog() {
        entries
            .push(Entry::optional(metastore::Written::default_catalog, default_catalog.as_ref()));
    }
    entries.push(Entry::own(legacy_access));
    if let Some(ExternalHive { addresses, port, connection }) = external_hive {
        entries.push(Entry::own(addresses));
        // The connection's, where there is one.
        entries.extend(connection.is_none().then(|| Entry::own(port)));
    }
    entries
}
