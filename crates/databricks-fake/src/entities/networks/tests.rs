use serde_json::{Value, json};

use crate::testing::estate::{Estate, network};
use crate::testing::world::{permission, route};

/// A workspace on the network comes up failed, and both say why.
fn fails(estate: &mut Estate, about: &str, parts: &[&str]) {
    let workspace = estate.own();
    let (status, message) = estate.outcome(&workspace);
    assert_eq!(status, "FAILED");
    let health = health(estate, &workspace);
    assert_eq!(health["vpc_status"], "BROKEN");
    let first = &health["error_messages"][0];
    assert_eq!(first["error_type"], about, "{first}");
    let text = first["error_message"].as_str().unwrap();
    assert!(parts.iter().all(|part| text.contains(part)), "{text}");
    assert!(message.contains(text), "{message}");
}

fn health(estate: &mut Estate, workspace: &Value) -> Value {
    estate.get(&format!("networks/{}", workspace["network_id"].as_str().unwrap())).ok()
}

#[test]
fn a_network_is_valid_once_a_workspace_uses_it() {
    let mut estate = Estate::new();
    let workspace = estate.own();
    assert_eq!(health(&mut estate, &workspace)["vpc_status"], "UNATTACHED");
    let id = estate.post("workspaces", &workspace).id("workspace_id");
    let attached = health(&mut estate, &workspace);
    assert_eq!(attached["vpc_status"], "VALID", "{attached}");
    assert_eq!(attached["workspace_id"].to_string(), id);
    estate.delete(&format!("workspaces/{id}")).ok();
    assert_eq!(health(&mut estate, &workspace)["vpc_status"], "UNATTACHED");
}

#[test]
fn one_subnet_is_refused_at_once() {
    let mut estate = Estate::new();
    let mut one = network();
    one["subnet_ids"] = json!(["subnet-a", "subnet-a"]);
    estate.post("networks", &one).refused("MALFORMED_REQUEST", &["At least two subnets"]);
}

#[test]
fn six_security_groups_are_refused_at_once() {
    let mut estate = Estate::new();
    let mut six = network();
    six["security_group_ids"] = json!(["1", "2", "3", "4", "5", "6"]);
    estate.post("networks", &six).refused("MALFORMED_REQUEST", &["At most five"]);
}

#[test]
fn a_network_names_one_registered_endpoint_for_each_use() {
    let mut estate = Estate::new();
    let rest = estate.endpoint("rest").id("vpc_endpoint_id");
    let relay = estate.endpoint("relay").id("vpc_endpoint_id");
    let mut refused = |endpoints: Value, parts: &[&str]| {
        let mut network = network();
        network["vpc_endpoints"] = endpoints;
        estate.post("networks", &network).refused("MALFORMED_REQUEST", parts);
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
    let mut estate = Estate::new();
    estate.aws.vpcs[0].region = "eu-central-1".to_owned();
    fails(&mut estate, "vpc", &["vpc-1 does not exist in eu-west-1"]);
    let mut estate = Estate::new();
    estate.aws.vpcs[0].account = "999999999999".to_owned();
    fails(&mut estate, "vpc", &["vpc-1 does not exist"]);
}

#[test]
fn a_vpc_must_resolve_names() {
    let mut estate = Estate::new();
    estate.aws.vpcs[0].dns_support = false;
    fails(&mut estate, "vpc", &["DNS resolution"]);
    let mut estate = Estate::new();
    estate.aws.vpcs[0].dns_hostnames = false;
    fails(&mut estate, "vpc", &["DNS hostnames"]);
}

#[test]
fn a_subnet_must_exist() {
    let mut estate = Estate::new();
    estate.aws.subnets.remove(1);
    fails(&mut estate, "subnet", &["subnet-b does not exist"]);
}

#[test]
fn a_subnet_must_be_in_the_vpc() {
    let mut estate = Estate::new();
    estate.aws.subnets[1].vpc = "vpc-2".to_owned();
    fails(&mut estate, "subnet", &["subnet-b is in vpc-2"]);
}

#[test]
fn subnets_must_be_in_different_zones() {
    let mut estate = Estate::new();
    estate.aws.subnets[1].zone = estate.aws.subnets[0].zone.clone();
    fails(&mut estate, "subnet", &["subnet-a and subnet-b are both in eu-west-1a"]);
}

#[test]
fn netmasks_are_between_17_and_26() {
    for (cidr, fits) in [
        ("10.0.0.0/16", false),
        ("10.0.0.0/17", true),
        ("10.0.0.0/26", true),
        ("10.0.0.0/27", false),
    ] {
        let mut estate = Estate::new();
        estate.aws.subnets[0].cidr = cidr.parse().unwrap();
        // The rules of the group name the group, so the range of a subnet matters here only.
        let workspace = estate.own();
        assert_eq!(estate.outcome(&workspace).0 == "RUNNING", fits, "{cidr}");
    }
}

#[test]
fn a_subnet_needs_a_way_out() {
    let mut estate = Estate::new();
    estate.aws.subnets[0].routes.clear();
    fails(&mut estate, "subnet", &["subnet-a has no route to 0.0.0.0/0"]);
}

#[test]
fn an_internet_gateway_is_no_way_out_without_public_addresses() {
    let mut estate = Estate::new();
    estate.aws.subnets[0].routes = vec![route("0.0.0.0/0", "igw-1")];
    fails(&mut estate, "subnet", &["subnet-a", "not to a NAT"]);
}

#[test]
fn a_security_group_must_exist() {
    let mut estate = Estate::new();
    estate.aws.security_groups.clear();
    fails(&mut estate, "securityGroup", &["sg-1 does not exist"]);
}

#[test]
fn a_security_group_must_be_in_the_vpc() {
    let mut estate = Estate::new();
    estate.aws.security_groups[0].vpc = "vpc-2".to_owned();
    fails(&mut estate, "securityGroup", &["sg-1 is in vpc-2"]);
}

#[test]
fn nodes_must_reach_each_other() {
    for (ingress, protocol) in [(true, "tcp"), (true, "udp"), (false, "tcp"), (false, "udp")] {
        let mut estate = Estate::new();
        let group = &mut estate.aws.security_groups[0];
        let rules = if ingress { &mut group.ingress } else { &mut group.egress };
        rules.retain(|rule| rule.protocol != protocol || rule.peers != ["sg-1"]);
        let way = if ingress { "ingress of" } else { "egress of" };
        fails(&mut estate, "securityGroup", &["sg-1", way, protocol]);
    }
}

#[test]
fn a_range_that_holds_all_subnets_admits_the_nodes() {
    let mut estate = Estate::new();
    let group = &mut estate.aws.security_groups[0];
    group.ingress = vec![permission("-1", -1, -1, "10.0.0.0/16")];
    group.egress = vec![permission("-1", -1, -1, "0.0.0.0/0")];
    let workspace = estate.own();
    assert_eq!(estate.outcome(&workspace).0, "RUNNING");
    let mut estate = Estate::new();
    estate.aws.security_groups[0].ingress = vec![permission("-1", -1, -1, "10.0.0.0/24")];
    fails(&mut estate, "securityGroup", &["ingress of tcp"]);
}

#[test]
fn nodes_must_reach_databricks() {
    let mut estate = Estate::new();
    estate.aws.security_groups[0].egress.retain(|rule| rule.from != Some(443));
    fails(&mut estate, "securityGroup", &["443"]);
}

#[test]
fn endpoints_are_in_the_vpc_of_the_network() {
    let mut estate = Estate::new();
    estate.aws.vpc_endpoints[1].vpc = "vpc-2".to_owned();
    let workspace = estate.private();
    let (status, message) = estate.outcome(&workspace);
    assert_eq!(status, "FAILED");
    assert!(message.contains("vpce-relay is in vpc-2"), "{message}");
}
