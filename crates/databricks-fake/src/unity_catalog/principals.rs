//! Who can hold a privilege or own something: what the account knows, not what a workspace knows.

use crate::account::Account;
use crate::object::{Object, text};
use crate::refused::Refused;

/// Who applies, as the workspace's `Me` calls it.
pub(crate) const CALLER: &str = "rehearsal";

/// Everybody; always there.
const EVERYBODY: &str = "account users";

/// Collections of the account and what grants call their members by (Databricks, "Manage privileges in Unity
/// Catalog": a service principal by its application id).
const PRINCIPALS: [(&str, &str); 3] = [
    ("scim-groups", "displayName"),
    ("scim-users", "userName"),
    ("scim-service-principals", "applicationId"),
];

pub(crate) fn is_known(name: &str, account: &Account) -> Result<(), Refused> {
    let is = |field: &'static str| move |it: &Object| text(it, field) == Some(name);
    let mut all = PRINCIPALS.iter();
    if [CALLER, EVERYBODY].contains(&name)
        || all.any(|(collection, field)| account.all(collection).any(is(field)))
    {
        return Ok(());
    }
    let message = format!("Could not find principal with name {name}.");
    Err(Refused::not_found("PRINCIPAL_DOES_NOT_EXIST", message))
}
