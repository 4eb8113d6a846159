use http::{Request, Response};
use serde_json::json;

use crate::front_door::Vantage;
use crate::testing::customer::Customer;

const ME: &str = "/api/2.0/preview/scim/v2/Me";

/// Who is not turned away gets as far as the question who they are.
fn knock(customer: &mut Customer, host: &str, from: Vantage, path: &str) -> Response<Vec<u8>> {
    let request = Request::get(path).body(Vec::new()).unwrap();
    customer.databricks.answer(host, from, &request, &customer.aws, customer.now)
}

fn host(customer: &mut Customer, workspace: &serde_json::Value) -> (String, String) {
    let workspace = customer.post("workspaces", workspace).ok();
    let name = workspace["deployment_name"].as_str().unwrap();
    (format!("{name}.cloud.databricks.com"), workspace["workspace_id"].to_string())
}

#[test]
fn a_private_workspace_sends_who_is_outside_to_its_login_page() {
    let mut customer = Customer::new();
    let workspace = customer.private();
    let (host, id) = host(&mut customer, &workspace);
    let answer = knock(&mut customer, &host, Vantage::Outside, ME);
    let page = format!("/login.html?error=private-link-validation-error:{id}");
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["location"].as_bytes()),
        (303, &page.as_bytes())
    );
    let answer = knock(&mut customer, &host, Vantage::Outside, &page);
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["content-type"].as_bytes()),
        (200, &&b"text/html"[..])
    );
    let refusals = customer.databricks.refusals();
    assert_eq!(refusals.len(), 1);
    assert!(refusals[0].message.contains("private-link-validation-error"));
}

#[test]
fn a_private_workspace_answers_who_is_inside() {
    let mut customer = Customer::new();
    let workspace = customer.private();
    let (host, _) = host(&mut customer, &workspace);
    assert_eq!(knock(&mut customer, &host, Vantage::Inside, ME).status(), 401);
}

#[test]
fn with_public_access_everybody_is_answered() {
    let mut customer = Customer::new();
    let workspace = customer.private();
    let path = format!(
        "private-access-settings/{}",
        workspace["private_access_settings_id"].as_str().unwrap()
    );
    let public = json!({
        "private_access_settings_name": "private", "region": "eu-west-1", "public_access_enabled": true,
    });
    customer.call("PUT", &path, &public).ok();
    let (host, _) = host(&mut customer, &workspace);
    assert_eq!(knock(&mut customer, &host, Vantage::Outside, ME).status(), 401);
}

#[test]
fn with_the_level_endpoint_an_endpoint_must_be_named_that_people_come_through() {
    let mut customer = Customer::new();
    let workspace = customer.private();
    let endpoints = customer.get("vpc-endpoints").ok();
    let named = |use_case: &str| {
        let mut all = endpoints.as_array().unwrap().iter();
        all.find(|it| it["use_case"] == use_case).unwrap()["vpc_endpoint_id"].clone()
    };
    let (rest, relay) = (named("WORKSPACE_ACCESS"), named("DATAPLANE_RELAY_ACCESS"));
    let path = format!(
        "private-access-settings/{}",
        workspace["private_access_settings_id"].as_str().unwrap()
    );
    let (host, _) = host(&mut customer, &workspace);
    for (endpoint, status) in [(relay, 303), (rest, 401)] {
        let level = json!({
            "private_access_settings_name": "private", "region": "eu-west-1", "public_access_enabled": false,
            "private_access_level": "ENDPOINT", "allowed_vpc_endpoint_ids": [endpoint],
        });
        customer.call("PUT", &path, &level).ok();
        assert_eq!(knock(&mut customer, &host, Vantage::Inside, ME).status(), status);
    }
}
