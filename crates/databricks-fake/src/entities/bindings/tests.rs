use serde_json::{Value, json};

use crate::testing::lake::{Lake, catalog};

const CATALOG: &str = "bindings/catalog/lake";

fn bind(workspace: &str, kind: &str) -> Value {
    let id: u64 = workspace.parse().unwrap();
    json!({ "add": [{ "workspace_id": id, "binding_type": kind }] })
}

/// With a catalog that only its own workspace has.
fn isolated() -> Lake {
    let mut lake = Lake::with_catalog();
    lake.patch("catalogs/lake", &json!({ "isolation_mode": "ISOLATED" })).ok();
    let own = bind(&lake.workspace.clone(), "BINDING_TYPE_READ_WRITE");
    lake.patch(CATALOG, &own).ok();
    lake
}

#[test]
fn what_is_isolated_is_reached_from_where_it_is_bound() {
    let mut lake = isolated();
    lake.get("catalogs/lake").ok();
    let other = lake.move_to_another();
    let inaccessible = "Catalog 'lake' is not accessible in current workspace";
    lake.get("catalogs/lake").refused("PERMISSION_DENIED", &[inaccessible]);
    lake.get("schemas/lake.bronze").refused("PERMISSION_DENIED", &[inaccessible]);
    assert_eq!(lake.get("catalogs").ok()["catalogs"], json!([]));
    lake.patch(CATALOG, &bind(&other, "BINDING_TYPE_READ_WRITE")).ok();
    lake.get("schemas/lake.bronze").ok();
    let bound = lake.get(CATALOG).ok();
    assert_eq!(bound["bindings"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_open_is_reached_from_everywhere() {
    let mut lake = Lake::with_catalog();
    lake.move_to_another();
    lake.get("schemas/lake.bronze").ok();
    lake.get("external-locations/lake").ok();
}

#[test]
fn a_read_only_binding_lets_nothing_be_made() {
    let mut lake = isolated();
    let other = lake.move_to_another();
    lake.patch(CATALOG, &bind(&other, "BINDING_TYPE_READ_ONLY")).ok();
    lake.get("catalogs/lake").ok();
    lake.post("schemas", &json!({ "catalog_name": "lake", "name": "silver" }))
        .refused("PERMISSION_DENIED", &["read-only"]);
}

#[test]
fn a_binding_is_taken_away() {
    let mut lake = isolated();
    let id: u64 = lake.workspace.parse().unwrap();
    let path = "workspace-bindings/catalogs/lake";
    assert_eq!(lake.get(path).ok()["workspaces"], json!([id]));
    lake.patch(CATALOG, &json!({ "remove": [{ "workspace_id": id }] })).ok();
    lake.get("catalogs/lake").refused("PERMISSION_DENIED", &["not accessible"]);
    lake.patch(path, &json!({ "assign_workspaces": [id] })).ok();
    lake.delete("catalogs/lake?force=true").ok();
}

#[test]
fn an_isolated_location_stores_nothing_for_others() {
    let mut lake = Lake::with_location();
    let own = bind(&lake.workspace.clone(), "BINDING_TYPE_READ_WRITE");
    let isolated = json!({ "isolation_mode": "ISOLATION_MODE_ISOLATED" });
    lake.patch("external-locations/lake", &isolated).ok();
    lake.patch("bindings/external_location/lake", &own).ok();
    lake.post("catalogs", &catalog("own")).ok();
    lake.move_to_another();
    lake.post("catalogs", &catalog("other"))
        .refused("PERMISSION_DENIED", &["External Location 'lake'"]);
}

#[test]
fn bindings_are_to_workspaces_of_the_metastore_and_of_a_known_type() {
    let mut lake = Lake::with_catalog();
    lake.patch(CATALOG, &bind("1234", "BINDING_TYPE_READ_WRITE"))
        .refused("INVALID_PARAMETER_VALUE", &["1234"]);
    let other = bind(&lake.workspace.clone(), "OTHER");
    lake.patch(CATALOG, &other).refused("INVALID_PARAMETER_VALUE", &["OTHER"]);
    lake.get("bindings/schema/lake.bronze").refused("INVALID_PARAMETER_VALUE", &["schema"]);
}

#[test]
fn bindings_go_with_their_workspace_and_with_what_is_bound() {
    let mut lake = isolated();
    lake.delete("catalogs/lake?force=true").ok();
    assert!(!lake.left().contains(&"workspace-bindings".to_owned()));
    let mut lake = isolated();
    let path = format!("workspaces/{}", lake.workspace);
    lake.customer.delete(&path).ok();
    assert!(!lake.left().contains(&"workspace-bindings".to_owned()));
}
