use http::Request;
use serde_json::{Value, json};

use crate::settings::CALLER;
use crate::testing::customer::{Answer, CONSOLE, Customer, TOKEN};

const CONF: &str = "workspace-conf";
const LISTS: &str = "ip-access-lists";

struct Workspace {
    customer: Customer,
    host: String,
    token: String,
}

impl Workspace {
    fn of(tier: &str) -> Self {
        let mut customer = Customer::new();
        let mut workspace = customer.managed();
        workspace["pricing_tier"] = json!(tier);
        let workspace = customer.post("workspaces", &workspace).ok();
        let host =
            format!("{}.cloud.databricks.com", workspace["deployment_name"].as_str().unwrap());
        let token = customer.log_in(CONSOLE, TOKEN);
        Self { customer, host, token }
    }

    /// With the lists switched on.
    fn ready() -> Self {
        let mut it = Self::of("ENTERPRISE");
        it.call("PATCH", CONF, &json!({ "enableIpAccessLists": "true" })).ok();
        it
    }

    fn call(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/2.0/{path}"))
            .header("authorization", format!("Bearer {}", self.token))
            .body(body.to_string().into_bytes())
            .unwrap();
        self.customer.send(&self.host, &request)
    }

    fn create(&mut self, list: &Value) -> Answer {
        self.call("POST", LISTS, list)
    }
}

fn list(kind: &str, entries: &[&str]) -> Value {
    json!({ "label": "office", "list_type": kind, "ip_addresses": entries })
}

#[test]
fn a_switch_is_a_text_that_is_kept() {
    let mut it = Workspace::of("ENTERPRISE");
    let path = "workspace-conf?keys=enableIpAccessLists";
    assert_eq!(it.call("GET", path, &json!(null)).ok(), json!({ "enableIpAccessLists": null }));
    it.call("PATCH", CONF, &json!({ "enableIpAccessLists": "true" })).ok();
    assert_eq!(it.call("GET", path, &json!(null)).ok(), json!({ "enableIpAccessLists": "true" }));
    let answer = it.call("PATCH", CONF, &json!({ "enableIpAccessLists": true }));
    answer.refused("INVALID_PARAMETER_VALUE", &["Some values are not allowed"]);
}

#[test]
fn a_switch_is_known() {
    let mut it = Workspace::of("ENTERPRISE");
    let unknown = "Invalid keys: [\"enableOther\"]";
    it.call("PATCH", CONF, &json!({ "enableOther": "true" }))
        .refused("INVALID_PARAMETER_VALUE", &[unknown]);
    it.call("GET", "workspace-conf?keys=enableTokensConfig%2CenableOther", &json!(null))
        .refused("INVALID_PARAMETER_VALUE", &[unknown]);
}

#[test]
fn lists_are_switched_on_where_the_tier_has_them() {
    let mut it = Workspace::of("PREMIUM");
    it.call("PATCH", CONF, &json!({ "enableIpAccessLists": "true" }))
        .refused("FEATURE_DISABLED", &["pricing tier"]);
    it.call("PATCH", CONF, &json!({ "enableIpAccessLists": "false" })).ok();
    it.create(&list("ALLOW", &["203.0.113.0/24"])).refused("FEATURE_DISABLED", &["disabled"]);
}

#[test]
fn a_list_is_created_read_changed_and_deleted() {
    let mut it = Workspace::ready();
    let created = it.create(&list("ALLOW", &["203.0.113.0/24"])).ok();
    let made = &created["ip_access_list"];
    assert_eq!((&made["enabled"], &made["address_count"]), (&json!(true), &json!(1)));
    let path = format!("{LISTS}/{}", made["list_id"].as_str().unwrap());
    assert_eq!(it.call("GET", &path, &json!(null)).ok(), created);
    let both = json!({ "ip_addresses": ["203.0.113.0/24", "198.51.100.7"] });
    let changed = it.call("PATCH", &path, &both).ok();
    assert_eq!(changed["ip_access_list"]["address_count"], 2);
    let missing = it.call("PUT", &path, &both);
    missing.refused("MALFORMED_REQUEST", &["label, list_type, enabled"]);
    let all = it.call("GET", LISTS, &json!(null)).ok();
    assert_eq!(all["ip_access_lists"], json!([changed["ip_access_list"]]));
    it.call("DELETE", &path, &json!(null)).ok();
    assert_eq!(it.call("GET", &path, &json!(null)).status, 404);
}

#[test]
fn a_list_that_blocks_whoever_writes_it_is_refused() {
    let mut it = Workspace::ready();
    let caller = CALLER.to_string();
    it.create(&list("ALLOW", &["198.51.100.0/24"])).refused("INVALID_STATE", &[&caller]);
    it.create(&list("BLOCK", &["203.0.113.0/24"])).refused("INVALID_STATE", &[&caller]);
    it.create(&list("BLOCK", &["198.51.100.0/24"])).ok();
    let made = it.create(&list("ALLOW", &[&caller])).ok();
    let path = format!("{LISTS}/{}", made["ip_access_list"]["list_id"].as_str().unwrap());
    let others = json!({ "ip_addresses": ["192.0.2.0/24"] });
    it.call("PATCH", &path, &others).refused("INVALID_STATE", &[&caller]);
}

#[test]
fn entries_are_ranges_and_a_thousand_at_most() {
    let mut it = Workspace::ready();
    it.create(&list("ALLOW", &["2001:db8::/32"])).refused("INVALID_PARAMETER_VALUE", &["2001:db8"]);
    it.create(&list("ALLOW", &[])).refused("INVALID_PARAMETER_VALUE", &["empty"]);
    it.create(&list("ALLOW", &vec!["203.0.113.0/24"; 1000])).ok();
    let mut longer = list("ALLOW", &["203.0.113.0/24"]);
    longer["label"] = json!("more");
    it.create(&longer).refused("QUOTA_EXCEEDED", &["1001"]);
}

#[test]
fn a_label_is_given_once() {
    let mut it = Workspace::ready();
    it.create(&list("ALLOW", &["203.0.113.0/24"])).ok();
    it.create(&list("ALLOW", &["203.0.113.0/25"])).refused("RESOURCE_ALREADY_EXISTS", &["office"]);
}

#[test]
fn lists_and_switches_go_with_their_workspace() {
    let mut it = Workspace::ready();
    it.create(&list("ALLOW", &["203.0.113.0/24"])).ok();
    let id = it.customer.get("workspaces").ok()[0]["workspace_id"].to_string();
    it.customer.delete(&format!("workspaces/{id}")).ok();
    let left = it.customer.databricks.leftovers();
    assert!(left.iter().all(|it| it.kind != LISTS && it.kind != CONF), "{left:?}");
}
