//! Which metastore a workspace has: no collection of its own, but part of the workspace's path
//! (databricks-sdk-go 0.170.0, service/catalog, `accountMetastoreAssignmentsImpl`).

use http::{Method, Request};
use serde_json::{Value, json};

use super::{metastores, workspaces};
use crate::account::{Account, Object};
use crate::api::body;
use crate::entity::Use;
use crate::fields::{plain, text};
use crate::refused::Refused;
use crate::world::{Surroundings, World};

pub(crate) const COLLECTION: &str = "metastore-assignments";

/// For what is joined: workspace and metastore.
pub(crate) const fn uses(paths: &'static [&'static str]) -> Use {
    Use { collection: COLLECTION, noun: "workspace", id: "workspace_id", paths, forced: true }
}

/// The answer, if the path is that of an assignment.
pub(crate) fn answer(
    account: &mut Account,
    segments: &[&str],
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Option<Result<Value, Refused>> {
    match (request.method(), segments) {
        (&Method::GET, ["workspaces", workspace, "metastore"]) => Some(read(account, workspace)),
        (&Method::GET, ["metastores", metastore, "workspaces"]) => Some(Ok(of(account, metastore))),
        (&Method::POST, ["workspaces", workspace, "metastores", metastore]) => Some(
            body(request)
                .and_then(|body| assign(account, workspace, metastore, &body, around))
                .map(|()| json!({})),
        ),
        (&Method::PUT, ["workspaces", workspace, "metastores", metastore]) => Some(
            present(account, workspace)
                .and_then(|_| body(request))
                .and_then(|body| assign(account, workspace, metastore, &body, around))
                .map(|()| json!({})),
        ),
        (&Method::DELETE, ["workspaces", workspace, "metastores", metastore]) => {
            Some(remove(account, workspace, metastore))
        }
        _ => None,
    }
}

/// Every new workspace has the metastore of its region, also where nobody asks for it (Databricks, "Automatic
/// enablement of Unity Catalog": accounts since November 2023). One that somebody made by the API is assigned to whom
/// they say: for that it would have to be switched to assigning by itself, which no API does (issue 4540 of
/// databricks/terraform-provider-databricks).
pub(super) fn follow(workspace: &Object, account: &mut Account, around: Surroundings) {
    let region = text(workspace, "aws_region").unwrap_or_default();
    let Some(metastore) = metastores::assigned_by_itself(region, account, around) else { return };
    let id = plain(&workspace[workspaces::KIND.id]);
    let assignment = assignment(&workspace[workspaces::KIND.id], &metastore, None);
    account.give(COLLECTION, &id, assignment);
}

fn read(account: &Account, workspace: &str) -> Result<Value, Refused> {
    present(account, workspace).map(|assignment| json!({ "metastore_assignment": assignment }))
}

fn present<'a>(account: &'a Account, workspace: &str) -> Result<&'a Object, Refused> {
    let assignment = account.get(COLLECTION, workspace);
    assignment.ok_or_else(|| Refused::absent("Metastore assignment of workspace", workspace))
}

fn of(account: &Account, metastore: &str) -> Value {
    let of = |it: &&Object| text(it, "metastore_id") == Some(metastore);
    let ids: Vec<_> =
        account.all(COLLECTION).filter(of).map(|it| it["workspace_id"].clone()).collect();
    json!({ "workspace_ids": ids })
}

fn assign(
    account: &mut Account,
    workspace: &str,
    metastore: &str,
    body: &Object,
    around: Surroundings,
) -> Result<(), Refused> {
    let world = World::new(account, around);
    let place = world.object(workspaces::KIND.collection, workspace);
    let place = place.ok_or_else(|| Refused::absent("Workspace", workspace))?;
    let store = world.object(metastores::KIND.collection, metastore);
    let store = store.ok_or_else(|| Refused::absent("Metastore", metastore))?;
    same_region(place, store)?;
    let catalog = body.get("metastore_assignment").and_then(|it| it.get("default_catalog_name"));
    let catalog = catalog.and_then(Value::as_str).filter(|it| !it.is_empty());
    let assignment = assignment(&place[workspaces::KIND.id], metastore, catalog);
    account.put(COLLECTION, workspace, assignment);
    Ok(())
}

fn assignment(workspace: &Value, metastore: &str, catalog: Option<&str>) -> Object {
    let mut assignment = Object::new();
    assignment.insert("metastore_id".to_owned(), json!(metastore));
    assignment.insert("workspace_id".to_owned(), workspace.clone());
    let catalog = catalog.unwrap_or("hive_metastore");
    assignment.insert("default_catalog_name".to_owned(), json!(catalog));
    assignment
}

fn same_region(workspace: &Object, metastore: &Object) -> Result<(), Refused> {
    let (here, there) = (text(workspace, "aws_region"), text(metastore, "region"));
    if here == there {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "the workspace is in {}, the metastore {} in {}",
        here.unwrap_or_default(),
        text(metastore, "name").unwrap_or_default(),
        there.unwrap_or_default(),
    )))
}

fn remove(account: &mut Account, workspace: &str, metastore: &str) -> Result<Value, Refused> {
    let assignment = present(account, workspace)?;
    if text(assignment, "metastore_id") != Some(metastore) {
        return Err(Refused::absent("Assignment to metastore", metastore));
    }
    account.remove(COLLECTION, workspace);
    Ok(json!({}))
}
