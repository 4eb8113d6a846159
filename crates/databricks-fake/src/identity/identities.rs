//! The three kinds of identities: where they are held, how they are called and found.

use serde_json::{Value, json};

use crate::account::Account;
use crate::ids::digits;
use crate::object::{Object, text};

/// One of the kinds, as SCIM's paths have it.
pub(crate) struct Type {
    /// `Groups`
    pub(crate) segment: &'static str,
    pub(crate) collection: &'static str,
    pub(crate) noun: &'static str,
    /// Field of the name by which it is known.
    pub(crate) name: &'static str,
}

/// Field of the id, of all kinds.
pub(crate) const ID: &str = "id";

pub(crate) const GROUPS: Type =
    Type { segment: "Groups", collection: "scim-groups", noun: "Group", name: "displayName" };
pub(crate) const USERS: Type =
    Type { segment: "Users", collection: "scim-users", noun: "User", name: "userName" };
pub(crate) const SERVICE_PRINCIPALS: Type = Type {
    segment: "ServicePrincipals",
    collection: "scim-service-principals",
    noun: "Service principal",
    name: "applicationId",
};

pub(crate) const TYPES: [&Type; 3] = [&GROUPS, &USERS, &SERVICE_PRINCIPALS];

/// Collections of all kinds.
pub(crate) const COLLECTIONS: [&str; 3] =
    [GROUPS.collection, USERS.collection, SERVICE_PRINCIPALS.collection];

pub(crate) fn of_segment(segment: &str) -> Option<&'static Type> {
    TYPES.into_iter().find(|it| it.segment == segment)
}

/// Whoever has the id, which no two identities of an account share.
pub(crate) fn find<'a>(account: &'a Account, id: &str) -> Option<(&'static Type, &'a Object)> {
    TYPES.into_iter().find_map(|it| Some((it, account.get(it.collection, id)?)))
}

/// The id of who has the name.
pub(crate) fn with_name(it: &Type, name: &str, account: &Account) -> Option<String> {
    let has_name = |object: &&Object| {
        text(object, it.name).is_some_and(|other| other.eq_ignore_ascii_case(name))
    };
    let found = account.all(it.collection).find(has_name)?;
    text(found, ID).map(str::to_owned)
}

/// Collection and id of an identity that is there before the first request, and the identity.
pub(crate) type Preexisting = (&'static str, String, Value);

/// By its name.
pub(crate) fn preexisting_group(account: &str, name: &str) -> Preexisting {
    preexisting(&GROUPS, account, name, json!({ "displayName": name, "members": [] }))
}

/// By the e-mail address.
pub(crate) fn preexisting_user(account: &str, name: &str) -> Preexisting {
    let name = name.to_lowercase();
    let user = json!({ "userName": name, "displayName": name, "active": true });
    preexisting(&USERS, account, &name, user)
}

/// By its application id.
pub(crate) fn preexisting_service_principal(account: &str, id: &str) -> Preexisting {
    let principal = json!({ "applicationId": id, "displayName": id, "active": true });
    preexisting(&SERVICE_PRINCIPALS, account, id, principal)
}

/// Its id follows from its name.
fn preexisting(it: &Type, account: &str, name: &str, mut object: Value) -> Preexisting {
    let id = digits(&format!("{account}/preexisting {}/{name}", it.collection));
    object[ID] = json!(id);
    object["roles"] = json!([]);
    (it.collection, id, object)
}
