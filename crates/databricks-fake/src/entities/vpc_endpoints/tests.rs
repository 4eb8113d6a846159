use serde_json::json;

use crate::endpoint_services;
use crate::settings::{Settings, Tier};
use crate::testing::customer::Customer;

#[test]
fn every_region_has_services_of_its_own() {
    use blueprint::values::{GovcloudShard, Region};
    for region in Region::all() {
        for shard in [None, Some(GovcloudShard::Dod)] {
            let known = endpoint_services::known(&region.partition(shard), region.name());
            assert!(known.len() >= 2, "{region}");
            assert!(known.iter().all(|id| id.starts_with("vpce-svc-0")), "{region}");
        }
    }
}

#[test]
fn an_endpoint_is_for_what_it_connects_to() {
    let mut customer = Customer::new();
    let rest = customer.endpoint("rest").ok();
    assert_eq!(rest["use_case"], "WORKSPACE_ACCESS");
    assert_eq!(rest["state"], "available");
    assert_eq!(rest["aws_endpoint_service_id"], "vpce-svc-0da6ebf1461278016");
    assert_eq!(customer.endpoint("relay").ok()["use_case"], "DATAPLANE_RELAY_ACCESS");
}

#[test]
fn endpoints_and_private_access_need_enterprise() {
    let mut customer = Customer::with(Settings { tier: Tier::Premium, ..Settings::default() });
    customer.endpoint("rest").refused("PERMISSION_DENIED", &["ENTERPRISE"]);
    customer.private_access(&json!(true)).refused("PERMISSION_DENIED", &["ENTERPRISE"]);
}

#[test]
fn an_endpoint_that_is_not_there_is_refused() {
    let mut customer = Customer::new();
    customer.endpoint("absent").refused("MALFORMED_REQUEST", &["vpce-absent", "eu-west-1"]);
}

#[test]
fn an_endpoint_of_another_region_is_refused() {
    let mut customer = Customer::new();
    customer.aws.vpc_endpoints[0].region = "eu-central-1".to_owned();
    customer.endpoint("rest").refused("MALFORMED_REQUEST", &["vpce-rest"]);
}

#[test]
fn an_endpoint_to_something_else_is_refused() {
    let mut customer = Customer::new();
    customer.aws.vpc_endpoints[0].service = "com.amazonaws.eu-west-1.sts".to_owned();
    let message = ["com.amazonaws.eu-west-1.sts", "vpce-svc-0da6ebf1461278016"];
    customer.endpoint("rest").refused("MALFORMED_REQUEST", &message);
}

#[test]
fn an_endpoint_to_the_service_of_another_region_is_refused() {
    let mut customer = Customer::new();
    customer.aws.vpc_endpoints[0].service =
        "com.amazonaws.vpce.eu-central-1.vpce-svc-081f78503812597f7".to_owned();
    customer.endpoint("rest").refused("MALFORMED_REQUEST", &["not to a service of Databricks"]);
}

#[test]
fn an_endpoint_is_registered_once() {
    let mut customer = Customer::new();
    customer.endpoint("rest").ok();
    let again = json!({
        "vpc_endpoint_name": "again", "aws_vpc_endpoint_id": "vpce-rest", "region": "eu-west-1",
    });
    let answer = customer.post("vpc-endpoints", &again);
    answer.refused("RESOURCE_ALREADY_EXISTS", &["registered already"]);
}

#[test]
fn an_endpoint_in_use_is_not_deleted() {
    let mut customer = Customer::new();
    let workspace = customer.private();
    let network = workspace["network_id"].as_str().unwrap();
    let endpoints = customer.get(&format!("networks/{network}")).ok()["vpc_endpoints"].clone();
    let id = endpoints["rest_api"][0].as_str().unwrap();
    let answer = customer.delete(&format!("vpc-endpoints/{id}"));
    answer.refused("INVALID_STATE", &["VPC endpoint is being used by network", network]);
    customer.delete(&format!("networks/{network}")).ok();
    customer.delete(&format!("vpc-endpoints/{id}")).ok();
}

#[test]
fn private_access_names_registered_endpoints() {
    let mut customer = Customer::new();
    let rest = customer.endpoint("rest").id("vpc_endpoint_id");
    let mut settings = json!({
        "private_access_settings_name": "private", "region": "eu-west-1",
        "private_access_level": "ENDPOINT", "allowed_vpc_endpoint_ids": ["vpce-rest"],
    });
    let answer = customer.post("private-access-settings", &settings);
    answer.refused("INVALID_PARAMETER_VALUE", &["vpce-rest is not registered"]);
    settings["allowed_vpc_endpoint_ids"] = json!([]);
    let answer = customer.post("private-access-settings", &settings);
    answer.refused("INVALID_PARAMETER_VALUE", &["needs allowed_vpc_endpoint_ids"]);
    settings["allowed_vpc_endpoint_ids"] = json!([rest]);
    customer.post("private-access-settings", &settings).ok();
    let answer = customer.delete(&format!("vpc-endpoints/{rest}"));
    answer.refused("INVALID_STATE", &["private access settings"]);
}

#[test]
fn private_access_is_put_as_a_whole() {
    let mut customer = Customer::new();
    let id = customer.private_access(&json!(false)).id("private_access_settings_id");
    let path = format!("private-access-settings/{id}");
    let whole = json!({ "private_access_settings_name": "other", "region": "eu-west-1" });
    customer.call("PUT", &path, &whole).ok();
    let read = customer.get(&path).ok();
    assert_eq!(read["private_access_settings_name"], "other");
    assert_eq!(read["private_access_level"], "ACCOUNT");
    let wrong = json!({ "private_access_settings_name": "other", "region": "nowhere" });
    customer.call("PUT", &path, &wrong).refused("INVALID_PARAMETER_VALUE", &["nowhere"]);
}

#[test]
fn private_access_that_is_in_use_stays_where_its_workspaces_are() {
    let mut customer = Customer::new();
    let workspace = customer.private();
    let id = customer.post("workspaces", &workspace).id("workspace_id");
    let path = format!(
        "private-access-settings/{}",
        workspace["private_access_settings_id"].as_str().unwrap()
    );
    let mut settings = json!({
        "private_access_settings_name": "private", "region": "us-east-1", "public_access_enabled": true,
    });
    let answer = customer.call("PUT", &path, &settings);
    answer.refused("INVALID_PARAMETER_VALUE", &[&id, "region cannot change"]);
    settings["region"] = json!("eu-west-1");
    customer.call("PUT", &path, &settings).ok();
    customer.delete(&format!("workspaces/{id}")).ok();
    settings["region"] = json!("us-east-1");
    customer.call("PUT", &path, &settings).ok();
}

#[test]
fn public_access_is_not_switched_off_where_clusters_need_it() {
    let mut customer = Customer::new();
    let settings = customer.private_access(&json!(true)).id("private_access_settings_id");
    let mut workspace = customer.own();
    workspace["private_access_settings_id"] = json!(settings);
    customer.post("workspaces", &workspace).ok();
    let off = json!({
        "private_access_settings_name": "private", "region": "eu-west-1", "public_access_enabled": false,
    });
    let answer = customer.call("PUT", &format!("private-access-settings/{settings}"), &off);
    answer.refused("INVALID_PARAMETER_VALUE", &["needs its VPC endpoints"]);
}
