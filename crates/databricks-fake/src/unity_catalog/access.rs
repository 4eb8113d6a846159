//! From where something can be reached: from everywhere, or, isolated, from where it is bound.

use serde_json::Value;

use crate::account::Account;
use crate::object::{Object, plain, text};
use crate::refused::Refused;
use crate::unity_catalog::place::Place;
use crate::unity_catalog::securable::{Bound, Securable};
use crate::world::World;

/// Collection of the bindings of securables to workspaces.
pub(crate) const BINDINGS: &str = "workspace-bindings";

/// What of a binding is needed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Read,
    Write,
}

/// The words of the service: databricks/terraform-provider-databricks issue 3903.
pub(crate) fn check(
    securable: &Securable,
    object: &Object,
    place: &Place,
    world: &World,
    needed: Use,
) -> Result<(), Refused> {
    let (noun, isolated) =
        catalog_of(securable, object, place, world).unwrap_or((securable.noun, object));
    if !is_isolated(isolated) {
        return Ok(());
    }
    let name = text(isolated, "full_name").unwrap_or_default();
    match binding_type(isolated, &place.workspace, world.account) {
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
    world: &World<'a>,
) -> Option<(&'static str, &'a Object)> {
    if securable.bound == Bound::ByItself {
        return None;
    }
    let catalog = world.declared.securable("catalog")?;
    let name = text(object, "catalog_name")?;
    Some((catalog.noun, catalog.find(name, place, world.account).ok()?))
}

/// How something is bound to a workspace, if it is.
fn binding_type<'a>(object: &Object, workspace: &Value, account: &'a Account) -> Option<&'a str> {
    let binding = account.get(BINDINGS, &binding_key(object, workspace));
    binding.and_then(|it| text(it, "binding_type"))
}

/// Of a securable, by its field `id`, and a workspace.
pub(crate) fn binding_key(object: &Object, workspace: &Value) -> String {
    format!("{}/{workspace}", plain(&object["id"]))
}

fn is_isolated(object: &Object) -> bool {
    matches!(text(object, "isolation_mode"), Some("ISOLATED" | "ISOLATION_MODE_ISOLATED"))
}
