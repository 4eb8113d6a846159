//! The API of a workspace, as far as it is asked: who am I, until it is reachable, its settings, from where it is
//! reached, who is in it, its metastore, and how they reach data.

use std::collections::BTreeMap;

use http::Request;
use serde_json::Value;

use super::account::{Account, Object};
use super::data_access::{cluster_policies, instance_profiles, object_permissions, warehouses};
use super::fields::text;
use super::host::Address;
use super::identity::workspace_scim;
use super::login::Scope;
use super::refused::Refused;
use super::world::Surroundings;
use super::{ip_access_lists, unity_catalog, workspace_conf, workspace_settings};

pub(super) fn answer(
    accounts: &mut BTreeMap<String, Account>,
    address: &Address,
    scope: &Scope,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    let (account, workspace) = find(accounts, address)?;
    opens(scope, account, address)?;
    names_it(request, workspace)?;
    let (id, workspace) = (account.id.clone(), workspace.clone());
    let account = accounts.get_mut(&id).expect("it was found by its workspace");
    PARTS
        .iter()
        .find_map(|part| part(account, &workspace, request, around))
        .unwrap_or_else(|| Err(Refused::unknown_path(request)))
}

/// What is inside a workspace, each with a path of its own.
const PARTS: [Part; 9] = [
    workspace_settings::answer,
    workspace_conf::answer,
    ip_access_lists::answer,
    unity_catalog::answer,
    workspace_scim::answer,
    instance_profiles::answer,
    cluster_policies::answer,
    object_permissions::answer,
    warehouses::answer,
];

type Part =
    fn(&mut Account, &Object, &Request<Vec<u8>>, Surroundings) -> Option<Result<Value, Refused>>;

/// The workspace at an address. The real name server would not know the name.
pub(super) fn find<'a>(
    accounts: &'a BTreeMap<String, Account>,
    address: &Address,
) -> Result<(&'a Account, &'a Object), Refused> {
    let here = accounts.values().filter(|account| account.partition == address.partition);
    let named = |workspace: &&Object| {
        text(workspace, "deployment_name") == Some(address.deployment.as_str())
    };
    here.flat_map(|account| account.all("workspaces").map(move |workspace| (account, workspace)))
        .find(|(_, workspace)| named(workspace))
        .ok_or_else(|| {
            Refused::malformed(format!("no workspace is deployed as {}", address.deployment))
        })
}

fn opens(scope: &Scope, account: &Account, address: &Address) -> Result<(), Refused> {
    let fits = match scope {
        Scope::Account(id) => *id == account.id,
        Scope::Workspace(deployment) => *deployment == address.deployment,
    };
    if fits {
        return Ok(());
    }
    Err(Refused::forbidden(format!("the token is not for the workspace {}", address.deployment)))
}

/// A client that says which workspace it means must mean this one (databricks-sdk-go 0.170.0,
/// `X-Databricks-Workspace-Id`).
fn names_it(request: &Request<Vec<u8>>, workspace: &Object) -> Result<(), Refused> {
    let named = request.headers().get("x-databricks-workspace-id").and_then(|it| it.to_str().ok());
    let id = workspace["workspace_id"].to_string();
    match named {
        Some(named) if named != id => {
            Err(Refused::forbidden(format!("Unauthorized access to Org: {named}")))
        }
        _ => Ok(()),
    }
}
