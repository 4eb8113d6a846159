//! A report narrowed to what somebody asks about: a securable with all in it, a principal, or a workspace.

use std::collections::BTreeSet;
use std::fmt;

use blueprint::values::ACCOUNT_USERS;

use super::people::PersonKind;
use super::{AccessReport, Holder, PathStep, Securable};

/// Nothing in the report has this name.
#[derive(Debug)]
pub struct UnknownSubject {
    pub name: String,
    pub near: Option<String>,
}

impl AccessReport {
    /// All that has this name: a catalog and a group may share one.
    pub fn about(mut self, name: &str) -> Result<Self, UnknownSubject> {
        let kind = self.people.iter().find(|person| person.name == name).map(|it| it.kind);
        let asked = self.asked_for(name);
        let is_workspace = self.workspaces.iter().any(|workspace| workspace.name == name);
        if kind.is_none() && asked.is_empty() && !is_workspace {
            let near = blueprint::nearest(name, self.names()).map(str::to_owned);
            return Err(UnknownSubject { name: name.to_owned(), near });
        }
        let is_theirs = |holder: &Holder| {
            let is_user = kind.is_some_and(|kind| kind != PersonKind::Group);
            kind.is_some() && (holder.name == name || (is_user && holder.name == ACCOUNT_USERS))
        };
        self.workspaces.retain_mut(|workspace| {
            if workspace.name != name {
                workspace.holders.retain(is_theirs);
            }
            workspace.name == name || !workspace.holders.is_empty()
        });
        let reaches = |securable: &Securable| {
            is_workspace && securable.reached_from.iter().any(|it| it.workspace == name)
        };
        self.securables.retain_mut(|securable| {
            let is_asked = asked.contains(&securable.name) || reaches(securable);
            if !is_asked {
                securable.holders.retain(is_theirs);
            }
            is_asked || !securable.holders.is_empty()
        });
        self.forget_strangers(name);
        self.about = Some(name.to_owned());
        Ok(self)
    }

    /// Full names of the securables of this name, and of all that is in them.
    fn asked_for(&self, name: &str) -> BTreeSet<String> {
        let mut asked = BTreeSet::new();
        for securable in &self.securables {
            let is_within = securable.within.as_ref().is_some_and(|it| asked.contains(it));
            if securable.name == name || securable.aliases.iter().any(|it| it == name) || is_within
            {
                asked.insert(securable.name.clone());
            }
        }
        asked
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let people = self.people.iter().map(|person| person.name.as_str());
        let workspaces = self.workspaces.iter().map(|workspace| workspace.name.as_str());
        let securables = self
            .securables
            .iter()
            .flat_map(|it| std::iter::once(&it.name).chain(&it.aliases).map(String::as_str));
        people.chain(workspaces).chain(securables)
    }

    /// Leaves the people of whom the report still says something.
    fn forget_strangers(&mut self, name: &str) {
        let mut known = BTreeSet::from([name.to_owned()]);
        let of_workspaces = self.workspaces.iter().flat_map(|it| &it.holders);
        for holder in self.securables.iter().flat_map(|it| &it.holders).chain(of_workspaces) {
            known.insert(holder.name.clone());
            known.extend(holder.paths.iter().flat_map(|path| &path.steps).filter_map(|step| {
                if let PathStep::MemberOf(group) = step { Some(group.clone()) } else { None }
            }));
        }
        self.people.retain(|person| known.contains(&person.name));
    }
}

impl fmt::Display for UnknownSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, near } = self;
        write!(f, "there is no principal, catalog, schema, volume, bucket or workspace `{name}`")?;
        match near {
            Some(near) => write!(f, "\nhelp: did you mean `{near}`?"),
            None => write!(f, "\nhelp: `lakewright describe --access` lists them all"),
        }
    }
}

impl std::error::Error for UnknownSubject {}
