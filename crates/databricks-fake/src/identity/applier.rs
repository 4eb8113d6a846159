//! The service principal that applies: it is in the account before anybody asks, and administers the workspaces that it
//! makes.

use serde_json::Value;

use crate::account::Account;
use crate::identity::identities::preexisting_service_principal;
use crate::object::{Object, text};

/// Application id, and so the id of the client that logs in.
pub const APPLICATION: &str = "0a51e5c0-5e1f-4a11-8ca1-1ab1e0000001";

pub(crate) fn put(account: &mut Account) {
    let (collection, id, object) = preexisting_service_principal(&account.id, APPLICATION);
    if let Value::Object(object) = object {
        account.put_preexisting(collection, &id, object);
    }
}

pub(crate) fn id(account: &Account) -> String {
    preexisting_service_principal(&account.id, APPLICATION).1
}

pub(crate) fn is(object: &Object) -> bool {
    text(object, "applicationId") == Some(APPLICATION)
}
