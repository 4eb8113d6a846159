//! What a stack creates of who there is in the Databricks account, and whom it finds there.

use std::collections::{BTreeMap, BTreeSet};

use crate::made::Made;
use crate::previous_run::PreviousRun;
use crate::renames::Renames;
use crate::sections::identity::{Group, Identity, PrincipalKind};
use crate::values::{Email, GroupName, Name, Principal, Provision, Uuid};

#[derive(Clone, Debug)]
pub struct Directory {
    pub created: Created,
    /// Who exists now, and was made by the stack before: Terraform forgets them, with their memberships.
    pub forgotten: BTreeSet<Made>,
    /// Who may have another name in the stack's state.
    pub renames: Renames,
    /// Those whose ids the stack needs.
    pub by_id: Found,
    /// Service principals whose application ids it needs.
    pub applications: Found,
}

/// Nobody in the stack of a workspace of several, whose account has a stack of its own.
#[derive(Clone, Debug, Default)]
pub struct Created {
    /// With their members.
    pub groups: BTreeMap<GroupName, BTreeSet<Principal>>,
    /// Those of them that the identity provider has, with their ids there.
    pub external_ids: BTreeMap<GroupName, Uuid>,
    /// Groups that administer the account.
    pub account_admins: BTreeSet<GroupName>,
    pub users: BTreeSet<Email>,
    /// By the name that they are shown under.
    pub service_principals: BTreeSet<Name>,
}

/// Who is there before a stack, of those whom it names.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub groups: BTreeSet<GroupName>,
    /// E-mail addresses.
    pub users: BTreeSet<String>,
    /// Service principals that are there: application ids.
    pub service_principals: BTreeMap<Name, Uuid>,
    /// Service principals that another stack creates: they are looked up by their names.
    pub named_service_principals: BTreeSet<Name>,
}

/// Whom a stack must find in the account.
#[derive(Default)]
pub(crate) struct Needed {
    /// By their ids.
    pub(crate) ids: BTreeSet<Principal>,
    /// Service principals, by their application ids.
    pub(crate) applications: BTreeSet<Principal>,
}

impl Directory {
    /// Of a stack that creates everybody whom the blueprint has it create.
    pub(crate) fn of_account(
        stack: &str,
        identity: &Identity,
        mut needed: Needed,
        previous: &PreviousRun,
    ) -> Self {
        let created = Created::all(identity);
        needed.ids.extend(created.groups.values().flatten().cloned());
        let forgotten = forgotten(identity, &created, previous.made(stack));
        Self { forgotten, ..Self::new(created, identity, &needed, previous) }
    }

    /// Of a workspace's stack whose account has one of its own.
    pub(crate) fn beside_account(
        identity: &Identity,
        needed: &Needed,
        previous: &PreviousRun,
    ) -> Self {
        Self::new(Created::default(), identity, needed, previous)
    }

    /// Whoever is there before the stack.
    pub fn found(&self) -> impl Iterator<Item = &Found> {
        [&self.by_id, &self.applications].into_iter()
    }

    fn new(created: Created, identity: &Identity, needed: &Needed, previous: &PreviousRun) -> Self {
        let by_id = Found::of(&needed.ids, identity, &created);
        let applications = Found::of(&needed.applications, identity, &created);
        let renames = Renames::of(identity, previous.renames());
        Self { created, forgotten: BTreeSet::new(), renames, by_id, applications }
    }
}

impl Created {
    fn all(identity: &Identity) -> Self {
        let mut created = Self::default();
        for (name, group) in &identity.written_groups {
            if let Group::Create { members, account_admin, .. } = &group.value {
                if *account_admin {
                    created.account_admins.insert(name.clone());
                }
                let members = members.iter().map(|it| it.value.clone()).collect();
                created.groups.insert(name.clone(), members);
            }
        }
        let external = identity.external_groups();
        created.external_ids =
            external.map(|(name, id)| (name.clone(), id.value.clone())).collect();
        let users = identity.users.iter().flat_map(|users| users.iter());
        created.users = users.map(|user| user.value.clone()).collect();
        let principals = identity.written_service_principals.iter();
        let principals = principals.filter(|(_, provision)| provision.value.existing().is_none());
        created.service_principals = principals.map(|(name, _)| name.clone()).collect();
        created
    }

    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.users.is_empty() && self.service_principals.is_empty()
    }

    /// Users are not among them: nobody says of a user that it exists.
    pub(crate) fn made(&self) -> impl Iterator<Item = Made> {
        let groups = self.groups.keys().cloned().map(Made::Group);
        let members = self.groups.iter().flat_map(|(group, members)| {
            members.iter().map(move |member| Made::GroupMember(format!("{group}/{member}")))
        });
        let external = self.external_ids.iter();
        let external =
            external.map(|(name, id)| Made::ExternalGroup { name: name.clone(), id: id.clone() });
        let admins = self.account_admins.iter().cloned().map(Made::AccountAdmin);
        let principals = self.service_principals.iter().cloned().map(Made::ServicePrincipal);
        groups.chain(external).chain(members).chain(admins).chain(principals)
    }
}

/// Of a stack of which an older lakewright made nobody knows whom, all who exist. Their memberships are not known then.
fn forgotten(
    identity: &Identity,
    created: &Created,
    before: Option<&BTreeSet<Made>>,
) -> BTreeSet<Made> {
    let groups = identity.written_groups.iter();
    let groups = groups.filter(|(_, group)| matches!(group.value, Group::Existing));
    let groups = groups.map(|(name, _)| Made::Group(name.clone()));
    let principals = identity.written_service_principals.iter();
    let principals = principals.filter(|(_, provision)| provision.value.existing().is_some());
    let principals = principals.map(|(name, _)| Made::ServicePrincipal(name.clone()));
    let existing: BTreeSet<Made> = groups.chain(principals).collect();
    let Some(before) = before else { return existing };
    let made: BTreeSet<Made> = created.made().collect();
    let exists = |thing: &&Made| existing.iter().any(|it| thing.goes_with(it));
    before.iter().filter(exists).filter(|thing| !made.contains(thing)).cloned().collect()
}

impl Found {
    fn of(named: &BTreeSet<Principal>, identity: &Identity, created: &Created) -> Self {
        let mut found = Self::default();
        for principal in named {
            found.look_up(principal, identity, created);
        }
        found
    }

    fn look_up(&mut self, principal: &Principal, identity: &Identity, created: &Created) {
        let named = principal.as_str();
        match identity.kind(principal) {
            Some(PrincipalKind::User)
                if !created.users.iter().any(|user| user.to_string() == named) =>
            {
                self.users.insert(named.to_owned());
            }
            Some(PrincipalKind::Group) => {
                if let Ok(group) = GroupName::parse(named)
                    && !created.groups.contains_key(&group)
                {
                    self.groups.insert(group);
                }
            }
            Some(PrincipalKind::ServicePrincipal) => {
                if let Ok(name) = Name::parse(named) {
                    self.look_up_service_principal(name, identity, created);
                }
            }
            Some(PrincipalKind::User) | None => {}
        }
    }

    fn look_up_service_principal(&mut self, name: Name, identity: &Identity, created: &Created) {
        match identity.written_service_principals.get(&name).map(|it| &it.value) {
            Some(Provision::Existing(id)) => {
                self.service_principals.insert(name, id.clone());
            }
            Some(Provision::Create) if !created.service_principals.contains(&name) => {
                self.named_service_principals.insert(name);
            }
            _ => {}
        }
    }

    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
            && self.users.is_empty()
            && self.service_principals.is_empty()
            && self.named_service_principals.is_empty()
    }
}
