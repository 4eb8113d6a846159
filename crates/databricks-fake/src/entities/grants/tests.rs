use serde_json::{Value, json};

use crate::testing::lake::Lake;

const CATALOG: &str = "permissions/catalog/lake";

fn add(principal: &str, privileges: &[&str]) -> Value {
    json!({ "changes": [{ "principal": principal, "add": privileges }] })
}

#[test]
fn privileges_are_given_and_taken() {
    let mut lake = Lake::with_catalog();
    assert_eq!(lake.get(CATALOG).ok(), json!({ "privilege_assignments": [] }));
    let given = lake.patch(CATALOG, &add("account users", &["USE SCHEMA", "USE_CATALOG"])).ok();
    let some = json!({ "principal": "account users", "privileges": ["USE_CATALOG", "USE_SCHEMA"] });
    assert_eq!(given["privilege_assignments"], json!([some]));
    assert_eq!(lake.get(CATALOG).ok(), given);
    let taken =
        json!({ "changes": [{ "principal": "account users", "remove": some["privileges"] }] });
    lake.patch(CATALOG, &taken).ok();
    assert_eq!(lake.get(CATALOG).ok(), json!({ "privilege_assignments": [] }));
    assert!(!lake.left().contains(&"grants".to_owned()));
}

#[test]
fn a_principal_is_one_of_the_account() {
    let mut lake = Lake::with_catalog();
    for (collection, field, name) in [
        ("scim-groups", "displayName", "engineers"),
        ("scim-users", "userName", "who@example.com"),
        ("scim-service-principals", "applicationId", "11111111-2222-4333-8444-555555555555"),
    ] {
        let change = add(name, &["USE_CATALOG"]);
        lake.patch(CATALOG, &change)
            .refused("PRINCIPAL_DOES_NOT_EXIST", &["Could not find principal with name", name]);
        lake.know(collection, field, name);
        lake.patch(CATALOG, &change).ok();
    }
}

#[test]
fn a_privilege_is_one_of_its_securable() {
    let mut lake = Lake::with_catalog();
    let mut try_it = |path: &str, privilege: &str, part: &str| {
        lake.patch(path, &add("account users", &[privilege]))
            .refused("INVALID_PARAMETER_VALUE", &[part]);
    };
    try_it("permissions/schema/lake.bronze", "USE_CATALOG", "USE CATALOG is not applicable");
    try_it("permissions/external_location/lake", "SELECT", "EXTERNAL_LOCATION:lake");
    try_it(CATALOG, "USE_LAKE", "Unknown privilege");
}

#[test]
fn all_of_a_change_or_nothing_is_done() {
    let mut lake = Lake::with_catalog();
    let changes = json!({ "changes": [
        { "principal": "account users", "add": ["USE_CATALOG"] },
        { "principal": "nobody", "add": ["USE_CATALOG"] },
    ]});
    lake.patch(CATALOG, &changes).refused("PRINCIPAL_DOES_NOT_EXIST", &["nobody"]);
    assert_eq!(lake.get(CATALOG).ok(), json!({ "privilege_assignments": [] }));
}

#[test]
fn privileges_are_on_what_is_there() {
    let mut lake = Lake::with_catalog();
    let change = add("account users", &["USE_SCHEMA"]);
    lake.patch("permissions/schema/lake.silver", &change)
        .refused("SCHEMA_DOES_NOT_EXIST", &["lake.silver"]);
    lake.patch("permissions/schema/system.billing", &change).ok();
    lake.patch("permissions/schema/system.access", &change)
        .refused("SCHEMA_DOES_NOT_EXIST", &["system.access"]);
    let metastore = format!("permissions/metastore/{}", lake.metastore());
    lake.patch(&metastore, &add("account users", &["CREATE_CATALOG"])).ok();
    lake.get("permissions/metastore/other").refused("METASTORE_DOES_NOT_EXIST", &["other"]);
}

#[test]
fn privileges_go_with_what_they_are_on() {
    let mut lake = Lake::with_catalog();
    lake.patch(CATALOG, &add("account users", &["USE_CATALOG"])).ok();
    lake.patch("permissions/schema/lake.bronze", &add("account users", &["SELECT"])).ok();
    lake.delete("catalogs/lake?force=true").ok();
    assert!(!lake.left().contains(&"grants".to_owned()));
}

#[test]
fn a_group_that_gets_another_name_keeps_what_it_has() {
    let mut lake = Lake::with_catalog();
    let team = lake.customer.post("scim/v2/Groups", &json!({ "displayName": "team" })).id("id");
    lake.patch(CATALOG, &add("team", &["USE_CATALOG"])).ok();
    lake.patch(CATALOG, &add("account users", &["USE_SCHEMA"])).ok();
    lake.patch("catalogs/lake", &json!({ "owner": "team" })).ok();
    let path = format!("scim/v2/Groups/{team}");
    lake.customer.call("PUT", &path, &json!({ "displayName": "crew" })).ok();
    let shown = json!([
        { "principal": "account users", "privileges": ["USE_SCHEMA"] },
        { "principal": "crew", "privileges": ["USE_CATALOG"] },
    ]);
    assert_eq!(lake.get(CATALOG).ok()["privilege_assignments"], shown);
    assert_eq!(lake.get("catalogs/lake").ok()["owner"], "crew");
    let change = add("team", &["USE_CATALOG"]);
    lake.patch(CATALOG, &change).refused("PRINCIPAL_DOES_NOT_EXIST", &["team"]);
}
