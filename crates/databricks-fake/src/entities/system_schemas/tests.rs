use serde_json::json;

use crate::testing::lake::Lake;

#[test]
fn a_system_schema_is_switched_on_once_and_off() {
    let mut lake = Lake::new();
    let all = format!("metastores/{}/systemschemas", lake.metastore());
    let access = format!("{all}/access");
    lake.call("PUT", &access, &json!({})).ok();
    let state = json!({ "schema": "access", "state": "ENABLE_COMPLETED" });
    assert!(lake.get(&all).ok()["schemas"].as_array().unwrap().contains(&state));
    lake.call("PUT", &access, &json!({})).refused("RESOURCE_ALREADY_EXISTS", &["already exists"]);
    lake.delete(&access).ok();
    lake.delete(&access).refused("SCHEMA_DOES_NOT_EXIST", &["system.access"]);
    let state = json!({ "schema": "access", "state": "AVAILABLE" });
    assert!(lake.get(&all).ok()["schemas"].as_array().unwrap().contains(&state));
}

#[test]
fn databricks_own_are_not_switched_and_others_are_unknown() {
    let mut lake = Lake::new();
    let all = format!("metastores/{}/systemschemas", lake.metastore());
    let billing = format!("{all}/billing");
    lake.call("PUT", &billing, &json!({}))
        .refused("INVALID_PARAMETER_VALUE", &["can only be enabled by Databricks"]);
    lake.delete(&billing)
        .refused("INVALID_PARAMETER_VALUE", &["can only be disabled by Databricks"]);
    lake.call("PUT", &format!("{all}/other"), &json!({}))
        .refused("SCHEMA_DOES_NOT_EXIST", &["system.other"]);
    lake.get("metastores/other/systemschemas").refused("METASTORE_DOES_NOT_EXIST", &["other"]);
}

#[test]
fn a_workspace_knows_its_metastore() {
    let mut lake = Lake::new();
    let id = lake.metastore();
    assert_eq!(lake.get(&format!("metastores/{id}")).ok()["name"], "metastore_aws_eu_west_1");
    let assignment = lake.get("current-metastore-assignment").ok();
    assert_eq!(assignment["metastore_id"], id);
    assert_eq!(assignment["workspace_id"].to_string(), lake.workspace);
    assert_eq!(lake.get("metastores").ok()["metastores"][0]["metastore_id"], id);
}

#[test]
fn a_workspace_without_a_metastore_has_no_catalogs() {
    let mut lake = Lake::new();
    let metastore = lake.metastore();
    let path = format!("workspaces/{}/metastores/{metastore}", lake.workspace);
    lake.customer.delete(&path).ok();
    for path in ["metastore_summary", "catalogs"] {
        lake.get(path).refused(
            "METASTORE_DOES_NOT_EXIST",
            &["No metastore assigned for the current workspace"],
        );
    }
}
