use serde_json::{Value, json};

use crate::testing::lake::{Lake, catalog};

fn schema(name: &str) -> Value {
    json!({ "catalog_name": "lake", "name": name })
}

fn volume(name: &str, location: Option<&str>) -> Value {
    let kind = if location.is_some() { "EXTERNAL" } else { "MANAGED" };
    let mut volume = json!({
        "catalog_name": "lake", "schema_name": "bronze", "name": name, "volume_type": kind,
    });
    if let Some(location) = location {
        volume["storage_location"] = json!(location);
    }
    volume
}

#[test]
fn a_catalog_is_born_with_a_schema() {
    let mut lake = Lake::with_location();
    let made = lake.post("catalogs", &catalog("Lake")).ok();
    assert_eq!((&made["name"], &made["isolation_mode"]), (&json!("lake"), &json!("OPEN")));
    assert_eq!(lake.get("catalogs/lake").ok(), made);
    assert_eq!(
        lake.get("schemas?catalog_name=lake").ok()["schemas"][0]["full_name"],
        "lake.default"
    );
    lake.delete("schemas/lake.default").ok();
    lake.post("catalogs", &catalog("LAKE")).refused("RESOURCE_ALREADY_EXISTS", &["'lake'"]);
    lake.post("catalogs", &catalog("system")).refused("RESOURCE_ALREADY_EXISTS", &["system"]);
}

#[test]
fn a_catalog_is_stored_in_an_external_location() {
    let mut lake = Lake::with_location();
    lake.post("catalogs", &json!({ "name": "lake" }))
        .refused("INVALID_STATE", &["Metastore storage root URL does not exist"]);
    lake.post("catalogs", &json!({ "name": "lake", "storage_root": "s3://other" })).refused(
        "INVALID_PARAMETER_VALUE",
        &["No parent external location was found", "s3://other"],
    );
}

#[test]
fn a_metastore_with_a_root_stores_catalogs_there() {
    let mut lake = Lake::new();
    let id = lake.metastore();
    let account = lake.customer.databricks.accounts.values_mut().next().unwrap();
    let mut metastore = account.get("metastores", &id).unwrap().clone();
    metastore.insert("storage_root".to_owned(), json!("s3://root"));
    account.put("metastores", &id, metastore);
    lake.post("catalogs", &json!({ "name": "lake" })).ok();
}

#[test]
fn a_catalog_with_content_is_deleted_by_force_only() {
    let mut lake = Lake::with_catalog();
    lake.post("volumes", &volume("files", None)).ok();
    lake.delete("catalogs/lake")
        .refused("INVALID_STATE", &["Catalog 'lake' is not empty", "2 schema"]);
    lake.delete("catalogs/lake?force=true").ok();
    assert_eq!(lake.get("schemas/lake.bronze").status, 404);
    assert_eq!(lake.get("volumes/lake.bronze.files").status, 404);
}

#[test]
fn a_schema_is_in_a_catalog() {
    let mut lake = Lake::with_catalog();
    assert_eq!(lake.get("schemas/lake.bronze").ok()["catalog_name"], "lake");
    lake.post("schemas", &schema("bronze")).refused("RESOURCE_ALREADY_EXISTS", &["lake.bronze"]);
    lake.post("schemas", &schema("information_schema"))
        .refused("RESOURCE_ALREADY_EXISTS", &["information_schema"]);
    let elsewhere = json!({ "catalog_name": "other", "name": "bronze" });
    lake.post("schemas", &elsewhere).refused("CATALOG_DOES_NOT_EXIST", &["Catalog 'other'"]);
    let mut outside = schema("silver");
    outside["storage_root"] = json!("s3://other");
    lake.post("schemas", &outside)
        .refused("INVALID_PARAMETER_VALUE", &["No parent external location"]);
}

#[test]
fn a_schema_with_volumes_is_deleted_by_force_only() {
    let mut lake = Lake::with_catalog();
    lake.post("volumes", &volume("files", None)).ok();
    lake.delete("schemas/lake.bronze")
        .refused("INVALID_STATE", &["Schema 'lake.bronze' is not empty", "1 volumes(s)"]);
    lake.delete("schemas/lake.bronze?force=true").ok();
    assert_eq!(lake.get("volumes/lake.bronze.files").status, 404);
}

#[test]
fn a_managed_volume_has_a_place_and_is_given_none() {
    let mut lake = Lake::with_catalog();
    let made = lake.post("volumes", &volume("Files", None)).ok();
    assert_eq!(made["full_name"], "lake.bronze.files");
    let place = made["storage_location"].as_str().unwrap();
    assert!(place.starts_with("s3://lake/managed/__unitystorage/volumes/"), "{place}");
    let changed = lake.patch("volumes/lake.bronze.files", &json!({ "comment": "ours" })).ok();
    assert_eq!(changed["storage_location"], place);
    let mut given = volume("other", Some("s3://lake/files"));
    given["volume_type"] = json!("MANAGED");
    lake.post("volumes", &given).refused("INVALID_PARAMETER_VALUE", &["MANAGED"]);
}

#[test]
fn an_external_volume_lies_in_a_location_apart_from_what_is_managed() {
    let mut lake = Lake::with_catalog();
    lake.post("volumes", &volume("files", Some("s3://lake/files"))).ok();
    let refused = |lake: &mut Lake, url: &str, part: &str| {
        lake.post("volumes", &volume("more", Some(url)))
            .refused("INVALID_PARAMETER_VALUE", &[part]);
    };
    refused(&mut lake, "s3://other", "No parent external location");
    refused(&mut lake, "s3://lake/files/more", "overlaps with other external tables or volumes");
    refused(&mut lake, "s3://lake/managed/more", "overlaps with managed storage");
    let mut nowhere = volume("more", None);
    nowhere["volume_type"] = json!("EXTERNAL");
    lake.post("volumes", &nowhere).refused("INVALID_PARAMETER_VALUE", &["storage_location"]);
}

#[test]
fn a_default_namespace_is_a_catalog_that_is_there() {
    let mut lake = Lake::with_catalog();
    let path = "/api/2.0/settings/types/default_namespace_ws/names/default";
    let mut write = |name: &str| {
        let body = |etag: &str| {
            json!({
                "allow_missing": true, "field_mask": "namespace.value",
                "setting": { "namespace": { "value": name }, "etag": etag },
            })
        };
        let stale = lake.call_at("PATCH", path, &body(""));
        let etag = stale.body["details"][0]["metadata"]["etag"].as_str().unwrap().to_owned();
        lake.call_at("PATCH", path, &body(&etag))
    };
    write("lake").ok();
    write("other").refused("INVALID_PARAMETER_VALUE", &["other"]);
}

#[test]
fn what_is_in_a_metastore_is_left_when_its_workspace_goes() {
    let mut lake = Lake::with_catalog();
    let path = format!("workspaces/{}", lake.workspace);
    lake.customer.delete(&path).ok();
    let left = lake.left();
    for kind in ["catalogs", "external-locations", "schemas", "storage-credentials"] {
        assert!(left.iter().any(|it| it == kind), "{left:?}");
    }
    assert!(left.iter().all(|it| !it.starts_with("metastore")), "{left:?}");
}

#[test]
fn a_metastore_with_catalogs_is_deleted_by_force_and_takes_them_along() {
    let mut lake = Lake::with_catalog();
    let path = format!("metastores/{}", lake.metastore());
    let workspace = format!("workspaces/{}", lake.workspace);
    lake.customer.delete(&workspace).ok();
    lake.customer.delete(&path).refused("INVALID_STATE", &["is being used by"]);
    lake.customer.delete(&format!("{path}?force=true")).ok();
    let left = lake.left();
    assert!(left.iter().all(|it| it != "catalogs" && it != "schemas"), "{left:?}");
}

#[test]
fn a_volume_gets_another_name_and_keeps_its_files() {
    let mut lake = Lake::with_catalog();
    let volume = |name: &str| {
        json!({
            "catalog_name": "lake", "schema_name": "bronze", "name": name, "volume_type": "MANAGED",
        })
    };
    let made = lake.post("volumes", &volume("files")).ok();
    lake.post("volumes", &volume("taken")).ok();
    let path = "volumes/lake.bronze.files";
    lake.patch(path, &json!({ "new_name": "taken" }))
        .refused("RESOURCE_ALREADY_EXISTS", &["lake.bronze.taken"]);
    let renamed = lake.patch(path, &json!({ "new_name": "Papers" })).ok();
    assert_eq!(renamed["full_name"], "lake.bronze.papers");
    assert_eq!(renamed["storage_location"], made["storage_location"]);
    assert_eq!(lake.get(path).status, 404);
}
