use serde_json::{Value, json};

use crate::settings::{Settings, Tier};
use crate::testing::customer::Customer;

const INVALID: &str = "INVALID_PARAMETER_VALUE";
const CONFIGS: &str = "network-connectivity-configs";

fn config(name: &str) -> Value {
    json!({ "name": name, "region": "eu-west-1" })
}

fn create(customer: &mut Customer) -> String {
    customer.post(CONFIGS, &config("lake-ncc")).id("network_connectivity_config_id")
}

fn to_service() -> Value {
    json!({
        "endpoint_service": "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
        "domain_names": ["db.acme.example"],
    })
}

fn to_s3() -> Value {
    json!({ "endpoint_service": "com.amazonaws.eu-west-1.s3", "resource_names": ["root"] })
}

#[test]
fn a_configuration_has_stable_addresses() {
    let mut customer = Customer::new();
    let id = create(&mut customer);
    let read = customer.get(&format!("{CONFIGS}/{id}")).ok();
    let rule = &read["egress_config"]["default_rules"]["aws_stable_ip_rule"];
    assert!(rule["cidr_blocks"][0].is_string(), "{read}");
    assert_eq!(customer.get(CONFIGS).ok(), json!({ "items": [read] }));
}

#[test]
fn a_name_is_checked_as_the_service_checks_it() {
    let mut customer = Customer::new();
    for wrong in ["ab", "a.b.c", "with space", "a234567890123456789012345678901"] {
        customer.post(CONFIGS, &config(wrong)).refused(INVALID, &["^[0-9a-zA-Z-_]{3,30}$", wrong]);
    }
    customer.post(CONFIGS, &config("A_1-b")).ok();
    customer.post(CONFIGS, &config("A_1-b")).refused("RESOURCE_ALREADY_EXISTS", &["A_1-b"]);
    let elsewhere = json!({ "name": "A_1-b", "region": "eu-central-1" });
    customer.post(CONFIGS, &elsewhere).ok();
}

#[test]
fn ten_configurations_are_possible_in_a_region() {
    let mut customer = Customer::new();
    for number in 0..10 {
        customer.post(CONFIGS, &config(&format!("ncc-{number}"))).ok();
    }
    customer.post(CONFIGS, &config("ncc-10")).refused(INVALID, &["10", "eu-west-1"]);
    customer.post(CONFIGS, &json!({ "name": "ncc-10", "region": "us-east-1" })).ok();
}

#[test]
fn a_workspace_is_bound_and_keeps_its_configuration_alive() {
    let mut customer = Customer::new();
    let config = create(&mut customer);
    let workspace = customer.own();
    let path = customer.running(&workspace);
    let bind = json!({ "network_connectivity_config_id": config });
    let masked = format!("{path}?update_mask=network_connectivity_config_id");
    customer.call("PATCH", &masked, &bind).ok();
    let read = customer.get(&path).ok();
    assert_eq!(
        (&read["network_connectivity_config_id"], &read["workspace_status"]),
        (&json!(config), &json!("RUNNING"))
    );
    let config = format!("{CONFIGS}/{config}");
    let id = path.rsplit('/').next().unwrap();
    customer.delete(&config).refused("INVALID_STATE", &["active workspace", id]);
    customer.delete(&path).ok();
    customer.delete(&config).ok();
}

#[test]
fn a_configuration_of_another_region_is_not_bound() {
    let mut customer = Customer::new();
    let other = json!({ "name": "other", "region": "us-east-1" });
    let other = customer.post(CONFIGS, &other).id("network_connectivity_config_id");
    let workspace = customer.own();
    let path = customer.running(&workspace);
    let mut bind = json!({ "network_connectivity_config_id": other });
    customer.call("PATCH", &path, &bind).refused(INVALID, &["us-east-1", "eu-west-1"]);
    bind["network_connectivity_config_id"] = json!("nobody");
    customer.call("PATCH", &path, &bind).refused("MALFORMED_REQUEST", &["nobody"]);
}

#[test]
fn a_configuration_is_for_fifty_workspaces() {
    let mut customer = Customer::new();
    let config = create(&mut customer);
    let mut another = |number: u32| {
        let workspace = json!({
            "workspace_name": format!("serverless-{number}"), "aws_region": "eu-west-1",
            "compute_mode": "SERVERLESS", "network_connectivity_config_id": config,
        });
        customer.post("workspaces", &workspace)
    };
    for number in 0..50 {
        another(number).ok();
    }
    another(50).refused(INVALID, &["50 workspaces"]);
}

#[test]
fn a_rule_waits_for_the_owner_of_a_service_and_not_for_s3() {
    let mut customer = Customer::new();
    let rules = format!("{CONFIGS}/{}/private-endpoint-rules", create(&mut customer));
    for (rule, state) in [(to_service(), "PENDING"), (to_s3(), "ESTABLISHED")] {
        let created = customer.post(&rules, &rule).ok();
        assert_eq!(created["connection_state"], "CREATING");
        let path = format!("{rules}/{}", created["rule_id"].as_str().unwrap());
        let read = customer.get(&path).ok();
        assert_eq!(
            (&read["connection_state"], read["vpc_endpoint_id"].is_string()),
            (&json!(state), true)
        );
        let path = format!("{path}?update_mask=enabled");
        assert_eq!(
            customer.call("PATCH", &path, &json!({ "enabled": true })).ok()["enabled"],
            true
        );
    }
    assert_eq!(customer.get(&rules).ok()["items"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_rule_has_the_destinations_of_its_service() {
    let mut customer = Customer::new();
    let rules = format!("{CONFIGS}/{}/private-endpoint-rules", create(&mut customer));
    let mut refused = |mut rule: Value, field: &str, value: Value, part: &str| {
        rule[field] = value;
        customer.post(&rules, &rule).refused(INVALID, &[part]);
    };
    refused(to_service(), "domain_names", json!([]), "1 to 10 domain_names");
    refused(to_service(), "domain_names", json!(["a"].repeat(11)), "1 to 10 domain_names");
    refused(to_service(), "resource_names", json!(["root"]), "no resource_names");
    refused(to_s3(), "domain_names", json!(["a"]), "no domain_names");
    refused(to_s3(), "resource_names", json!([]), "needs resource_names");
    refused(to_s3(), "endpoint_service", json!("com.amazonaws.us-east-1.s3"), "in the region");
    let service = json!("com.amazonaws.vpce.us-east-1.vpce-svc-1");
    refused(to_service(), "endpoint_service", service, "in the region");
}

#[test]
fn buckets_of_a_rule_are_in_its_region() {
    let mut customer = Customer::new();
    let rules = format!("{CONFIGS}/{}/private-endpoint-rules", create(&mut customer));
    customer.aws.buckets[0].region = "us-east-1".to_owned();
    customer.post(&rules, &to_s3()).refused(INVALID, &["root is in us-east-1"]);
    let mut foreign = to_s3();
    foreign["resource_names"] = json!(["of-somebody-else"]);
    customer.post(&rules, &foreign).ok();
}

#[test]
fn thirty_private_endpoints_are_possible_in_a_region() {
    let mut customer = Customer::new();
    let rules = format!("{CONFIGS}/{}/private-endpoint-rules", create(&mut customer));
    let first = customer.post(&rules, &to_service()).id("rule_id");
    for _ in 1..30 {
        customer.post(&rules, &to_service()).ok();
    }
    customer.post(&rules, &to_service()).refused(INVALID, &["30"]);
    customer.delete(&format!("{rules}/{first}")).ok();
    customer.post(&rules, &to_service()).ok();
}

#[test]
fn rules_are_parts_of_one_configuration() {
    let mut customer = Customer::new();
    let config = create(&mut customer);
    let other = customer.post(CONFIGS, &self::config("other")).id("network_connectivity_config_id");
    let rules = |config: &str| format!("{CONFIGS}/{config}/private-endpoint-rules");
    let rule = customer.post(&rules(&config), &to_s3()).id("rule_id");
    assert_eq!(customer.get(&format!("{}/{rule}", rules(&other))).status, 404);
    assert_eq!(customer.post(&rules("nobody"), &to_s3()).status, 404);
    let path = format!("{CONFIGS}/{config}");
    customer.delete(&path).refused("INVALID_STATE", &["private endpoint rule"]);
    customer.delete(&format!("{}/{rule}", rules(&config))).ok();
    customer.delete(&path).ok();
}

#[test]
fn private_endpoints_need_enterprise() {
    let mut customer = Customer::with(Settings { tier: Tier::Premium, ..Settings::default() });
    let rules = format!("{CONFIGS}/{}/private-endpoint-rules", create(&mut customer));
    customer.post(&rules, &to_s3()).refused("PERMISSION_DENIED", &["ENTERPRISE"]);
}
