//! What an identity has in one workspace: entitlements, and roles of AWS.

use serde_json::json;

use crate::account::Account;
use crate::arn;
use crate::entities::instance_profiles;
use crate::identity::identities::find;
use crate::identity::scim::{put_values, values};
use crate::object::{Object, plain, text};
use crate::reference::Rest;
use crate::refused::Refused;

pub(crate) const COLLECTION: &str = "workspace-principals";

/// terraform-provider-databricks 1.126.0, `scim/scim.go`.
const ENTITLEMENTS: [&str; 5] = [
    "allow-cluster-create",
    "allow-instance-pool-create",
    "databricks-sql-access",
    "workspace-access",
    "workspace-consume",
];

pub(crate) const FIELDS: [&str; 2] = ["entitlements", "roles"];

/// The identity with what it has here.
pub(crate) fn in_workspace(mut object: Object, account: &Account, workspace: &Object) -> Object {
    let held = account.get(COLLECTION, &key(workspace, &object));
    for field in FIELDS {
        match held.and_then(|held| held.get(field)) {
            Some(value) => object.insert(field.to_owned(), value.clone()),
            // A role of the account is none of a workspace; what a built-in group may is its own.
            None if field == "roles" => object.insert(field.to_owned(), json!([])),
            None => Some(object.entry(field).or_insert(json!([])).clone()),
        };
    }
    object
}

/// Keeps what the identity is to have here, as far as it is anything.
pub(crate) fn keep(
    account: &mut Account,
    workspace: &Object,
    object: &Object,
) -> Result<(), Refused> {
    let (entitlements, roles) = (values(object, FIELDS[0]), values(object, FIELDS[1]));
    are_entitlements(&entitlements)?;
    roles.iter().try_for_each(|role| is_role(account, workspace, role))?;
    let key = key(workspace, object);
    if entitlements.is_empty() && roles.is_empty() && !is_built_in(object) {
        account.remove(COLLECTION, &key);
        return Ok(());
    }
    let mut held = Object::new();
    held.insert("key".to_owned(), json!(key));
    held.insert("workspace_id".to_owned(), workspace["workspace_id"].clone());
    held.insert("principal_id".to_owned(), object["id"].clone());
    put_values(&mut held, FIELDS[0], &entitlements);
    put_values(&mut held, FIELDS[1], &roles);
    account.put(COLLECTION, &key, held);
    Ok(())
}

/// Ids of those of the account that have something here.
pub(crate) fn of_account(account: &Account, workspace: &Object) -> Vec<String> {
    let here = |held: &&Object| held["workspace_id"] == workspace["workspace_id"];
    let ids = account.all(COLLECTION).filter(here).map(|held| plain(&held["principal_id"]));
    ids.filter(|id| find(account, id).is_some()).collect()
}

pub(crate) fn forget(account: &mut Account, workspace: &Object, id: &str) {
    account.remove(COLLECTION, &format!("{}/{id}", workspace["workspace_id"]));
}

/// Whether an identity has a role of AWS in the workspace that knows it as an instance profile.
pub(crate) fn has_role(held: &Object, profile: &Object) -> bool {
    let role = text(profile, "instance_profile_arn").unwrap_or_default();
    held["workspace_id"] == profile["workspace_id"]
        && values(held, "roles").iter().any(|it| it == role)
}

/// A role that is no longer one of the workspace is nobody's.
pub(crate) fn lose_role(held: &mut Object, profile: &Object) -> Rest {
    let role = text(profile, "instance_profile_arn").unwrap_or_default();
    let others: Vec<_> = values(held, "roles").into_iter().filter(|it| it != role).collect();
    put_values(held, "roles", &others);
    if others.is_empty() && values(held, "entitlements").is_empty() {
        Rest::Nothing
    } else {
        Rest::Something
    }
}

fn key(workspace: &Object, object: &Object) -> String {
    format!("{}/{}", workspace["workspace_id"], text(object, "id").unwrap_or_default())
}

/// Which begins with something, and may have it taken.
fn is_built_in(object: &Object) -> bool {
    object.get("meta").is_some_and(|meta| meta["resourceType"] == "WorkspaceGroup")
}

fn are_entitlements(told: &[String]) -> Result<(), Refused> {
    match told.iter().find(|it| !ENTITLEMENTS.contains(&it.as_str())) {
        Some(unknown) => Err(Refused::invalid(format!("{unknown} is no entitlement"))),
        None => Ok(()),
    }
}

/// An instance profile that is registered, or a role of AWS for credential passthrough.
fn is_role(account: &Account, workspace: &Object, role: &str) -> Result<(), Refused> {
    if arn::name(role, &account.partition, "role").is_some() {
        return Ok(());
    }
    if arn::name(role, &account.partition, "instance-profile").is_none() {
        let message = format!("{role} is the ARN of neither an instance profile nor a role");
        return Err(Refused::invalid(message));
    }
    if instance_profiles::is_registered(account, workspace, role) {
        return Ok(());
    }
    Err(Refused::invalid(format!("Instance profile {role} is not registered in this workspace")))
}
