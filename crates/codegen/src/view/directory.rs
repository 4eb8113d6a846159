//! `identity`: what a stack creates of who there is in the Databricks account, and whom it finds there.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::Made;
use blueprint::directory::{self, Created, Found};
use blueprint::sections::identity::IdentityProvider;
use blueprint::values::{Email, GroupName, Name, Principal, Uuid};
use serde::Serialize;

use super::renamed::{Rekeyed, rekeyed};

#[derive(Debug, Serialize)]
pub(super) struct Identity<'a> {
    provider: Option<IdentityProvider>,
    /// Groups that are created, with their members.
    groups: &'a BTreeMap<GroupName, BTreeSet<Principal>>,
    /// Of those that the identity provider has, their ids there.
    external_ids: &'a BTreeMap<GroupName, Uuid>,
    account_admins: &'a BTreeSet<GroupName>,
    /// Their members that the blueprint names.
    members_of_account_admins: BTreeMap<&'a GroupName, &'a BTreeSet<Principal>>,
    created_users: &'a BTreeSet<Email>,
    created_service_principals: &'a BTreeSet<Name>,
    /// Something of the account is created here.
    creates: bool,
    existing_groups: BTreeSet<&'a GroupName>,
    existing_users: BTreeSet<&'a str>,
    existing_service_principals: BTreeMap<&'a Name, &'a Uuid>,
    named_service_principals: BTreeSet<&'a Name>,
    forgotten: Forgotten<'a>,
    /// None if nobody who is created here has another name than before.
    renamed: Option<Renamed>,
    /// Somebody is looked up in the account.
    looks_up: bool,
    /// Somebody of those whose ids are needed is.
    finds_ids: bool,
}

impl<'a> Identity<'a> {
    pub(super) fn of(
        directory: &'a directory::Directory,
        provider: Option<IdentityProvider>,
    ) -> Self {
        let created = &directory.created;
        let Created { groups, external_ids, account_admins, users, service_principals } = created;
        let found = || directory.found();
        let forgotten = Forgotten::of(&directory.forgotten);
        Self {
            provider,
            groups,
            external_ids,
            account_admins,
            members_of_account_admins: account_admins
                .iter()
                .filter_map(|name| groups.get_key_value(name))
                .collect(),
            created_users: users,
            created_service_principals: service_principals,
            creates: !created.is_empty(),
            existing_groups: found().flat_map(|it| &it.groups).collect(),
            existing_users: found().flat_map(|it| &it.users).map(String::as_str).collect(),
            existing_service_principals: found().flat_map(|it| &it.service_principals).collect(),
            named_service_principals: found().flat_map(|it| &it.named_service_principals).collect(),
            forgotten,
            renamed: Renamed::of(directory),
            looks_up: !found().all(Found::is_empty),
            finds_ids: !directory.by_id.is_empty(),
        }
    }
}

/// Who is created here, and has another name than before.
#[derive(Debug, Serialize)]
struct Renamed {
    groups: Vec<Rekeyed>,
    members: Vec<Rekeyed>,
    account_admins: Vec<Rekeyed>,
}

impl Renamed {
    fn of(directory: &directory::Directory) -> Option<Self> {
        let directory::Directory { created, renames, .. } = directory;
        let rekeyed_group = |name: &GroupName| rekeyed(renames, [name.as_str()]);
        let members = created.groups.iter().flat_map(|(group, members)| {
            let keys = members.iter().map(|member| [group.as_str(), member.as_str()]);
            keys.flat_map(|key| rekeyed(renames, key))
        });
        (!created.groups.is_empty() && !renames.is_empty()).then(|| Self {
            groups: created.groups.keys().flat_map(rekeyed_group).collect(),
            members: members.collect(),
            account_admins: created.account_admins.iter().flat_map(rekeyed_group).collect(),
        })
    }
}

/// Who exists now, and was made here before.
#[derive(Debug, Default, Serialize)]
struct Forgotten<'a> {
    groups: Vec<&'a GroupName>,
    /// Keys of memberships.
    members: Vec<&'a str>,
    account_admins: Vec<&'a GroupName>,
    service_principals: Vec<&'a Name>,
}

impl<'a> Forgotten<'a> {
    fn of(made: &'a BTreeSet<Made>) -> Self {
        let mut forgotten = Self::default();
        for thing in made {
            match thing {
                Made::Group(name) => forgotten.groups.push(name),
                Made::GroupMember(key) => forgotten.members.push(key),
                Made::AccountAdmin(group) => forgotten.account_admins.push(group),
                Made::ServicePrincipal(name) => forgotten.service_principals.push(name),
                Made::Bucket(_)
                | Made::Catalog(_)
                | Made::CrossAccountRole
                | Made::ExternalGroup { .. }
                | Made::ManagedServicesKey
                | Made::Schema { .. }
                | Made::WorkspaceStorageKey => {}
            }
        }
        forgotten
    }
}
