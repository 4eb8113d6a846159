//! From where something can be reached: from everywhere, or, isolated, from where it is bound.

use super::bindings;
use super::place::Place;
use super::securable::Securable;
use super::{catalogs, schemas, volumes};
use crate::account::{Account, Object};
use crate::fields::text;
use crate::refused::Refused;

/// What of a binding is needed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Read,
    Write,
}

/// The words of the service: databricks/terraform-provider-databricks issue 3903.
pub(super) fn check(
    securable: &Securable,
    object: &Object,
    place: &Place,
    account: &Account,
    needed: Use,
) -> Result<(), Refused> {
    let (noun, isolated) = match catalog_of(securable, object, place, account) {
        Some(catalog) => (catalogs::KIND.noun, catalog),
        None => (securable.kind.noun, object),
    };
    if !is_isolated(isolated) {
        return Ok(());
    }
    let name = text(isolated, "full_name").unwrap_or_default();
    match bindings::kind(isolated, &place.workspace, account) {
        Some("BINDING_TYPE_READ_ONLY") if needed == Use::Write => {
            Err(Refused::forbidden(format!("{noun} '{name}' is read-only in current workspace")))
        }
        Some(_) => Ok(()),
        None => Err(Refused::forbidden(format!(
            "{noun} '{name}' is not accessible in current workspace"
        ))),
    }
}

/// What is in a catalog has its bindings.
fn catalog_of<'a>(
    securable: &Securable,
    object: &Object,
    place: &Place,
    account: &'a Account,
) -> Option<&'a Object> {
    let inside = [schemas::SECURABLE.name, volumes::SECURABLE.name].contains(&securable.name);
    let name = text(object, "catalog_name").filter(|_| inside)?;
    catalogs::SECURABLE.find(name, place, account).ok()
}

fn is_isolated(object: &Object) -> bool {
    matches!(text(object, "isolation_mode"), Some("ISOLATED" | "ISOLATION_MODE_ISOLATED"))
}
