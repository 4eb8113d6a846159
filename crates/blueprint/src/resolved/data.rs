//! What the sections about people and data say, as keys and values.

use std::collections::BTreeMap;

use serde::Serialize;

use super::entries::provision;
use super::text::{Entry, Table};
use crate::sections::access::Accesses;
use crate::sections::buckets::Bucket;
use crate::sections::catalogs::{Catalog, Schema, Volume};
use crate::sections::data_access::{BucketAccess, DataAccess, DataRole, Profile};
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
    entries.iter().map(|(name, entry)| Entry::own(&name.to_string(), &sourced(entry))).collect()
}

pub(super) fn grants(path: &str, key: &'static str, grants: &grants::Written) -> Option<Table> {
    (!grants.is_empty()).then(|| Table::new(path, named(key, grants)))
}

pub(super) fn data_access(path: &str, access: &DataAccess) -> Vec<Table> {
    let DataAccess {
        mode,
        instance_profiles: _,
        passthrough,
        by_scim: _,
        by_saml,
        acknowledge_deprecation,
        runtime,
        unified_login,
        profiles,
        roles,
        in_aws: _,
        not_validated: _,
        groups: _,
        runtime_pattern: _,
    } = access;
    let mut entries = vec![Entry::own("mode", mode)];
    if *passthrough {
        entries.push(Entry::own("acknowledge-deprecation", acknowledge_deprecation));
        entries.push(Entry::own("runtime", runtime));
    }
    if *by_saml {
        entries.push(Entry::own("unified-login", unified_login));
    }
    let mut tables = vec![Table::new(path, entries)];
    tables
        .extend(profiles.iter().flat_map(|it| profile(&format!("{path}.profiles.{}", it.key), it)));
    tables.extend(roles.iter().flat_map(|it| role(&format!("{path}.roles.{}", it.key), it)));
    tables
}

fn profile(path: &str, profile: &Profile) -> Vec<Table> {
    let Profile {
        key: _,
        label: _,
        written_buckets,
        reads: _,
        writes: _,
        glue,
        written_groups,
        groups: _,
        header: _,
    } = profile;
    let mut entries = vec![Entry::optional("groups", written_groups.as_ref())];
    entries.extend(glue.as_ref().map(|glue| Entry::own("glue", glue)));
    vec![Table::new(path, entries), bucket_accesses(path, written_buckets)]
}

fn role(path: &str, role: &DataRole) -> Vec<Table> {
    let DataRole {
        key: _,
        label: _,
        written_buckets,
        reads: _,
        writes: _,
        written_groups,
        groups: _,
        header: _,
    } = role;
    let entries = vec![Entry::optional("groups", written_groups.as_ref())];
    vec![Table::new(path, entries), bucket_accesses(path, written_buckets)]
}

fn bucket_accesses(path: &str, buckets: &BTreeMap<Name, sourced::Entry<BucketAccess>>) -> Table {
    Table::new(&format!("{path}.buckets"), named("buckets", buckets))
}

/// Keys of the top level.
pub(super) fn users_and_provider(identity: &Identity) -> Vec<Entry> {
    let mut entries = Vec::new();
    entries.extend(identity.users.as_ref().map(|users| Entry::own("users", users)));
    entries.extend(identity.provider.as_ref().map(|it| Entry::own("identity-provider", it)));
    entries
}

/// `path` is that of the workspace.
pub(super) fn identities(path: &str, identity: &Identity) -> Vec<Table> {
    let below = |section: &str| {
        if path.is_empty() { section.to_owned() } else { format!("{path}.{section}") }
    };
    let principals = identity.written_service_principals.iter();
    let sourced = |entry: &sourced::Entry<_>| Sourced::written("service-principals", entry.clone());
    let principals = principals.map(|(name, entry)| provision(name.as_str(), &sourced(entry)));
    vec![
        Table::new(&below("groups"), named("groups", &identity.written_groups)),
        Table::new(&below("service-principals"), principals.collect()),
    ]
}

pub(super) fn accesses(path: &str, access: Option<&Accesses>) -> Option<Table> {
    access.map(|access| Table::new(path, named("access", &access.written)))
}

pub(super) fn bucket(path: &str, bucket: &Bucket) -> Vec<Table> {
    let Bucket {
        key,
        label: _,
        existing,
        create: _,
        in_unity_catalog: _,
        written_grants,
        granted: _,
        grants: _,
        header: _,
        implied: _,
    } = bucket;
    let path = format!("{path}.{key}");
    let mut tables = vec![Table::new(&path, vec![Entry::optional("existing", existing.as_ref())])];
    tables.extend(grants(&format!("{path}.grants"), "grants", written_grants));
    tables
}

pub(super) fn catalog(path: &str, catalog: &Catalog) -> Vec<Table> {
    let Catalog {
        name,
        is_existing,
        existing: _,
        from,
        owner_name: _,
        read_only,
        create,
        storage,
        storage_label: _,
        isolation,
        isolated: _,
        written_grants,
        granted: _,
        grants: _,
        schemas,
        header: _,
    } = catalog;
    let path = format!("{path}.{name}");
    let mut entries = Vec::new();
    match from {
        Some(from) => {
            entries.extend([Entry::own("from", from), Entry::own("read-only", read_only)]);
        }
        None => entries.push(Entry::own("existing", is_existing)),
    }
    if *create {
        entries.push(Entry::optional("storage", storage.as_ref()));
        entries.push(Entry::own("isolation", isolation));
    }
    let mut tables = vec![Table::new(&path, entries)];
    tables.extend(grants(&format!("{path}.grants"), "grants", written_grants));
    tables.extend(schemas.iter().flat_map(|it| schema(&format!("{path}.schemas"), it)));
    tables
}

fn schema(path: &str, schema: &Schema) -> Vec<Table> {
    let Schema {
        name,
        label: _,
        is_existing,
        existing: _,
        written_grants,
        granted: _,
        grants: _,
        volumes,
        header: _,
    } = schema;
    let path = format!("{path}.{name}");
    let mut tables = vec![Table::new(&path, vec![Entry::own("existing", is_existing)])];
    tables.extend(grants(&format!("{path}.grants"), "grants", written_grants));
    tables.extend(volumes.iter().flat_map(|it| volume(&format!("{path}.volumes"), it)));
    tables
}

fn volume(path: &str, volume: &Volume) -> Vec<Table> {
    let Volume {
        name,
        label: _,
        bucket,
        bucket_label: _,
        path: folder,
        written_grants,
        granted: _,
        grants: _,
        header: _,
    } = volume;
    let path = format!("{path}.{name}");
    let entries =
        vec![Entry::optional("bucket", bucket.as_ref()), Entry::optional("path", folder.as_ref())];
    let mut tables = vec![Table::new(&path, entries)];
    tables.extend(grants(&format!("{path}.grants"), "grants", written_grants));
    tables
}
