//! The three kinds of identities, and what they have in common.

use serde_json::{Value, json};

use super::{groups, service_principals, users};
use crate::account::{Account, Object, digits};
use crate::entity::Kind;
use crate::fields::text;
use crate::refused::Refused;
use crate::world::World;

/// One of the kinds, as SCIM's paths have it.
pub(super) struct Type {
    /// `Groups`
    pub(super) segment: &'static str,
    pub(super) kind: &'static Kind,
    /// By which it is known: field of the kind.
    pub(super) name: &'static str,
}

pub(super) const TYPES: [Type; 3] = [
    Type { segment: "Groups", kind: &groups::KIND, name: "displayName" },
    Type { segment: "Users", kind: &users::KIND, name: "userName" },
    Type { segment: "ServicePrincipals", kind: &service_principals::KIND, name: "applicationId" },
];

pub(super) fn of_segment(segment: &str) -> Option<&'static Type> {
    TYPES.iter().find(|it| it.segment == segment)
}

/// Whoever has the id, which no two identities of an account share.
pub(super) fn find<'a>(account: &'a Account, id: &str) -> Option<(&'static Type, &'a Object)> {
    TYPES.iter().find_map(|it| Some((it, account.get(it.kind.collection, id)?)))
}

/// What is kept of a request. Entitlements are taken to be refused, groups and schemas to be passed over.
pub(super) fn settle(object: &mut Object) {
    for field in ["entitlements", "groups", "meta", "schemas"] {
        object.remove(field);
    }
    let roles = values(object, "roles");
    put_values(object, "roles", &roles);
}

/// The values of a list of SCIM's complex values; an empty one is none.
pub(super) fn values(object: &Object, field: &str) -> Vec<String> {
    let items = object.get(field).and_then(Value::as_array).into_iter().flatten();
    let values = items.filter_map(|item| item["value"].as_str()).filter(|value| !value.is_empty());
    values.map(str::to_owned).collect()
}

/// Each once, in the order in which they came.
pub(super) fn put_values(object: &mut Object, field: &str, values: &[String]) {
    let mut items: Vec<Value> = Vec::new();
    for value in values {
        let item = json!({ "value": value });
        if !items.contains(&item) {
            items.push(item);
        }
    }
    object.insert(field.to_owned(), json!(items));
}

/// An attribute that only a workspace knows. The provider's `databricks_entitlements` reads the words, and takes them
/// for success (`scim/resource_entitlement.go`): what it then reads back is not what was written.
pub(super) fn has_no_entitlements(object: &Object, _: &World) -> Result<(), Refused> {
    if values(object, "entitlements").is_empty() {
        Ok(())
    } else {
        Err(no_attribute("entitlements"))
    }
}

pub(super) fn no_attribute(path: &str) -> Refused {
    let message =
        format!("invalidPath No such attribute with the name : {path} in the current resource");
    Refused::invalid(message)
}

/// Of an account. The provider's documentation names the first, the account console both.
const ROLES: [&str; 2] = ["account_admin", "billing_admin"];

pub(super) fn roles_are_known(object: &Object, _: &World) -> Result<(), Refused> {
    match values(object, "roles").iter().find(|role| !ROLES.contains(&role.as_str())) {
        Some(role) => Err(Refused::invalid(format!("{role} is no role of an account"))),
        None => Ok(()),
    }
}

/// Whether the object is asked for, rather than changed.
pub(super) fn is_new(kind: &Kind, object: &Object, world: &World) -> bool {
    let id = text(object, kind.id).unwrap_or_default();
    world.object(kind.collection, id).is_none()
}

/// Another of the kind with the same name, whatever its case.
pub(super) fn namesake<'a>(
    kind: &Kind,
    field: &str,
    object: &Object,
    world: &World<'a>,
) -> Option<&'a Object> {
    let name = text(object, field).unwrap_or_default();
    world.account.all(kind.collection).find(|other| {
        other[kind.id] != object[kind.id]
            && text(other, field).is_some_and(|it| it.eq_ignore_ascii_case(name))
    })
}

/// Collection and id of an identity that is there, and the identity.
pub(crate) type Given = (&'static str, String, Value);

/// By its name.
pub(crate) fn given_group(account: &str, name: &str) -> Given {
    given(&groups::KIND, account, name, json!({ "displayName": name, "members": [] }))
}

/// By the e-mail address.
pub(crate) fn given_user(account: &str, name: &str) -> Given {
    let name = name.to_lowercase();
    let user = json!({ "userName": name, "displayName": name, "active": true });
    given(&users::KIND, account, &name, user)
}

/// By its application id.
pub(crate) fn given_service_principal(account: &str, id: &str) -> Given {
    let principal = json!({ "applicationId": id, "displayName": id, "active": true });
    given(&service_principals::KIND, account, id, principal)
}

/// Its id follows from its name.
fn given(kind: &Kind, account: &str, name: &str, mut object: Value) -> Given {
    let id = digits(&format!("{account}/given {}/{name}", kind.collection));
    object[kind.id] = json!(id);
    object["roles"] = json!([]);
    (kind.collection, id, object)
}
