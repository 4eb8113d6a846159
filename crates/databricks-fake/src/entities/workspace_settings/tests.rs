use http::Request;
use serde_json::{Value, json};

use crate::testing::customer::{Answer, CONSOLE, Customer, TOKEN};

const LEGACY: &str = "disable_legacy_access";
const NAMESPACE: &str = "default_namespace_ws";

struct Workspace {
    customer: Customer,
    host: String,
    token: String,
}

impl Workspace {
    fn new() -> Self {
        let mut customer = Customer::new();
        let workspace = customer.managed();
        let workspace = customer.post("workspaces", &workspace).ok();
        let host =
            format!("{}.cloud.databricks.com", workspace["deployment_name"].as_str().unwrap());
        let token = customer.log_in(CONSOLE, TOKEN);
        Self { customer, host, token }
    }

    fn call(&mut self, method: &str, setting: &str, query: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/2.0/settings/types/{setting}/names/default{query}"))
            .header("authorization", format!("Bearer {}", self.token))
            .body(body.to_string().into_bytes())
            .unwrap();
        self.customer.send(&self.host, &request)
    }

    fn write(&mut self, field: &str, path: &str, value: &Value, etag: &str) -> Answer {
        let body = json!({
            "allow_missing": true, "field_mask": format!("{field}.value"),
            "setting": { field: { "value": value }, "etag": etag },
        });
        self.call("PATCH", path, "", &body)
    }
}

/// The version that a refusal names.
fn etag(answer: &Answer) -> String {
    answer.refused("RESOURCE_CONFLICT", &[]);
    let detail = &answer.body["details"][0];
    assert_eq!(detail["@type"], "type.googleapis.com/google.rpc.ErrorInfo");
    detail["metadata"]["etag"].as_str().unwrap().to_owned()
}

#[test]
fn a_setting_is_written_by_who_names_its_version() {
    let mut it = Workspace::new();
    assert_eq!(it.call("GET", LEGACY, "", &json!(null)).status, 404);
    let first = etag(&it.write(LEGACY, LEGACY, &json!(true), ""));
    let written = it.write(LEGACY, LEGACY, &json!(true), &first).ok();
    assert_eq!(written["setting_name"], "default");
    assert_eq!(it.call("GET", LEGACY, "?etag=x", &json!(null)).ok(), written);
    assert_eq!(written[LEGACY]["value"], true);
    assert_ne!(etag(&it.write(LEGACY, LEGACY, &json!(false), &first)), first);
}

#[test]
fn a_setting_is_reset_by_who_names_its_version() {
    let mut it = Workspace::new();
    let first = etag(&it.write("namespace", NAMESPACE, &json!("hive_metastore"), ""));
    let written = it.write("namespace", NAMESPACE, &json!("hive_metastore"), &first).ok();
    let current = etag(&it.call("DELETE", NAMESPACE, "", &json!(null)));
    assert_eq!(written["etag"], current);
    it.call("DELETE", NAMESPACE, &format!("?etag={current}"), &json!(null)).ok();
    assert_eq!(it.call("GET", NAMESPACE, "", &json!(null)).status, 404);
}

#[test]
fn to_come_again_is_no_refusal() {
    let mut it = Workspace::new();
    etag(&it.write(LEGACY, LEGACY, &json!(true), ""));
    assert!(it.customer.databricks.refusals().is_empty());
}

#[test]
fn a_value_is_of_its_type_and_a_setting_is_known() {
    let mut it = Workspace::new();
    let first = etag(&it.write(LEGACY, LEGACY, &json!(true), ""));
    let answer = it.write(LEGACY, LEGACY, &json!("yes"), &first);
    answer.refused("INVALID_PARAMETER_VALUE", &["yes"]);
    it.call("GET", "other", "", &json!(null)).refused("NOT_SIMULATED", &["types/other"]);
}

#[test]
fn settings_go_with_their_workspace() {
    let mut it = Workspace::new();
    let first = etag(&it.write(LEGACY, LEGACY, &json!(true), ""));
    it.write(LEGACY, LEGACY, &json!(true), &first).ok();
    let id = it.customer.get("workspaces").ok()[0]["workspace_id"].to_string();
    it.customer.delete(&format!("workspaces/{id}")).ok();
    let left = it.customer.databricks.leftovers();
    assert!(left.iter().all(|it| it.kind != "workspace-settings"), "{left:?}");
}

#[test]
fn who_means_another_workspace_is_turned_away() {
    let mut it = Workspace::new();
    let request = Request::get("/api/2.0/preview/scim/v2/Me")
        .header("authorization", format!("Bearer {}", it.token))
        .header("x-databricks-workspace-id", "1234")
        .body(Vec::new())
        .unwrap();
    let host = it.host.clone();
    it.customer
        .send(&host, &request)
        .refused("PERMISSION_DENIED", &["Unauthorized access to Org: 1234"]);
}
