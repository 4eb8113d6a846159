//! SCIM of a workspace, behind its own host: the account's identities that it has, and the groups that it makes.

use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::entities::permission_assignments;
use crate::entity::Answer;
use crate::identity::identities::{GROUPS, ID, TYPES, Type, of_segment, with_name};
use crate::identity::in_workspace::{FIELDS, in_workspace, keep};
use crate::identity::{applier, built_in, members, patch, query};
use crate::object::{Object, text};
use crate::refused::Refused;
use crate::request::body;
use crate::world::Surroundings;

/// The answer, if the path is one of SCIM's.
pub(crate) fn answer(
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    _: Surroundings,
) -> Answer {
    let path = request.uri().path().strip_prefix("/api/2.0/preview/scim/v2/")?;
    if (request.method(), path) == (&Method::GET, "Me") {
        return Some(Ok(me(account)));
    }
    let (segment, id) = path.split_once('/').unwrap_or((path, ""));
    let it = of_segment(segment)?;
    match (request.method(), id) {
        (&Method::GET, "") => Some(query::list(all(it, account, workspace).into_iter(), request)),
        (_, "") => None,
        (&Method::GET, id) => {
            let found = find(it, id, account, workspace);
            let found = found.ok_or_else(|| Refused::absent(it.noun, id));
            Some(found.map(|object| query::selected(object, request)))
        }
        (&Method::PATCH, id) => Some(change(it, id, account, workspace, request)),
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

fn all(it: &Type, account: &Account, workspace: &Object) -> Vec<Object> {
    let is_here = |object: &&Object| {
        text(object, ID).is_some_and(|id| permission_assignments::is_in(account, workspace, id))
    };
    let of_account = account.all(it.collection).filter(is_here);
    let mut all: Vec<Object> =
        of_account.map(|object| members::shown(it, object, account)).collect();
    if it.collection == GROUPS.collection {
        all.extend(built_in::all(account, workspace));
    }
    all.into_iter().map(|object| in_workspace(object, account, workspace)).collect()
}

fn find(it: &Type, id: &str, account: &Account, workspace: &Object) -> Option<Object> {
    all(it, account, workspace).into_iter().find(|object| text(object, "id") == Some(id))
}

/// Only what it has here: the rest is the account's. The words are those of
/// databricks/terraform-provider-databricks issue 5367.
fn change(
    it: &Type,
    id: &str,
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
) -> Result<Value, Refused> {
    let Some(mut object) = find(it, id, account, workspace) else {
        return Err(Refused::not_in_workspace(id, &workspace["workspace_id"]));
    };
    patch::apply(&mut object, &body(request)?, &FIELDS)?;
    keep(account, workspace, &object)?;
    Ok(object.into())
}

/// Whether the workspace has who is named in a field of an access control list.
pub(crate) fn named(account: &Account, workspace: &Object, field: &str, name: &str) -> bool {
    let fields = ["group_name", "user_name", "service_principal_name"];
    let Some(it) = fields.iter().position(|it| *it == field).map(|at| TYPES[at]) else {
        return false;
    };
    if field == "group_name" && ["admins", "users"].contains(&name) {
        return true;
    }
    let id = with_name(it, name, account);
    id.is_some_and(|id| permission_assignments::is_in(account, workspace, &id))
}
