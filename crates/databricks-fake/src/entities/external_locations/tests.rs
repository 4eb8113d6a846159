use serde_json::json;

use crate::testing::lake::{Lake, catalog, credential, location};

#[test]
fn a_location_is_made_read_and_deleted() {
    let mut lake = Lake::with_role();
    let made = lake.post("external-locations", &location("Lake", "s3://lake/bronze/")).ok();
    assert_eq!((&made["name"], &made["owner"]), (&json!("lake"), &json!("rehearsal")));
    assert_eq!(made["isolation_mode"], "ISOLATION_MODE_OPEN");
    assert_eq!(lake.get("external-locations/Lake").ok(), made);
    let all = lake.get("external-locations?max_results=0").ok();
    assert_eq!(all["external_locations"], json!([made]));
    lake.delete("external-locations/lake").ok();
    let gone = lake.get("external-locations/lake");
    assert_eq!(gone.status, 404);
    gone.refused("EXTERNAL_LOCATION_DOES_NOT_EXIST", &["External Location 'lake' does not exist"]);
}

#[test]
fn locations_do_not_overlap() {
    let mut lake = Lake::with_role();
    lake.post("external-locations", &location("bronze", "s3://lake/bronze")).ok();
    lake.post("external-locations", &location("bronze-2", "s3://lake/bronze-2")).ok();
    for url in ["s3://lake", "s3://lake/bronze/", "s3://lake/bronze/raw"] {
        lake.post("external-locations", &location("other", url))
            .refused("INVALID_PARAMETER_VALUE", &["overlaps with an existing external location"]);
    }
    lake.post("external-locations", &location("bronze", "s3://lake/gold"))
        .refused("RESOURCE_ALREADY_EXISTS", &["bronze"]);
    lake.post("external-locations", &location("azure", "abfss://lake"))
        .refused("INVALID_PARAMETER_VALUE", &["abfss://lake"]);
}

#[test]
fn a_location_needs_its_credential() {
    let mut lake = Lake::new();
    lake.post("external-locations", &location("lake", "s3://lake"))
        .refused("STORAGE_CREDENTIAL_DOES_NOT_EXIST", &["'lake'"]);
}

#[test]
fn a_location_that_is_not_validated_needs_no_role() {
    let mut lake = Lake::new();
    lake.post("storage-credentials", &credential("lake")).ok();
    let mut unchecked = location("lake", "s3://lake");
    lake.post("external-locations", &unchecked).refused("PERMISSION_DENIED", &["does not exist"]);
    unchecked["skip_validation"] = json!(true);
    let made = lake.post("external-locations", &unchecked).ok();
    assert_eq!(made.get("skip_validation"), None);
}

#[test]
fn a_location_in_which_something_lies_stays() {
    let mut lake = Lake::with_location();
    lake.post("catalogs", &catalog("lake")).ok();
    let path = "external-locations/lake";
    let dependent = "has dependent catalogs, schemas, managed or external tables/volumes";
    lake.delete(path).refused("INVALID_STATE", &[dependent]);
    let elsewhere = json!({ "url": "s3://lake/gold" });
    lake.patch(path, &elsewhere).refused("INVALID_STATE", &[dependent, "update url"]);
    lake.patch(path, &json!({ "url": "s3://lake/", "comment": "ours" })).ok();
    lake.delete("schemas/lake.default").ok();
    lake.delete("catalogs/lake").ok();
    lake.delete(path).ok();
    assert_eq!(lake.get(path).status, 404);
}

#[test]
fn a_location_that_only_grants_refer_to_may_move() {
    let mut lake = Lake::with_location();
    let change = json!({ "principal": "account users", "add": ["BROWSE"] });
    lake.patch("permissions/external_location/lake", &json!({ "changes": [change] })).ok();
    lake.patch("external-locations/lake", &json!({ "url": "s3://lake/elsewhere" })).ok();
}
