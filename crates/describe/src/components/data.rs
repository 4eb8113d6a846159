//! Who and which data a deployment has: named where the blueprint names them.

use std::collections::BTreeSet;

use blueprint::sections::catalogs::Catalog;
use blueprint::sections::identity::Group;
use blueprint::sections::metastore::WhichMetastore;

use super::Id;
use super::here::{ACCOUNT, INSIDE, when};
use crate::names::{count, data_bucket, listed, provider_name};
use crate::site::Site;

/// What it is in this deployment; nothing if the deployment has none.
pub(super) fn here(id: Id, site: &Site) -> Option<String> {
    match id {
        Id::Users | Id::Groups | Id::GroupMembership | Id::ServicePrincipals => {
            of_account(id, site)
        }
        Id::WorkspaceAccess => access(site),
        Id::ClusterConfiguration => when(site.is_classic(), &policies(site)),
        Id::Metastore => metastore(site),
        Id::Catalog | Id::Schema | Id::Volume | Id::Permissions | Id::ExternalLocation => {
            of_unity_catalog(id, site)
        }
        Id::InstanceProfiles => named(profiles(site)),
        Id::DataRoles => {
            let roles = site.workspace.data_access.roles.iter();
            named(roles.map(|role| format!("{}-{}-data", site.name(), role.key)))
        }
        Id::DataLake => {
            let buckets = &site.workspace.buckets;
            let buckets = buckets.iter().map(|bucket| data_bucket(site.workspace, &bucket.key));
            Some(or(buckets, "buckets of yours, or of Unity Catalog"))
        }
        Id::DeltaTables => Some(or(tables(site), "buckets of yours, or of Unity Catalog")),
        Id::IdentityProvider => {
            let provider = site.workspace.identity.provider.as_ref();
            let provider = provider
                .map_or_else(String::new, |_| format!("{}: ", provider_name(site.workspace)));
            Some(format!("{provider}single sign-on and SCIM are set up by hand"))
        }
        Id::Glue => site.workspace.metastore.glue.then(|| {
            let by = profiles(site);
            let by = if by.is_empty() { String::new() } else { format!(", by {}", listed(&by)) };
            format!("of {}{by}", site.region())
        }),
        _ => None,
    }
}

fn named(names: impl IntoIterator<Item = String>) -> Option<String> {
    let names: Vec<_> = names.into_iter().collect();
    (!names.is_empty()).then(|| listed(&names))
}

fn or(names: impl IntoIterator<Item = String>, otherwise: &str) -> String {
    named(names).unwrap_or_else(|| otherwise.to_owned())
}

fn of_account(id: Id, site: &Site) -> Option<String> {
    let identity = &site.workspace.identity;
    match id {
        Id::Users => {
            let users = identity.users.iter().flat_map(|users| users.iter());
            let users: Vec<_> = users.map(|user| user.value.to_string()).collect();
            let made = format!("made by Terraform: {}; others {ACCOUNT}", listed(&users));
            Some(if users.is_empty() { ACCOUNT.to_owned() } else { made })
        }
        Id::Groups => Some(groups(site)),
        Id::GroupMembership => Some(membership(site)),
        _ => {
            let principals = &identity.written_service_principals;
            named(principals.keys().map(ToString::to_string))
        }
    }
}

fn groups(site: &Site) -> String {
    let names = |is_existing: bool| -> Vec<String> {
        let groups = site.workspace.identity.written_groups.iter();
        let groups = groups.filter(|(_, group)| (group.value == Group::Existing) == is_existing);
        groups.map(|(name, _)| name.as_str().to_owned()).collect()
    };
    let kinds = [("made by Terraform", names(false)), ("there already", names(true))];
    let kinds = kinds.iter().filter(|(_, names)| !names.is_empty());
    let kinds: Vec<_> = kinds.map(|(word, names)| format!("{word}: {}", listed(names))).collect();
    if kinds.is_empty() { ACCOUNT.to_owned() } else { kinds.join("; ") }
}

fn membership(site: &Site) -> String {
    let groups = site.workspace.identity.written_groups.values();
    let members: usize = groups
        .map(|group| match &group.value {
            Group::Existing => 0,
            Group::Create { members, .. } => members.len(),
        })
        .sum();
    if members == 0 {
        return ACCOUNT.to_owned();
    }
    format!(
        "{} as the blueprint says; others as the identity provider says",
        count(members, "member")
    )
}

fn access(site: &Site) -> Option<String> {
    let written = &site.workspace.access.as_ref()?.written;
    named(written.keys().map(ToString::to_string))
}

fn profiles(site: &Site) -> Vec<String> {
    let access = &site.workspace.data_access;
    let profiles =
        access.profiles.iter().map(|profile| format!("{}-{}-profile", site.name(), profile.key));
    let meta = access.passthrough.then(|| format!("{}-passthrough", site.name()));
    profiles.chain(meta).collect()
}

/// Cluster policies are what instance profiles are handed out by.
fn policies(site: &Site) -> String {
    let access = &site.workspace.data_access;
    let policies = access.profiles.iter().map(|profile| format!("{}-{}", site.name(), profile.key));
    let passthrough = access.passthrough.then(|| format!("{}-passthrough", site.name()));
    let policies: Vec<_> = policies.chain(passthrough).collect();
    if policies.is_empty() { INSIDE.to_owned() } else { format!("policies {}", listed(&policies)) }
}

fn metastore(site: &Site) -> Option<String> {
    let region = site.region();
    let metastore = &site.workspace.metastore;
    site.has_unity_catalog().then(|| match &*metastore.provision {
        WhichMetastore::Automatic => format!("of {region}, as Databricks assigns it"),
        WhichMetastore::Create => format!("{}, made by Terraform", metastore.name),
        WhichMetastore::Existing(id) => format!("of {region}, {id}"),
    })
}

fn of_unity_catalog(id: Id, site: &Site) -> Option<String> {
    if !site.has_unity_catalog() {
        return None;
    }
    let workspace = site.workspace;
    let catalogs = || workspace.catalogs.iter();
    let schemas = || catalogs().flat_map(|it| it.schemas.iter().map(move |schema| (it, schema)));
    match id {
        Id::Catalog => Some(or(catalogs().map(catalog), INSIDE)),
        Id::Schema => {
            let names = schemas().map(|(it, schema)| format!("{}.{}", it.name, schema.name));
            Some(or(names, INSIDE))
        }
        Id::Volume => {
            let names = schemas().flat_map(|(it, schema)| {
                let within = format!("{}.{}", it.name, schema.name);
                schema.volumes.iter().map(move |volume| format!("{within}.{}", volume.name))
            });
            named(names)
        }
        Id::ExternalLocation => {
            let kept = workspace.buckets.iter().filter(|bucket| bucket.in_unity_catalog);
            named(kept.map(|bucket| format!("{}-{}", site.name(), bucket.key)))
        }
        _ => {
            let granted: BTreeSet<_> = workspace.granted().collect();
            let granted: Vec<_> = granted.into_iter().map(ToString::to_string).collect();
            let all = format!("to {}; `describe --access` says what", listed(&granted));
            Some(if granted.is_empty() { INSIDE.to_owned() } else { all })
        }
    }
}

fn catalog(catalog: &Catalog) -> String {
    let of = match &catalog.owner_name {
        Some(owner) if *catalog.read_only => format!(" (of {owner}, read only)"),
        Some(owner) => format!(" (of {owner})"),
        None if catalog.existing => " (there already)".to_owned(),
        None => String::new(),
    };
    format!("{}{of}", catalog.name)
}

/// Buckets that catalogs keep their tables in.
fn tables(site: &Site) -> Vec<String> {
    let storage = site.workspace.catalogs.iter().filter_map(|catalog| catalog.storage.as_ref());
    let mut buckets: Vec<_> = storage.map(|key| data_bucket(site.workspace, key)).collect();
    buckets.sort();
    buckets.dedup();
    buckets
}
