use crate::object::plain;
use crate::testing::customer::Customer;
use crate::testing::world::{REGION, isolate, permission, route};

fn isolated() -> Customer {
    let mut customer = Customer::new();
    isolate(&mut customer.aws);
    customer
}

/// One message for each part, whatever else is said.
fn fails(customer: &mut Customer, parts: &[&str]) {
    let workspace = customer.private();
    let (status, message) = customer.outcome(&workspace);
    assert_eq!(status, "FAILED", "{parts:?}");
    assert!(parts.iter().all(|part| message.contains(part)), "{message}");
    let network = plain(&workspace["network_id"]);
    assert_eq!(customer.get(&format!("networks/{network}")).ok()["vpc_status"], "BROKEN");
}

#[test]
fn with_private_link_endpoints_are_the_way_out() {
    let mut customer = isolated();
    let workspace = customer.private();
    let outcome = customer.outcome(&workspace);
    assert_eq!(outcome.0, "RUNNING", "{}", outcome.1);
}

#[test]
fn a_range_that_holds_the_endpoints_subnets_leads_to_them() {
    for (range, status) in [("10.0.2.0/24", "RUNNING"), ("10.0.1.0/24", "FAILED")] {
        let mut customer = isolated();
        for rule in &mut customer.aws.security_groups[0].egress {
            if rule.peers == ["sg-2"] {
                rule.peers = vec![range.to_owned()];
            }
        }
        let workspace = customer.private();
        assert_eq!(customer.outcome(&workspace).0, status, "{range}");
    }
}

#[test]
fn every_port_must_lead_to_the_endpoint_that_serves_it() {
    for (port, endpoint) in [
        (443, "vpce-rest"),
        (2443, "vpce-relay"),
        (6666, "vpce-relay"),
        (8443, "vpce-rest"),
        (8451, "vpce-rest"),
    ] {
        let mut customer = isolated();
        customer.aws.security_groups[0]
            .egress
            .retain(|rule| rule.from != Some(port) || rule.peers != ["sg-2"]);
        let part = format!("do not allow egress to the VPC endpoint {endpoint} at tcp {port}");
        fails(&mut customer, &[&part]);
    }
}

#[test]
fn an_endpoint_must_let_nodes_in_also_where_there_is_another_way_out() {
    let part = "of the VPC endpoint vpce-relay do not let the security groups sg-1 in to tcp 6666";
    for mut customer in [isolated(), Customer::new()] {
        let ingress = &mut customer.aws.security_groups[1].ingress;
        ingress.retain(|rule| rule.from != Some(443));
        ingress.push(permission("tcp", 443, 2443, "sg-1"));
        fails(&mut customer, &[part]);
    }
}

#[test]
fn without_a_way_out_aws_services_need_endpoints() {
    for (gone, part) in [
        ("vpce-sts", "com.amazonaws.eu-west-1.sts: the VPC vpc-1 has no endpoint for it"),
        ("vpce-kinesis", "com.amazonaws.eu-west-1.kinesis-streams"),
        ("vpce-s3", "subnet-a has no route to a gateway endpoint of S3"),
    ] {
        let mut customer = isolated();
        customer.aws.vpc_endpoints.retain(|endpoint| endpoint.id != gone);
        fails(&mut customer, &[part]);
    }
}

#[test]
fn without_private_dns_an_endpoint_answers_for_nothing() {
    for (at, part) in [(0, "vpce-rest has private DNS off"), (2, "no endpoint for it")] {
        let mut customer = isolated();
        customer.aws.vpc_endpoints[at].private_dns = false;
        fails(&mut customer, &[part]);
    }
}

#[test]
fn s3_is_reached_through_its_list() {
    let mut customer = isolated();
    customer.aws.security_groups[0].egress.retain(|rule| rule.peers != ["pl-s3"]);
    fails(&mut customer, &["do not allow egress to S3 at tcp 443"]);
}

#[test]
fn the_list_of_s3_does_not_lead_to_databricks() {
    let mut customer = isolated();
    for subnet in &mut customer.aws.subnets {
        subnet.routes = vec![route("0.0.0.0/0", "nat-1")];
    }
    let workspace = customer.own();
    let (status, message) = customer.outcome(&workspace);
    assert_eq!(status, "FAILED");
    assert!(message.contains("do not allow egress to tcp 443"), "{message}");
}

#[test]
fn an_endpoint_that_somebody_else_made_must_let_nodes_in_too() {
    let mut customer = Customer::new();
    isolate(&mut customer.aws);
    for subnet in &mut customer.aws.subnets {
        subnet.routes = vec![route("0.0.0.0/0", "nat-1")];
    }
    customer.aws.security_groups[0].egress.push(permission("tcp", 443, 443, "0.0.0.0/0"));
    let workspace = customer.own();
    let first = customer.post("workspaces", &workspace).id("workspace_id");
    let running = customer.get(&format!("workspaces/{first}")).ok();
    assert_eq!(running["workspace_status"], "RUNNING", "{running}");
    assert_eq!(running["aws_region"], REGION);
    customer.aws.security_groups[1].ingress.clear();
    let network = plain(&workspace["network_id"]);
    let health = customer.get(&format!("networks/{network}")).ok();
    assert!(health["error_messages"].to_string().contains("vpce-sts"), "{health}");
}
