//! Who and which data a deployment has: named where the blueprint names them.

use std::collections::BTreeSet;

use blueprint::sections::catalogs::{Catalog, Holding, Loan};
use blueprint::sections::identity::Group;
use blueprint::sections::metastore::WhichMetastore;
use blueprint::{Workspace, names};

use super::Id;
use super::here::{ACCOUNT, INSIDE, when};
use crate::shown::{count, data_bucket, listed, provider_name};

/// What it is in this deployment; nothing if the deployment has none.
pub(super) fn here(id: Id, workspace: &Workspace) -> Option<String> {
    match id {
        Id::Users | Id::Groups | Id::GroupMembership | Id::ServicePrincipals => {
            of_account(id, workspace)
        }
        Id::WorkspaceAccess => access(workspace),
        Id::ClusterConfiguration => when(workspace.is_classic(), &policies(workspace)),
        Id::Metastore => metastore(workspace),
        Id::Catalog | Id::Schema | Id::Volume | Id::Permissions | Id::ExternalLocation => {
            of_unity_catalog(id, workspace)
        }
        Id::InstanceProfiles => named(names::cluster_roles(workspace)),
        Id::DataRoles => {
            let roles = workspace.data_access.roles.iter();
            named(roles.map(|role| names::data_role(workspace, &role.key)))
        }
        Id::DataLake => {
            let buckets = &workspace.buckets;
            let buckets = buckets.iter().map(|bucket| data_bucket(workspace, &bucket.key));
            Some(or(buckets, "buckets of yours, or of Unity Catalog"))
        }
        Id::DeltaTables => Some(or(tables(workspace), "buckets of yours, or of Unity Catalog")),
        Id::IdentityProvider => {
            let provider = workspace.identity.provider.as_ref();
            let provider =
                provider.map_or_else(String::new, |_| format!("{}: ", provider_name(workspace)));
            Some(format!("{provider}single sign-on and SCIM are set up by hand"))
        }
        Id::Glue => workspace.metastore.is_glue().then(|| {
            let by = names::cluster_roles(workspace);
            let by = if by.is_empty() { String::new() } else { format!(", by {}", listed(&by)) };
            format!("of {}{by}", workspace.region.name())
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

fn of_account(id: Id, workspace: &Workspace) -> Option<String> {
    let identity = &workspace.identity;
    match id {
        Id::Users => {
            let users = identity.users.iter().flat_map(|users| users.iter());
            let users: Vec<_> = users.map(|user| user.value.to_string()).collect();
            let made = format!("made by Terraform: {}; others {ACCOUNT}", listed(&users));
            Some(if users.is_empty() { ACCOUNT.to_owned() } else { made })
        }
        Id::Groups => Some(groups(workspace)),
        Id::GroupMembership => Some(membership(workspace)),
        _ => {
            let principals = &identity.written_service_principals;
            named(principals.keys().map(ToString::to_string))
        }
    }
}

fn groups(workspace: &Workspace) -> String {
    let names = |is_existing: bool| -> Vec<String> {
        let groups = workspace.identity.written_groups.iter();
        let groups = groups.filter(|(_, group)| (group.value == Group::Existing) == is_existing);
        groups.map(|(name, _)| name.as_str().to_owned()).collect()
    };
    let kinds = [("made by Terraform", names(false)), ("there already", names(true))];
    let kinds = kinds.iter().filter(|(_, names)| !names.is_empty());
    let kinds: Vec<_> = kinds.map(|(word, names)| format!("{word}: {}", listed(names))).collect();
    if kinds.is_empty() { ACCOUNT.to_owned() } else { kinds.join("; ") }
}

fn membership(workspace: &Workspace) -> String {
    let groups = workspace.identity.written_groups.values();
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

fn access(workspace: &Workspace) -> Option<String> {
    named(workspace.access.keys().map(ToString::to_string))
}

/// Cluster policies are what instance profiles are handed out by.
fn policies(workspace: &Workspace) -> String {
    let access = &workspace.data_access;
    let policies = access.profiles.iter().map(|it| names::cluster_policy(workspace, &it.key));
    let passthrough = access.has_passthrough().then(|| names::passthrough_policy(workspace));
    let policies: Vec<_> = policies.chain(passthrough).collect();
    if policies.is_empty() { INSIDE.to_owned() } else { format!("policies {}", listed(&policies)) }
}

fn metastore(workspace: &Workspace) -> Option<String> {
    let region = workspace.region.name();
    let metastore = &workspace.metastore;
    workspace.has_metastore().then(|| match &*metastore.provision {
        WhichMetastore::Automatic => format!("of {region}, as Databricks assigns it"),
        WhichMetastore::Create => format!("{}, made by Terraform", metastore.name),
        WhichMetastore::Existing(id) => format!("of {region}, {id}"),
    })
}

fn of_unity_catalog(id: Id, workspace: &Workspace) -> Option<String> {
    if !workspace.metastore.is_unity_catalog() {
        return None;
    }
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
            let kept = workspace.buckets.iter().filter(|bucket| bucket.is_in_unity_catalog());
            named(kept.map(|bucket| names::external_location(workspace, &bucket.key)))
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
    let of = match &*catalog.holding {
        Holding::From(Loan { owner_name: Some(owner), read_only, .. }) if **read_only => {
            format!(" (of {owner}, read only)")
        }
        Holding::From(Loan { owner_name: Some(owner), .. }) => format!(" (of {owner})"),
        Holding::Existing => " (there already)".to_owned(),
        Holding::From(_) | Holding::Create { .. } => String::new(),
    };
    format!("{}{of}", catalog.name)
}

/// Buckets that catalogs keep their tables in.
fn tables(workspace: &Workspace) -> Vec<String> {
    let storage = workspace.catalogs.iter().filter_map(Catalog::storage);
    let mut buckets: Vec<_> = storage.map(|key| data_bucket(workspace, key)).collect();
    buckets.sort();
    buckets.dedup();
    buckets
}
