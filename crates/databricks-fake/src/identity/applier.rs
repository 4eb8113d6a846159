//! The service principal that applies: it is in the account before anybody asks, and administers the workspaces that it
//! makes.

use serde_json::Value;

use super::given_service_principal;
use crate::account::{Account, Object};
use crate::fields::text;

/// Application id, and so the id of the client that logs in.
pub const APPLICATION: &str = "0a51e5c0-5e1f-4a11-8ca1-1ab1e0000001";

pub(crate) fn give(account: &mut Account) {
    let (collection, id, object) = given_service_principal(&account.id, APPLICATION);
    if let Value::Object(object) = object {
        account.give(collection, &id, object);
    }
}

pub(super) fn id(account: &Account) -> String {
    given_service_principal(&account.id, APPLICATION).1
}

pub(super) fn is(object: &Object) -> bool {
    text(object, "applicationId") == Some(APPLICATION)
}
