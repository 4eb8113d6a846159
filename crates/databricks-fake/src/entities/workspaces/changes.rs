//! What of a workspace can change, and what stays once it is there.
//!
//! Databricks REST API reference, "Update a workspace"
//! (<https://docs.databricks.com/api/workspaces/v1/update-workspace-public.md>), and the comment of `update` in
//! databricks-sdk-java, `WorkspacesService.java`, which says for each field when it can be set.

use crate::entities::private_access_settings;
use crate::entities::vpc_endpoints::endpoint_ids;
use crate::entities::{customer_managed_keys, network_connectivity_configs, networks};
use crate::entity::Step;
use crate::object::{Object, text};
use crate::refused::Refused;
use crate::world::World;

/// In which an update begins: databricks-sdk-go 0.170.0, service/provisioning, `WorkspaceStatus`.
const AT_REST: [&str; 2] = ["RUNNING", "FAILED"];

pub(crate) const CHECKS: &[Step] = &[
    is_at_rest,
    vpc_stays_whose_it_is,
    nothing_is_detached,
    storage_key_stays,
    private_link_stays,
];

/// "Given you provide an empty custom tags, the update would not be applied."
pub(crate) fn leave_out_empty_tags(body: &mut Object) {
    let is_empty = |tags: &serde_json::Value| tags.as_object().is_some_and(Object::is_empty);
    if body.get("custom_tags").is_some_and(is_empty) {
        body.remove("custom_tags");
    }
}

/// The id in a field, if there is one.
fn set<'a>(workspace: &'a Object, field: &str) -> Option<&'a str> {
    text(workspace, field).filter(|id| !id.is_empty())
}

/// Updates are for "either a running workspace or a failed workspace".
fn is_at_rest(old: &Object, _: &Object, _: &World) -> Result<(), Refused> {
    let status = text(old, "workspace_status").unwrap_or_default();
    if AT_REST.contains(&status) {
        return Ok(());
    }
    Err(Refused::unusable(format!(
        "a workspace is updated while it is RUNNING or FAILED, this one is {status}"
    )))
}

/// "You cannot convert a running workspace from a Databricks-managed VPC to a customer-managed VPC", and "you cannot
/// downgrade a workspace with a customer-managed VPC". One that failed can still get a VPC of the customer's.
fn vpc_stays_whose_it_is(old: &Object, new: &Object, _: &World) -> Result<(), Refused> {
    let has_failed = text(old, "workspace_status") == Some("FAILED");
    match (set(old, networks::ENTITY.id), set(new, networks::ENTITY.id)) {
        (None, Some(_)) if !has_failed => Err(Refused::invalid(
            "network_id can be changed only if the workspace was created with one",
        )),
        (Some(_), None) => Err(Refused::invalid("network_id cannot be removed")),
        _ => Ok(()),
    }
}

/// "You cannot remove (downgrade) any existing front-end or back-end PrivateLink support on a workspace", and "you
/// cannot remove a network connectivity configuration from the workspace once attached, you can only switch to
/// another one". Of keys it is only said that they are set, or exchanged.
fn nothing_is_detached(old: &Object, new: &Object, _: &World) -> Result<(), Refused> {
    let fields = [
        private_access_settings::ENTITY.id,
        network_connectivity_configs::ENTITY.id,
        "managed_services_customer_managed_key_id",
    ];
    match fields.into_iter().find(|it| set(old, it).is_some() && set(new, it).is_none()) {
        Some(field) => Err(Refused::invalid(format!("{field} cannot be removed"))),
        None => Ok(()),
    }
}

/// "You cannot replace an existing key configuration for workspace storage. This field is only updatable for
/// workspaces without a key configuration for workspace storage."
fn storage_key_stays(old: &Object, new: &Object, _: &World) -> Result<(), Refused> {
    let field = "storage_customer_managed_key_id";
    match set(old, field) {
        Some(id) if set(new, field) != Some(id) => Err(Refused::invalid(format!(
            "You cannot replace an existing key configuration for workspace storage: {field} of the workspace is the \
             {} {id}",
            customer_managed_keys::ENTITY.noun.to_lowercase()
        ))),
        _ => Ok(()),
    }
}

/// Of the back end: the endpoints are the network's.
fn private_link_stays(old: &Object, new: &Object, world: &World) -> Result<(), Refused> {
    let has_endpoints = |workspace: &Object| {
        let network = set(workspace, networks::ENTITY.id);
        let network = network.and_then(|id| world.object(networks::ENTITY.collection, id));
        network.is_some_and(|network| !endpoint_ids(network).is_empty())
    };
    if has_endpoints(old) && !has_endpoints(new) {
        return Err(Refused::invalid(
            "you cannot downgrade a workspace that already has PrivateLink support: its network has VPC endpoints, \
             the network of the request has none",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
