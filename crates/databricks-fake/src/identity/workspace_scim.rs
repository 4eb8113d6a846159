//! SCIM of a workspace, behind its own host: the account's identities that it has, and the groups that it makes.

use http::{Method, Request};
use serde_json::{Value, json};

use super::kinds::{TYPES, Type, of_segment};
use super::workspace_principals::{FIELDS, in_workspace, keep};
use super::{account_scim, applier, assignments, built_in, patch, query};
use crate::account::{Account, Object};
use crate::api::body;
use crate::fields::text;
use crate::refused::Refused;
use crate::world::{Surroundings, World};

/// The answer, if the path is one of SCIM's.
pub(crate) fn answer(
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Option<Result<Value, Refused>> {
    let path = request.uri().path().strip_prefix("/api/2.0/preview/scim/v2/")?;
    if (request.method(), path) == (&Method::GET, "Me") {
        return Some(Ok(me(account)));
    }
    let (segment, id) = path.split_once('/').unwrap_or((path, ""));
    let it = of_segment(segment)?;
    match (request.method(), id) {
        (&Method::GET, "") => {
            Some(query::list(all(it, account, workspace, around).into_iter(), request))
        }
        (_, "") => None,
        (&Method::GET, id) => {
            let found = find(it, id, account, workspace, around);
            let found = found.ok_or_else(|| Refused::absent(it.kind.noun, id));
            Some(found.map(|object| query::selected(object, request)))
        }
        (&Method::PATCH, id) => Some(change(it, id, account, workspace, request, around)),
        _ => None,
    }
}

/// A service principal's user name is its application id.
fn me(account: &Account) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "id": applier::id(account),
        "userName": applier::APPLICATION,
        "displayName": "rehearsal",
        "active": true,
    })
}

fn all(it: &Type, account: &Account, workspace: &Object, around: Surroundings) -> Vec<Object> {
    let world = World::new(account, around);
    let is_here = |object: &&Object| {
        text(object, it.kind.id).is_some_and(|id| assignments::is_in(account, workspace, id))
    };
    let of_account = account.all(it.kind.collection).filter(is_here);
    let mut all: Vec<Object> = of_account.map(|object| (it.kind.show)(object, &world)).collect();
    if it.segment == "Groups" {
        all.extend(built_in::all(account, workspace));
    }
    all.into_iter().map(|object| in_workspace(object, account, workspace)).collect()
}

fn find(
    it: &Type,
    id: &str,
    account: &Account,
    workspace: &Object,
    around: Surroundings,
) -> Option<Object> {
    all(it, account, workspace, around).into_iter().find(|object| text(object, "id") == Some(id))
}

/// Only what it has here: the rest is the account's. The words are those of
/// databricks/terraform-provider-databricks issue 5367.
fn change(
    it: &Type,
    id: &str,
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    let Some(mut object) = find(it, id, account, workspace, around) else {
        return Err(Refused::not_in_workspace(id, &workspace["workspace_id"]));
    };
    patch::apply(&mut object, &body(request)?, &FIELDS)?;
    keep(account, workspace, &object)?;
    Ok(object.into())
}

/// Whether the workspace has who is named in a field of an access control list.
pub(crate) fn named(account: &Account, workspace: &Object, field: &str, name: &str) -> bool {
    let fields = ["group_name", "user_name", "service_principal_name"];
    let Some(it) = fields.iter().position(|it| *it == field).map(|at| &TYPES[at]) else {
        return false;
    };
    if field == "group_name" && ["admins", "users"].contains(&name) {
        return true;
    }
    let id = account_scim::with_name(it, name, account);
    id.is_some_and(|id| assignments::is_in(account, workspace, &id))
}
