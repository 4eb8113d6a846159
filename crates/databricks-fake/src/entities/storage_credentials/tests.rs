use serde_json::json;

use crate::testing::customer::ACCOUNT;
use crate::testing::lake::{Lake, MASTER, credential, location};

#[test]
fn a_credential_has_an_external_id_before_its_role_exists() {
    let mut lake = Lake::new();
    let made = lake.post("storage-credentials", &credential("Lake")).ok();
    let role = &made["aws_iam_role"];
    assert_eq!(role["unity_catalog_iam_arn"], MASTER);
    let external_id = role["external_id"].as_str().unwrap();
    assert_eq!(external_id.len(), 36);
    assert_ne!(external_id, ACCOUNT);
    assert_eq!(lake.get("storage-credentials/Lake").ok(), made);
    assert_eq!(made["name"], "Lake");
}

#[test]
fn a_credential_keeps_its_external_id_and_another_has_another() {
    let mut lake = Lake::with_role();
    let path = "storage-credentials/lake";
    let before = lake.get(path).ok();
    let change = json!({ "comment": "ours", "aws_iam_role": credential("lake")["aws_iam_role"] });
    let after = lake.patch(path, &change).ok();
    assert_eq!(after["comment"], "ours");
    assert_eq!(after["aws_iam_role"], before["aws_iam_role"]);
    let other = lake.post("storage-credentials", &credential("other")).ok();
    assert_ne!(other["aws_iam_role"]["external_id"], before["aws_iam_role"]["external_id"]);
}

#[test]
fn names_of_credentials_are_unique_and_names() {
    let mut lake = Lake::with_role();
    lake.post("storage-credentials", &credential("LAKE"))
        .refused("RESOURCE_ALREADY_EXISTS", &["Storage Credential 'LAKE' already exists"]);
    lake.post("storage-credentials", &credential("my lake"))
        .refused("INVALID_PARAMETER_VALUE", &["my lake"]);
}

#[test]
fn a_credential_names_a_role_of_its_partition() {
    let mut lake = Lake::new();
    let mut other = credential("lake");
    other["aws_iam_role"]["role_arn"] = json!("arn:aws-us-gov:iam::111122223333:role/lake");
    lake.post("storage-credentials", &other).refused("INVALID_PARAMETER_VALUE", &["aws-us-gov"]);
    lake.post("storage-credentials", &json!({ "name": "lake" }))
        .refused("MALFORMED_REQUEST", &["aws_iam_role"]);
}

#[test]
fn a_credential_is_owned_by_somebody_known() {
    let mut lake = Lake::with_role();
    let path = "storage-credentials/lake";
    let admins = json!({ "owner": "admins" });
    lake.patch(path, &admins).refused("PRINCIPAL_DOES_NOT_EXIST", &["admins"]);
    lake.know("scim-groups", "displayName", "admins");
    assert_eq!(lake.patch(path, &admins).ok()["owner"], "admins");
}

#[test]
fn a_credential_that_a_location_uses_is_deleted_by_force_only() {
    let mut lake = Lake::with_location();
    lake.delete("storage-credentials/lake")
        .refused("INVALID_STATE", &["1 dependent storage location"]);
    lake.delete("storage-credentials/lake?force=true").ok();
    let mut lake = Lake::with_role();
    lake.post("external-locations", &location("lake", "s3://lake")).ok();
    lake.delete("external-locations/lake").ok();
    lake.delete("storage-credentials/lake").ok();
    assert_eq!(lake.get("storage-credentials/lake").status, 404);
}

#[test]
fn a_credential_that_a_location_uses_is_changed_by_force_only() {
    let mut lake = Lake::with_location();
    let path = "storage-credentials/lake";
    for change in [
        json!({ "comment": "ours" }),
        json!({ "aws_iam_role": credential("other")["aws_iam_role"] }),
        json!({ "isolation_mode": "ISOLATION_MODE_ISOLATED" }),
    ] {
        let parts = ["1 dependent storage location", "use force option to update anyway"];
        lake.patch(path, &change).refused("INVALID_STATE", &parts);
    }
    assert_eq!(
        lake.patch(path, &json!({ "owner": "account users" })).ok()["owner"],
        "account users"
    );
    let forced = json!({ "comment": "ours", "force": true });
    assert_eq!(lake.patch(path, &forced).ok()["comment"], "ours");
    lake.delete("external-locations/lake").ok();
    lake.patch(path, &json!({ "comment": "theirs" })).ok();
}
