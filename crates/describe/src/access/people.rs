//! Who there is in the account, and who is in which group.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use blueprint::Architecture;
use blueprint::sections::identity::{Group, Identity, PrincipalKind};
use blueprint::values::{ACCOUNT_USERS, Name, Principal};
use serde::Serialize;

#[derive(Clone, Debug, Serialize)]
pub struct Person {
    pub name: String,
    pub kind: PersonKind,
    pub origin: String,
    /// Of a group, as far as the blueprint knows.
    pub members: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonKind {
    Group,
    User,
    ServicePrincipal,
    /// Whomever the identity provider names.
    Claimant,
}

impl PersonKind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::User => "user",
            Self::ServicePrincipal => "service principal",
            Self::Claimant => "claim",
        }
    }
}

/// Whoever the blueprint names, in whichever of its workspaces: all of them are of one account.
pub(super) struct People<'a> {
    arch: &'a Architecture,
    groups: BTreeMap<&'a str, &'a Group>,
    kinds: BTreeMap<String, PersonKind>,
}

impl<'a> People<'a> {
    pub(super) fn of(arch: &'a Architecture) -> Self {
        let groups = arch.workspaces.iter().flat_map(|it| &it.identity.written_groups);
        let groups: BTreeMap<_, _> =
            groups.map(|(name, group)| (name.as_str(), &group.value)).collect();
        let kinds = arch.workspaces.iter().flat_map(|workspace| {
            let identity = &workspace.identity;
            let named = workspace.granted().chain(workspace.access.keys()).cloned();
            let named = named.chain(workspace.data_access.principals());
            let members = identity.written_groups.values().flat_map(|group| members(&group.value));
            let members = members.into_iter().cloned();
            let users = identity.users.iter().flat_map(|users| users.iter());
            let users = users.map(|it| (it.value.to_string(), PersonKind::User));
            let named = named.chain(members).map(|it| (it.to_string(), kind(identity, &it)));
            let principals = identity.written_service_principals.keys();
            let principals = principals.map(|it| (it.to_string(), PersonKind::ServicePrincipal));
            named.chain(users).chain(principals).collect::<Vec<_>>()
        });
        let mut kinds: BTreeMap<_, _> = kinds.collect();
        kinds.extend(groups.keys().map(|name| ((*name).to_owned(), PersonKind::Group)));
        Self { arch, groups, kinds }
    }

    pub(super) fn kind(&self, name: &str) -> PersonKind {
        self.kinds.get(name).copied().unwrap_or(PersonKind::Group)
    }

    /// Only the identity provider knows who is in it.
    pub(super) fn is_existing_group(&self, name: &str) -> bool {
        self.groups.get(name).is_some_and(|group| **group == Group::Existing)
    }

    /// Everybody in a group, also by way of groups in it.
    pub(super) fn within(&self, group: &str) -> Vec<(String, Vec<String>)> {
        within(&self.groups, group)
    }

    /// Groups that somebody is in, also by way of others.
    pub(super) fn groups_of(&self, name: &str) -> BTreeSet<&'a str> {
        let mut of = BTreeSet::new();
        let mut left = vec![name.to_owned()];
        while let Some(name) = left.pop() {
            for (group, written) in &self.groups {
                if members(written).any(|member| member.as_str() == name) && of.insert(*group) {
                    left.push((*group).to_owned());
                }
            }
        }
        if self.kind(name) != PersonKind::Group {
            of.insert(ACCOUNT_USERS);
        }
        of
    }

    pub(super) fn report(&self) -> Vec<Person> {
        let person = |(name, kind): (&String, &PersonKind)| Person {
            name: name.clone(),
            kind: *kind,
            origin: self.origin(name, *kind),
            members: self
                .groups
                .get(name.as_str())
                .map(|group| members(group).map(ToString::to_string).collect())
                .unwrap_or_default(),
        };
        let mut people: Vec<_> = self.kinds.iter().map(person).collect();
        people.sort_by_key(|person| person.kind);
        people
    }

    fn origin(&self, name: &str, kind: PersonKind) -> String {
        let mut identities = self.arch.workspaces.iter().map(|workspace| &workspace.identity);
        let made = "made by Terraform".to_owned();
        let there = "there already".to_owned();
        match kind {
            _ if name == ACCOUNT_USERS => "everybody in the account".to_owned(),
            PersonKind::Group if self.is_existing_group(name) => {
                format!("{there}: members as the identity provider says")
            }
            PersonKind::Group => match self.groups.get(name) {
                Some(Group::Create { account_admin: true, .. }) => {
                    format!("{made}; members are account admins")
                }
                Some(_) => made,
                None => there,
            },
            PersonKind::User => {
                let lists = identities.filter_map(|identity| identity.users.as_ref());
                let mut users = lists.flat_map(|users| users.iter());
                if users.any(|user| user.value.to_string() == name) { made } else { there }
            }
            PersonKind::ServicePrincipal => {
                let name = Name::parse(name).ok();
                let id = name.and_then(|name| {
                    identities.find_map(|it| it.application_id(&name)).map(ToString::to_string)
                });
                id.map_or(made, |id| format!("{there}: application {id}"))
            }
            PersonKind::Claimant => there,
        }
    }
}

/// Everybody in a group, each with the groups that lead there, from theirs outwards. Somebody who is in several
/// of them is named once for each. Groups that name each other are followed once.
fn within(groups: &BTreeMap<&str, &Group>, group: &str) -> Vec<(String, Vec<String>)> {
    let mut within = Vec::new();
    let mut seen = BTreeSet::from([group.to_owned()]);
    let mut left = VecDeque::from([vec![group.to_owned()]]);
    while let Some(chain) = left.pop_front() {
        let inner = chain.first().and_then(|name| groups.get(name.as_str()));
        for member in inner.into_iter().flat_map(|group| members(group)) {
            let member = member.as_str();
            if member == group {
                continue;
            }
            within.push((member.to_owned(), chain.clone()));
            if groups.contains_key(member) && seen.insert(member.to_owned()) {
                left.push_back([&[member.to_owned()], chain.as_slice()].concat());
            }
        }
    }
    within
}

fn members(group: &Group) -> impl Iterator<Item = &Principal> {
    let members = match group {
        Group::Existing => &[][..],
        Group::Create { members, .. } => members,
    };
    members.iter().map(|member| &member.value)
}

fn kind(identity: &Identity, principal: &Principal) -> PersonKind {
    match identity.kind(principal) {
        Some(PrincipalKind::User) => PersonKind::User,
        Some(PrincipalKind::ServicePrincipal) => PersonKind::ServicePrincipal,
        Some(PrincipalKind::Group) | None => PersonKind::Group,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(groups: &str, of: &str) -> Vec<String> {
        let groups: BTreeMap<String, Group> = toml::from_str(groups).unwrap();
        let groups = groups.iter().map(|(name, group)| (name.as_str(), group)).collect();
        let shown =
            |(member, chain): (String, Vec<String>)| format!("{member}: {}", chain.join(" < "));
        within(&groups, of).into_iter().map(shown).collect()
    }

    #[test]
    fn a_member_of_a_member_is_within() {
        let groups = "inner = { members = ['ana@acme.example'] }\n\
                      middle = { members = ['inner', 'li@acme.example'] }\n\
                      outer = { members = ['middle', 'ana@acme.example'] }\n\
                      theirs = 'existing'";
        assert_eq!(
            paths(groups, "outer"),
            [
                "middle: outer",
                "ana@acme.example: outer",
                "inner: middle < outer",
                "li@acme.example: middle < outer",
                "ana@acme.example: inner < middle < outer",
            ]
        );
        assert!(paths(groups, "theirs").is_empty());
    }

    #[test]
    fn groups_that_name_each_other_are_followed_once() {
        let groups = "a = { members = ['b'] }\nb = { members = ['a', 'ana@acme.example'] }";
        assert_eq!(paths(groups, "a"), ["b: a", "ana@acme.example: b < a"]);
    }
}
