//! What the sections about people and data say, as keys and values.

use std::collections::BTreeMap;

use serde::Serialize;

use super::text::{Entry, Table, quoted_key};
use crate::sections::access::Accesses;
use crate::sections::buckets::{self, Bucket};
use crate::sections::catalogs::{self, Catalog, Holding, Loan, Schema, Volume};
use crate::sections::data_access::{self, BucketAccess, DataAccess, DataRole, Profile};
use crate::sections::grants;
use crate::sections::identity::Identity;
use crate::sourced::{self, Sourced};
use crate::values::Name;

/// One entry for each key that the user names.
fn named<K: ToString, V: Serialize + Clone>(
    key: &'static str,
    entries: &BTreeMap<K, sourced::Entry<V>>,
) -> Vec<Entry> {
    let sourced = |entry: &sourced::Entry<V>| Sourced::written(key, entry.clone());
    entries.iter().map(|(name, entry)| Entry::named(&name.to_string(), &sourced(entry))).collect()
}

pub(super) fn grants(path: &str, key: &'static str, grants: &grants::Written) -> Option<Table> {
    (!grants.is_empty()).then(|| Table::new(path, named(key, grants)))
}

pub(super) fn data_access(path: &str, access: &DataAccess) -> Vec<Table> {
    let DataAccess { mode, acknowledge_deprecation, runtime, unified_login, profiles, roles } =
        access;
    let mut entries = vec![Entry::own(mode)];
    if access.has_passthrough() {
        entries.push(Entry::own(acknowledge_deprecation));
        entries.push(Entry::own(runtime));
    }
    if access.is_by_saml() {
        entries.push(Entry::own(unified_login));
    }
    let mut tables = vec![Table::new(path, entries)];
    tables
        .extend(profiles.iter().flat_map(|it| profile(&format!("{path}.profiles.{}", it.key), it)));
    tables.extend(roles.iter().flat_map(|it| role(&format!("{path}.roles.{}", it.key), it)));
    tables
}

fn profile(path: &str, profile: &Profile) -> Vec<Table> {
    let Profile { key: _, label: _, buckets, glue, written_groups, header: _ } = profile;
    let mut entries =
        vec![Entry::optional(data_access::WrittenProfile::groups, written_groups.as_ref())];
    entries.extend(glue.as_ref().map(Entry::own));
    vec![Table::new(path, entries), bucket_accesses(path, buckets)]
}

fn role(path: &str, role: &DataRole) -> Vec<Table> {
    let DataRole { key: _, label: _, buckets, written_groups, header: _ } = role;
    let entries = vec![Entry::optional(data_access::WrittenRole::groups, written_groups.as_ref())];
    vec![Table::new(path, entries), bucket_accesses(path, buckets)]
}

fn bucket_accesses(path: &str, buckets: &BTreeMap<Name, sourced::Entry<BucketAccess>>) -> Table {
    Table::new(&format!("{path}.buckets"), named("buckets", buckets))
}

/// Keys of the top level.
pub(super) fn users_and_provider(identity: &Identity) -> Vec<Entry> {
    let mut entries = Vec::new();
    entries.extend(identity.users.as_ref().map(Entry::own));
    entries.extend(identity.provider.as_ref().map(Entry::own));
    entries
}

/// `path` is that of the workspace.
pub(super) fn identities(path: &str, identity: &Identity) -> Vec<Table> {
    let below = |section: &str| {
        if path.is_empty() { section.to_owned() } else { format!("{path}.{section}") }
    };
    let principals = identity.written_service_principals.iter();
    let sourced = |entry: &sourced::Entry<_>| Sourced::written("service-principals", entry.clone());
    let principals = principals.map(|(name, entry)| Entry::named(name.as_str(), &sourced(entry)));
    vec![
        Table::new(&below("groups"), named("groups", &identity.written_groups)),
        Table::new(&below("service-principals"), principals.collect()),
    ]
}

pub(super) fn accesses(path: &str, access: &Accesses) -> Option<Table> {
    (!access.is_empty()).then(|| Table::new(path, named("access", access)))
}

pub(super) fn bucket(path: &str, bucket: &Bucket) -> Vec<Table> {
    let Bucket {
        key,
        label: _,
        existing,
        kms_key,
        keeper: _,
        written_grants,
        granted: _,
        source: _,
    } = bucket;
    let path = format!("{path}.{key}");
    let mut tables = vec![Table::new(
        &path,
        vec![
            Entry::optional(buckets::Written::existing, existing.as_ref()),
            Entry::optional(buckets::Written::kms_key, kms_key.as_ref()),
        ],
    )];
    tables.extend(grants(&format!("{path}.grants"), "grants", written_grants));
    tables
}

pub(super) fn catalog(path: &str, catalog: &Catalog) -> Vec<Table> {
    let Catalog { name, label: _, holding, written_grants, granted: _, schemas, header: _ } =
        catalog;
    let path = format!("{path}.{}", quoted_key(name.as_str()));
    let entries = match &**holding {
        Holding::From(Loan { owner, owner_name: _, read_only }) => {
            vec![Entry::own(owner), Entry::own(read_only)]
        }
        Holding::Existing => vec![Entry::of(holding, &true)],
        Holding::Create { storage, isolation } => vec![
            Entry::of(holding, &false),
            Entry::optional(catalogs::Written::storage, storage.as_ref()),
            Entry::own(isolation),
        ],
    };
    let mut tables = vec![Table::new(&path, entries)];
    tables.extend(grants(&format!("{path}.grants"), "grants", written_grants));
    tables.extend(schemas.iter().flat_map(|it| schema(&format!("{path}.schemas"), it)));
    tables
}

fn schema(path: &str, schema: &Schema) -> Vec<Table> {
    let Schema { name, label: _, existing, written_grants, granted: _, volumes, header: _ } =
        schema;
    let path = format!("{path}.{}", quoted_key(name.as_str()));
    let mut tables = vec![Table::new(&path, vec![Entry::own(existing)])];
    tables.extend(grants(&format!("{path}.grants"), "grants", written_grants));
    tables.extend(volumes.iter().flat_map(|it| volume(&format!("{path}.volumes"), it)));
    tables
}

fn volume(path: &str, volume: &Volume) -> Vec<Table> {
    let Volume { name, label: _, bucket, path: folder, written_grants, granted: _, header: _ } =
        volume;
    let path = format!("{path}.{}", quoted_key(name.as_str()));
    let entries = vec![
        Entry::optional(catalogs::WrittenVolume::bucket, bucket.as_ref()),
        Entry::optional(catalogs::WrittenVolume::path, folder.as_ref()),
    ];
    let mut tables = vec![Table::new(&path, entries)];
    tables.extend(grants(&format!("{path}.grants"), "grants", written_grants));
    tables
}
