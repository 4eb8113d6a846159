//! Which metastore a workspace has: no collection of its own, but part of the workspace's path
//! (databricks-sdk-go 0.170.0, service/catalog, `accountMetastoreAssignmentsImpl`).

use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::entities::metastores;
use crate::entity::{Entity, Paths};
use crate::object::{Object, plain, text};
use crate::reference::{By, Forced, OnDelete, Reference, is_being_used};
use crate::refused::Refused;
use crate::request::body;
use crate::unity_catalog::place::ASSIGNMENTS;
use crate::workspace;
use crate::world::{Companion, Surroundings, World};

pub(crate) const ENTITY: Entity = Entity {
    collection: ASSIGNMENTS,
    noun: "workspace",
    id: "workspace_id",
    references: &[
        Reference::IN_A_WORKSPACE,
        Reference {
            to: &[metastores::ENTITY.collection],
            by: By::Ids(&["/metastore_id"]),
            on_delete: OnDelete::RefuseUnlessForced(is_being_used, Forced::Cascade),
            ..Reference::PLAIN
        },
    ],
    companion: Some(Companion { of: workspace::COLLECTION, make: follow }),
    paths: Paths::OfAccount(answer),
    ..Entity::PLAIN
};

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
fn follow(workspace: &Object, account: &mut Account, around: Surroundings) {
    let region = text(workspace, "aws_region").unwrap_or_default();
    let Some(metastore) = metastores::assigned_by_itself(region, account, around) else { return };
    let id = plain(&workspace[workspace::ID]);
    let assignment = assignment(&workspace[workspace::ID], &metastore, None);
    account.put_preexisting(ENTITY.collection, &id, assignment);
}

fn read(account: &Account, workspace: &str) -> Result<Value, Refused> {
    present(account, workspace).map(|assignment| json!({ "metastore_assignment": assignment }))
}

fn present<'a>(account: &'a Account, workspace: &str) -> Result<&'a Object, Refused> {
    let assignment = account.get(ENTITY.collection, workspace);
    assignment.ok_or_else(|| Refused::absent("Metastore assignment of workspace", workspace))
}

fn of(account: &Account, metastore: &str) -> Value {
    let of = |it: &&Object| text(it, "metastore_id") == Some(metastore);
    let ids: Vec<_> =
        account.all(ENTITY.collection).filter(of).map(|it| it["workspace_id"].clone()).collect();
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
    let place = world.object(workspace::COLLECTION, workspace);
    let place = place.ok_or_else(|| Refused::absent("Workspace", workspace))?;
    let store = world.object(metastores::ENTITY.collection, metastore);
    let store = store.ok_or_else(|| Refused::absent("Metastore", metastore))?;
    same_region(place, store)?;
    let catalog = body.get("metastore_assignment").and_then(|it| it.get("default_catalog_name"));
    let catalog = catalog.and_then(Value::as_str).filter(|it| !it.is_empty());
    let assignment = assignment(&place[workspace::ID], metastore, catalog);
    account.put(ENTITY.collection, workspace, assignment);
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
    account.remove(ENTITY.collection, workspace);
    Ok(json!({}))
}
