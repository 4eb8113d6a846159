//! The API of a workspace, behind its own host: which path is which entity.

use std::collections::BTreeMap;

use http::Request;
use serde_json::Value;

use crate::account::Account;
use crate::entities::ALL;
use crate::entity::{Answer, Paths};
use crate::host::Address;
use crate::login::Scope;
use crate::object::Object;
use crate::refused::Refused;
use crate::unity_catalog::call::Call;
use crate::unity_catalog::current_metastore;
use crate::unity_catalog::place::Place;
use crate::workspace;
use crate::world::Surroundings;

pub(crate) fn answer(
    accounts: &mut BTreeMap<String, Account>,
    address: &Address,
    scope: &Scope,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    let (account, workspace) = workspace::find(accounts, address)?;
    opens(scope, account, address)?;
    names_it(request, workspace)?;
    let (id, workspace) = (account.id.clone(), workspace.clone());
    let account = accounts.get_mut(&id).expect("it was found by its workspace");
    let mut own = ALL.iter().filter_map(|it| match it.paths {
        Paths::OfWorkspace(answer) => Some(answer),
        _ => None,
    });
    own.find_map(|answer| answer(account, &workspace, request, around))
        .or_else(|| of_unity_catalog(account, &workspace, request, around))
        .unwrap_or_else(|| Err(Refused::unknown_path(request)))
}

fn of_unity_catalog(
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Answer {
    let path = request.uri().path().strip_prefix("/api/2.1/unity-catalog/")?;
    let segments: Vec<&str> = path.split('/').collect();
    let place = match Place::of(account, workspace) {
        Ok(place) => place,
        Err(refused) => return Some(Err(refused)),
    };
    let call = Call { place: &place, request, around };
    let mut all = ALL.iter().filter_map(|it| match it.paths {
        Paths::OfMetastore(answer) => Some(answer),
        _ => None,
    });
    current_metastore::answer(account, &segments, &call)
        .or_else(|| all.find_map(|answer| answer(account, &segments, &call)))
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
    let id = workspace[workspace::ID].to_string();
    match named {
        Some(named) if named != id => {
            Err(Refused::forbidden(format!("Unauthorized access to Org: {named}")))
        }
        _ => Ok(()),
    }
}
