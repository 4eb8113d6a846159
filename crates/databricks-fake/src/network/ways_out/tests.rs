use crate::testing::customer::Customer;
use crate::testing::world::{hub, route};

fn behind_a_hub() -> Customer {
    let mut customer = Customer::new();
    hub(&mut customer.aws);
    customer
}

fn fails(mut customer: Customer, part: &str) {
    let workspace = customer.own();
    let (status, message) = customer.outcome(&workspace);
    assert_eq!(status, "FAILED", "{part}");
    assert!(message.contains(part), "{message}");
}

/// The subnet of the hub whose name begins so.
fn routes<'a>(customer: &'a mut Customer, name: &str) -> &'a mut Vec<crate::facts::Route> {
    let subnet = customer.aws.subnets.iter_mut().find(|it| it.id.starts_with(name));
    &mut subnet.unwrap().routes
}

#[test]
fn a_hub_is_a_way_out() {
    let mut customer = behind_a_hub();
    let workspace = customer.own();
    let outcome = customer.outcome(&workspace);
    assert_eq!(outcome.0, "RUNNING", "{}", outcome.1);
}

#[test]
fn a_hub_without_a_firewall_is_a_way_out_too() {
    let mut customer = behind_a_hub();
    *routes(&mut customer, "transit") = vec![route("0.0.0.0/0", "nat-2")];
    *routes(&mut customer, "public") =
        vec![route("0.0.0.0/0", "igw-2"), route("10.0.0.0/16", "tgw-1")];
    let workspace = customer.own();
    assert_eq!(customer.outcome(&workspace).0, "RUNNING");
}

#[test]
fn the_vpc_must_be_attached_to_the_transit_gateway() {
    let mut customer = behind_a_hub();
    customer.aws.transit_attachments.remove(0);
    fails(customer, "vpc-1 is not attached to the transit gateway tgw-1");
}

#[test]
fn the_transit_gateway_must_know_the_way_out_and_the_way_back() {
    let mut customer = behind_a_hub();
    customer.aws.transit_attachments[0].ways.clear();
    fails(customer, "tgw-1 has no route to 0.0.0.0/0 for what comes from vpc-1");
    let mut customer = behind_a_hub();
    customer.aws.transit_attachments[1].ways.clear();
    fails(customer, "tgw-1 has no route to 10.0.0.0/24 for what comes from vpc-2");
}

#[test]
fn every_subnet_of_the_hub_must_pass_packets_on() {
    for (name, part) in [
        ("transit", "the subnet transit-a has no route to 0.0.0.0/0"),
        ("firewall", "the subnet firewall-a has no route to 0.0.0.0/0"),
        ("public", "the subnet public-a has no route to 0.0.0.0/0"),
    ] {
        let mut customer = behind_a_hub();
        routes(&mut customer, name).clear();
        fails(customer, part);
    }
}

#[test]
fn answers_must_find_back() {
    for name in ["firewall", "public"] {
        let mut customer = behind_a_hub();
        routes(&mut customer, name).retain(|route| route.destination == "0.0.0.0/0");
        fails(customer, "answers to 10.0.0.0/24 do not find back");
    }
}

#[test]
fn answers_pass_the_firewall_that_questions_passed() {
    let mut customer = behind_a_hub();
    *routes(&mut customer, "public") =
        vec![route("0.0.0.0/0", "igw-2"), route("10.0.0.0/16", "tgw-1")];
    fails(customer, "half a conversation");
}

#[test]
fn a_hub_needs_a_nat_gateway() {
    let mut customer = behind_a_hub();
    *routes(&mut customer, "firewall") = vec![route("0.0.0.0/0", "igw-2")];
    fails(customer, "not to a NAT");
}

#[test]
fn packets_do_not_go_in_circles() {
    let mut customer = behind_a_hub();
    *routes(&mut customer, "firewall") = vec![route("0.0.0.0/0", "vpce-fw")];
    fails(customer, "in a circle");
}
