//! A workspace that is logged in to, by way of its own host.

use http::Request;
use serde_json::{Value, json};

use crate::testing::customer::{Answer, CONSOLE, Customer, TOKEN};
use crate::testing::world::REGION;

pub(crate) struct Inside {
    pub(crate) customer: Customer,
    pub(crate) id: String,
    host: String,
    token: String,
}

impl Inside {
    /// In a VPC that Databricks makes, without a metastore.
    pub(crate) fn bare() -> Self {
        Self::of(|_| {})
    }

    /// The same after a change of what is asked for.
    pub(crate) fn of(change: impl FnOnce(&mut Value)) -> Self {
        let mut customer = Customer::new();
        // One that somebody made is assigned to nobody by itself.
        let store = json!({ "metastore_info": { "name": "m", "region": REGION } });
        customer.post("metastores", &store).ok();
        let mut workspace = customer.managed();
        change(&mut workspace);
        let made = customer.post("workspaces", &workspace).ok();
        let name = made["deployment_name"].as_str().unwrap();
        let host = format!("{name}.cloud.databricks.com");
        let token = customer.log_in(CONSOLE, TOKEN);
        Self { customer, id: made["workspace_id"].to_string(), host, token }
    }

    /// With a metastore.
    pub(crate) fn new() -> Self {
        let mut it = Self::bare();
        let stores = it.customer.get("metastores").ok();
        let store = stores["metastores"][0]["metastore_id"].as_str().unwrap();
        it.customer.post(&format!("workspaces/{}/metastores/{store}", it.id), &json!({})).ok();
        it
    }

    pub(crate) fn call(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/2.0/{path}"))
            .header("authorization", format!("Bearer {}", self.token))
            .body(body.to_string().into_bytes())
            .unwrap();
        self.customer.send(&self.host, &request)
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.call("GET", path, &json!(null))
    }

    /// The id of a group that the account then has.
    pub(crate) fn group(&mut self, name: &str) -> String {
        self.customer.post("scim/v2/Groups", &json!({ "displayName": name })).id("id")
    }

    pub(crate) fn assign(&mut self, principal: &str, permissions: &[&str]) -> Answer {
        let path = assignment(&self.id, principal);
        self.customer.call("PUT", &path, &json!({ "permissions": permissions }))
    }

    /// One operation on a path with values, at a group of the workspace.
    pub(crate) fn patch(&mut self, group: &str, operation: &Value) -> Answer {
        let path = format!("preview/scim/v2/Groups/{group}");
        self.call("PATCH", &path, &json!({ "Operations": [operation] }))
    }
}

pub(crate) fn assignment(workspace: &str, principal: &str) -> String {
    format!("workspaces/{workspace}/permissionassignments/principals/{principal}")
}
