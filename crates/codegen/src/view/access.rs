//! `access`: a line for everybody who is let in, by what they are.

use blueprint::Workspace;
use blueprint::sections::access::{Access, Entitlement};
use blueprint::sections::identity::PrincipalKind;
use blueprint::values::Principal;
use serde::Serialize;

use super::renamed::{Rekeyed, rekeyed};

#[derive(Debug, Default, Serialize)]
pub(super) struct Accesses<'a> {
    groups: Vec<Member<'a>>,
    users: Vec<Member<'a>>,
    service_principals: Vec<Member<'a>>,
    renamed: Vec<Rekeyed>,
    renamed_with_entitlements: Vec<Rekeyed>,
}

#[derive(Debug, Serialize)]
struct Member<'a> {
    principal: &'a Principal,
    /// As the Databricks provider writes it: `ADMIN` or `USER`.
    permission: &'static str,
    admin: bool,
    /// As the provider names them: `workspace_access`.
    entitlements: Vec<&'static str>,
}

impl<'a> Accesses<'a> {
    /// None if nobody is given access by Terraform.
    pub(super) fn of(workspace: &'a Workspace) -> Option<Self> {
        let mut access = Self::default();
        for (who, granted) in &workspace.access {
            let members = match workspace.identity.kind(who) {
                Some(PrincipalKind::Group) => &mut access.groups,
                Some(PrincipalKind::User) => &mut access.users,
                Some(PrincipalKind::ServicePrincipal) => &mut access.service_principals,
                None => continue,
            };
            members.push(member(who, &granted.value));
            let renamed = || rekeyed(&workspace.directory.renames, [who.as_str()]);
            access.renamed.extend(renamed());
            if !granted.value.entitlements().is_empty() {
                access.renamed_with_entitlements.extend(renamed());
            }
        }
        (!workspace.access.is_empty()).then_some(access)
    }
}

fn member<'a>(principal: &'a Principal, access: &Access) -> Member<'a> {
    let admin = *access == Access::Admin;
    Member {
        principal,
        permission: if admin { "ADMIN" } else { "USER" },
        admin,
        entitlements: access.entitlements().into_iter().map(entitlement).collect(),
    }
}

/// What everybody in the workspace may do in it.
#[derive(Debug, Serialize)]
pub(super) struct DefaultEntitlements {
    /// As the provider names them; possibly none.
    entitlements: Vec<&'static str>,
}

impl DefaultEntitlements {
    pub(super) fn of(workspace: &Workspace) -> Option<Self> {
        let entitlements = workspace.default_entitlements.as_deref()?;
        Some(Self { entitlements: entitlements.iter().copied().map(entitlement).collect() })
    }
}

fn entitlement(entitlement: Entitlement) -> &'static str {
    match entitlement {
        Entitlement::Workspace => "workspace_access",
        Entitlement::Sql => "databricks_sql_access",
        Entitlement::Consumer => "workspace_consume",
        Entitlement::CreateClusters => "allow_cluster_create",
        Entitlement::CreatePools => "allow_instance_pool_create",
    }
}
