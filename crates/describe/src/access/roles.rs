//! What AWS roles give: buckets, and the Glue catalog, by instance profile or by credential passthrough.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::sections::data_access::BucketAccess;
use blueprint::values::{Name, Principal};
use blueprint::{Entry, Workspace, names};

use super::entry::{sort, unknown_members};
use super::grants::{add_path, let_in};
use super::people::PersonKind;
use super::{Context, Holder, Path, PathStep, Reach, Right, Securable, SecurableKind};
use crate::shown::{data_bucket, provider_name};

pub(super) fn securables(context: &Context) -> Vec<Securable> {
    context.arch.workspaces.iter().flat_map(|workspace| of_workspace(context, workspace)).collect()
}

/// A role, and who takes it by which steps.
struct Role<'a> {
    steps: Vec<PathStep>,
    /// By the keys of the buckets.
    buckets: &'a BTreeMap<Name, Entry<BucketAccess>>,
    glue: Option<BucketAccess>,
    /// None: whomever the identity provider names.
    groups: Option<BTreeSet<Principal>>,
    note: String,
}

fn of_workspace(context: &Context, workspace: &Workspace) -> Vec<Securable> {
    let roles = roles(workspace);
    let mut all = Vec::new();
    if workspace.metastore.is_glue() {
        let right = |role: &Role| role.glue.map(right_of);
        let name = format!("Glue of {}", workspace.region.name());
        let facts =
            vec!["metadata of tables: all databases of the account in the region".to_owned()];
        let securable = securable(context, workspace, (SecurableKind::Glue, name), &roles, right);
        all.push(Securable { facts, aliases: vec!["glue".to_owned()], ..securable });
    }
    for bucket in &workspace.buckets {
        let right =
            |role: &Role| role.buckets.get(&bucket.key).map(|access| right_of(access.value));
        if roles.iter().any(|role| right(role).is_some()) {
            let name = data_bucket(workspace, &bucket.key);
            let named = (SecurableKind::Bucket, name);
            let securable = securable(context, workspace, named, &roles, right);
            all.push(Securable { aliases: vec![bucket.key.to_string()], ..securable });
        }
    }
    all
}

fn right_of(access: BucketAccess) -> Right {
    match access {
        BucketAccess::Read => Right::Read,
        BucketAccess::Write => Right::Write,
    }
}

fn roles(workspace: &Workspace) -> Vec<Role<'_>> {
    let access = &workspace.data_access;
    let profiles = access.profiles.iter().map(|profile| {
        let policy = names::cluster_policy(workspace, &profile.key);
        Role {
            note: format!(
                "whoever is let onto a cluster of policy {policy} does what its role may, in whichever group they are"
            ),
            steps: vec![
                PathStep::ClusterPolicy(policy),
                PathStep::InstanceProfile(names::instance_profile(workspace, &profile.key)),
            ],
            buckets: &profile.buckets,
            glue: profile.glue.as_deref().copied(),
            groups: Some(profile.groups()),
        }
    });
    let data_roles = access.roles.iter().map(|role| {
        let role_name = names::data_role(workspace, &role.key);
        let policy = PathStep::ClusterPolicy(names::passthrough_policy(workspace));
        let taken = PathStep::DataRole(role_name.clone());
        let (steps, groups, note) = if access.is_by_saml() {
            let provider = provider_name(workspace);
            let note = format!(
                "who takes {role_name}, {provider} says at sign-in: no blueprint knows, and a change holds from the next sign-in"
            );
            (vec![PathStep::Claim(provider), policy, taken], None, note)
        } else {
            let note = "each user of the cluster has their own data roles there, not their neighbours'";
            (vec![policy, taken], Some(role.groups()), note.to_owned())
        };
        Role { steps, buckets: &role.buckets, glue: None, groups, note }
    });
    profiles.chain(data_roles).collect()
}

fn securable(
    context: &Context,
    workspace: &Workspace,
    (kind, name): (SecurableKind, String),
    roles: &[Role],
    right: impl Fn(&Role) -> Option<Right>,
) -> Securable {
    let mut paths: BTreeMap<String, Vec<Path>> = BTreeMap::new();
    let mut claimants = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    for role in roles {
        let Some(right) = right(role) else { continue };
        let steps = role.steps.clone();
        let path = Path { right, privileges: Vec::new(), steps, is_unusual: false };
        match &role.groups {
            Some(groups) => {
                for group in groups {
                    add_path(&mut paths, context.people, group.as_str(), &path);
                }
            }
            None => claimants.push(path),
        }
        if !notes.contains(&role.note) {
            notes.push(role.note.clone());
        }
    }
    let reached = vec![Reach { workspace: workspace.name.to_string(), read_only: false }];
    let mut holders: Vec<_> = paths
        .into_iter()
        .map(|(name, paths)| {
            let notes = unknown_members(context.people, &name);
            holder(name.clone(), context.people.kind(&name), paths, notes)
        })
        .collect();
    let_in(context, &reached, &mut holders);
    if !claimants.is_empty() {
        let whoever = "whomever the identity provider names".to_owned();
        holders.push(holder(whoever, PersonKind::Claimant, claimants, Vec::new()));
    }
    sort(&mut holders);
    Securable {
        kind,
        name,
        within: None,
        facts: Vec::new(),
        has_own_grants: true,
        holders,
        reached_from: reached,
        notes,
        aliases: Vec::new(),
    }
}

fn holder(name: String, kind: PersonKind, paths: Vec<Path>, notes: Vec<String>) -> Holder {
    let right = paths.iter().map(|path| path.right).max().unwrap_or(Right::Read);
    Holder { name, kind, right, privileges: Vec::new(), paths, from: Vec::new(), notes }
}
