use serde_json::{Value, json};

use crate::testing::customer::{Customer, network};
use crate::testing::world::{permission, route};

/// A workspace on the network comes up failed, and both say why.
fn fails(customer: &mut Customer, about: &str, parts: &[&str]) {
    let workspace = customer.own();
    let (status, message) = customer.outcome(&workspace);
    assert_eq!(status, "FAILED");
    let health = health(customer, &workspace);
    assert_eq!(health["vpc_status"], "BROKEN");
    let first = &health["error_messages"][0];
    assert_eq!(first["error_type"], about, "{first}");
    let text = first["error_message"].as_str().unwrap();
    assert!(parts.iter().all(|part| text.contains(part)), "{text}");
    assert!(message.contains(text), "{message}");
}

fn health(customer: &mut Customer, workspace: &Value) -> Value {
    customer.get(&format!("networks/{}", workspace["network_id"].as_str().unwrap())).ok()
}

#[test]
fn a_network_is_valid_once_a_workspace_uses_it() {
    let mut customer = Customer::new();
    let workspace = customer.own();
    assert_eq!(health(&mut customer, &workspace)["vpc_status"], "UNATTACHED");
    let id = customer.post("workspaces", &workspace).id("workspace_id");
    let attached = health(&mut customer, &workspace);
    assert_eq!(attached["vpc_status"], "VALID", "{attached}");
    assert_eq!(attached["workspace_id"].to_string(), id);
    customer.delete(&format!("workspaces/{id}")).ok();
    assert_eq!(health(&mut customer, &workspace)["vpc_status"], "UNATTACHED");
}

#[test]
fn one_subnet_is_refused_at_once() {
    let mut customer = Customer::new();
    let mut one = network();
    one["subnet_ids"] = json!(["subnet-a", "subnet-a"]);
    customer.post("networks", &one).refused("MALFORMED_REQUEST", &["At least two subnets"]);
}

#[test]
fn six_security_groups_are_refused_at_once() {
    let mut customer = Customer::new();
    let mut six = network();
    six["security_group_ids"] = json!(["1", "2", "3", "4", "5", "6"]);
    customer.post("networks", &six).refused("MALFORMED_REQUEST", &["At most five"]);
}

#[test]
fn a_network_names_one_registered_endpoint_for_each_use() {
    let mut customer = Customer::new();
    let rest = customer.endpoint("rest").id("vpc_endpoint_id");
    let relay = customer.endpoint("relay").id("vpc_endpoint_id");
    let mut refused = |endpoints: Value, parts: &[&str]| {
        let mut network = network();
        network["vpc_endpoints"] = endpoints;
        customer.post("networks", &network).refused("MALFORMED_REQUEST", parts);
    };
    refused(json!({ "rest_api": [rest] }), &["Missing", "dataplane_relay"]);
    refused(
        json!({ "rest_api": [rest, relay], "dataplane_relay": [relay] }),
        &["rest_api takes one"],
    );
    refused(
        json!({ "rest_api": [relay], "dataplane_relay": [rest] }),
        &["WORKSPACE_ACCESS is needed"],
    );
    refused(json!({ "rest_api": ["vpce-rest"], "dataplane_relay": [relay] }), &["not registered"]);
}

#[test]
fn a_vpc_must_exist_in_the_region_and_the_account_of_the_role() {
    let mut customer = Customer::new();
    customer.aws.vpcs[0].region = "eu-central-1".to_owned();
    fails(&mut customer, "vpc", &["vpc-1 does not exist in eu-west-1"]);
    let mut customer = Customer::new();
    customer.aws.vpcs[0].account = "999999999999".to_owned();
    fails(&mut customer, "vpc", &["vpc-1 does not exist"]);
}

#[test]
fn a_vpc_must_resolve_names() {
    let mut customer = Customer::new();
    customer.aws.vpcs[0].dns_support = false;
    fails(&mut customer, "vpc", &["DNS resolution"]);
    let mut customer = Customer::new();
    customer.aws.vpcs[0].dns_hostnames = false;
    fails(&mut customer, "vpc", &["DNS hostnames"]);
}

#[test]
fn a_subnet_must_exist() {
    let mut customer = Customer::new();
    customer.aws.subnets.remove(1);
    fails(&mut customer, "subnet", &["subnet-b does not exist"]);
}

#[test]
fn a_subnet_must_be_in_the_vpc() {
    let mut customer = Customer::new();
    customer.aws.subnets[1].vpc = "vpc-2".to_owned();
    fails(&mut customer, "subnet", &["subnet-b is in vpc-2"]);
}

#[test]
fn subnets_must_be_in_different_zones() {
    let mut customer = Customer::new();
    customer.aws.subnets[1].zone = customer.aws.subnets[0].zone.clone();
    fails(&mut customer, "subnet", &["subnet-a and subnet-b are both in eu-west-1a"]);
}

#[test]
fn netmasks_are_between_17_and_26() {
    for (cidr, fits) in [
        ("10.0.0.0/16", false),
        ("10.0.0.0/17", true),
        ("10.0.0.0/26", true),
        ("10.0.0.0/27", false),
    ] {
        let mut customer = Customer::new();
        customer.aws.subnets[0].cidr = cidr.parse().unwrap();
        // The rules of the group name the group, so the range of a subnet matters here only.
        let workspace = customer.own();
        assert_eq!(customer.outcome(&workspace).0 == "RUNNING", fits, "{cidr}");
    }
}

#[test]
fn a_subnet_needs_a_way_out() {
    let mut customer = Customer::new();
    customer.aws.subnets[0].routes.clear();
    fails(&mut customer, "subnet", &["subnet-a has no route to 0.0.0.0/0"]);
}

#[test]
fn an_internet_gateway_is_no_way_out_without_public_addresses() {
    let mut customer = Customer::new();
    customer.aws.subnets[0].routes = vec![route("0.0.0.0/0", "igw-1")];
    fails(&mut customer, "subnet", &["subnet-a", "not to a NAT"]);
}

#[test]
fn a_security_group_must_exist() {
    let mut customer = Customer::new();
    customer.aws.security_groups.clear();
    fails(&mut customer, "securityGroup", &["sg-1 does not exist"]);
}

#[test]
fn a_security_group_must_be_in_the_vpc() {
    let mut customer = Customer::new();
    customer.aws.security_groups[0].vpc = "vpc-2".to_owned();
    fails(&mut customer, "securityGroup", &["sg-1 is in vpc-2"]);
}

#[test]
fn nodes_must_reach_each_other() {
    for (ingress, protocol) in [(true, "tcp"), (true, "udp"), (false, "tcp"), (false, "udp")] {
        let mut customer = Customer::new();
        let group = &mut customer.aws.security_groups[0];
        let rules = if ingress { &mut group.ingress } else { &mut group.egress };
        rules.retain(|rule| rule.protocol != protocol || rule.peers != ["sg-1"]);
        let way = if ingress { "ingress of" } else { "egress of" };
        fails(&mut customer, "securityGroup", &["sg-1", way, protocol]);
    }
}

#[test]
fn a_range_that_holds_all_subnets_admits_the_nodes() {
    let mut customer = Customer::new();
    let group = &mut customer.aws.security_groups[0];
    group.ingress = vec![permission("-1", -1, -1, "10.0.0.0/16")];
    group.egress = vec![permission("-1", -1, -1, "0.0.0.0/0")];
    let workspace = customer.own();
    assert_eq!(customer.outcome(&workspace).0, "RUNNING");
    let mut customer = Customer::new();
    customer.aws.security_groups[0].ingress = vec![permission("-1", -1, -1, "10.0.0.0/24")];
    fails(&mut customer, "securityGroup", &["ingress of tcp"]);
}

#[test]
fn nodes_must_reach_databricks() {
    let mut customer = Customer::new();
    customer.aws.security_groups[0].egress.retain(|rule| rule.from != Some(443));
    fails(&mut customer, "securityGroup", &["443"]);
}

#[test]
fn endpoints_are_in_the_vpc_of_the_network() {
    let mut customer = Customer::new();
    customer.aws.vpc_endpoints[1].vpc = "vpc-2".to_owned();
    let workspace = customer.private();
    let (status, message) = customer.outcome(&workspace);
    assert_eq!(status, "FAILED");
    assert!(message.contains("vpce-relay is in vpc-2"), "{message}");
}
