//! `grants` of any securable.

use std::collections::BTreeSet;

use blueprint::Workspace;
use blueprint::sections::grants::{Granted, Privilege};
use blueprint::sections::identity::PrincipalKind;
use blueprint::values::{Name, Principal};
use serde::Serialize;

use super::renamed::{Rekeyed, rekeyed};

#[derive(Debug, Serialize)]
pub(super) struct GrantLine<'a> {
    /// As the blueprint knows it.
    name: &'a Principal,
    /// As Unity Catalog knows it: a group or user by name, a service principal by application id.
    principal: String,
    /// A service principal whose application id is known only once it is created: its key.
    application: Option<Name>,
    /// The key of a service principal that is there, for those who read the id.
    service_principal: Option<Name>,
    privileges: &'a BTreeSet<Privilege>,
    /// Of the name as the blueprint knows it.
    renamed: Vec<Rekeyed>,
}

/// Who is granted what, in the order of their names.
pub(super) fn lines<'a>(granted: &'a Granted, workspace: &Workspace) -> Vec<GrantLine<'a>> {
    let (identity, renames) = (&workspace.identity, &workspace.directory.renames);
    let line = |(name, privileges): (&'a Principal, &'a BTreeSet<Privilege>)| {
        let named = Name::parse(name.as_str())
            .ok()
            .filter(|_| identity.kind(name) == Some(PrincipalKind::ServicePrincipal));
        let id = named.as_ref().and_then(|name| identity.application_id(name));
        GrantLine {
            name,
            principal: id.map_or_else(|| name.to_string(), ToString::to_string),
            application: named.clone().filter(|_| id.is_none()),
            service_principal: named.filter(|_| id.is_some()),
            privileges,
            renamed: rekeyed(renames, [name.as_str()]),
        }
    };
    granted.iter().map(line).collect()
}
