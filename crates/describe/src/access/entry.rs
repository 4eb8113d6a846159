//! Who is let into which workspace, and what for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use blueprint::Architecture;
use blueprint::Workspace;
use blueprint::sections::access::{Access, Entitlement};
use blueprint::values::ACCOUNT_USERS;

use super::grants::add_path;
use super::people::{People, PersonKind};
use super::{Context, Holder, Path, PathStep, Reach, Right, WorkspaceEntry};

/// `[access]` of every workspace, by the workspace's name. One that has none lets in whom somebody assigns by
/// hand.
pub(super) struct Entries<'a>(BTreeMap<&'a str, BTreeMap<&'a str, &'a Access>>);

impl<'a> Entries<'a> {
    pub(super) fn of(arch: &'a Architecture) -> Self {
        let say_who = arch.workspaces.iter().filter(|workspace| !workspace.access.is_empty());
        let entries = say_who.map(|workspace| {
            let access = workspace.access.iter();
            let by_name = access.map(|(who, access)| (who.as_str(), &access.value));
            (workspace.name.as_str(), by_name.collect())
        });
        Self(entries.collect())
    }

    /// Of these workspaces, those that somebody enters; `None` if one of them says nothing of who does.
    pub(super) fn from(
        &self,
        reached: &[Reach],
        name: &str,
        people: &People,
    ) -> Option<Vec<Reach>> {
        let mut from = Vec::new();
        for reach in reached {
            let entry = self.0.get(reach.workspace.as_str())?;
            let groups = people.groups_of(name);
            let is_in = |name: &str| entry.contains_key(name);
            let by_member = || people.within(name).iter().any(|(member, _)| is_in(member));
            if name == ACCOUNT_USERS
                || is_in(name)
                || is_in(ACCOUNT_USERS)
                || groups.iter().any(|group| is_in(group))
                || by_member()
            {
                from.push(reach.clone());
            }
        }
        Some(from)
    }
}

pub(super) fn report(context: &Context) -> Vec<WorkspaceEntry> {
    let Context { arch, people, entries } = *context;
    let entry = |workspace: &Workspace| {
        let name = workspace.name.as_str();
        let entry = entries.0.get(name);
        WorkspaceEntry {
            name: name.to_owned(),
            region: workspace.region.name(),
            holders: entry.map(|entry| holders(entry, people)).unwrap_or_default(),
            notes: notes(workspace, entry.is_some()),
        }
    };
    arch.workspaces.iter().map(entry).collect()
}

fn notes(workspace: &Workspace, says_who: bool) -> Vec<String> {
    let mut notes = vec!["the service principal that applies is its admin"];
    if !says_who {
        notes.push("the blueprint lets nobody in: whoever is, somebody assigned by hand");
    }
    if says_who {
        notes.push("its group `users` gives workspace and sql to everybody in it, until an admin takes them off");
    }
    if workspace.data_access.is_in_aws() {
        notes.push("its admins may use every cluster policy and instance profile of it");
    }
    let metastore = &workspace.metastore;
    if metastore.external_hive.is_some() {
        notes.push("the external Hive metastore is governed by nothing that the blueprint grants");
    } else if workspace.is_classic() && !metastore.is_glue() && *metastore.legacy_access {
        notes.push("its own Hive metastore and DBFS root are governed by nothing that the blueprint grants");
    }
    notes.into_iter().map(str::to_owned).collect()
}

fn holders(entry: &BTreeMap<&str, &Access>, people: &People) -> Vec<Holder> {
    let mut all: BTreeMap<String, Vec<Path>> = BTreeMap::new();
    for (who, access) in entry {
        add_path(&mut all, people, who, &path(access));
    }
    let holder = |(name, paths): (String, Vec<Path>)| {
        let right = paths.iter().map(|path| path.right).max().unwrap_or(Right::User);
        let mut privileges: Vec<_> =
            paths.iter().flat_map(|path| path.privileges.iter().cloned()).collect();
        privileges.sort();
        privileges.dedup();
        let kind = people.kind(&name);
        let notes = unknown_members(people, &name);
        Holder { kind, name, right, privileges, paths, from: Vec::new(), notes }
    };
    let mut holders: Vec<_> = all.into_iter().map(holder).collect();
    sort(&mut holders);
    holders
}

fn path(access: &Access) -> Path {
    let right = if *access == Access::Admin { Right::Admin } else { Right::User };
    let privileges = access.entitlements().into_iter().map(|it| word(it).to_owned()).collect();
    Path { right, is_unusual: right == Right::User, privileges, steps: vec![PathStep::LetInHere] }
}

/// As a blueprint writes it.
fn word(entitlement: Entitlement) -> &'static str {
    match entitlement {
        Entitlement::Workspace => "workspace",
        Entitlement::Sql => "sql",
        Entitlement::Consumer => "consumer",
        Entitlement::CreateClusters => "create-clusters",
        Entitlement::CreatePools => "create-pools",
    }
}

pub(super) fn unknown_members(people: &People, name: &str) -> Vec<String> {
    let note = "members as the identity provider says".to_owned();
    if people.is_existing_group(name) { vec![note] } else { Vec::new() }
}

/// The strongest first; groups before those in them.
pub(super) fn sort(holders: &mut [Holder]) {
    for holder in holders.iter_mut() {
        holder.paths.sort_by_key(|path| (Reverse(path.right), path.steps.len()));
    }
    let of = |holder: &Holder| (Reverse(holder.right), holder.kind != PersonKind::Group);
    holders.sort_by(|a, b| of(a).cmp(&of(b)).then_with(|| a.name.cmp(&b.name)));
}
