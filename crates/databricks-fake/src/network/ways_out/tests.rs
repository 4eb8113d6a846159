use crate::testing::estate::Estate;
use crate::testing::world::{hub, route};

fn behind_a_hub() -> Estate {
    let mut estate = Estate::new();
    hub(&mut estate.aws);
    estate
}

fn fails(mut estate: Estate, part: &str) {
    let workspace = estate.own();
    let (status, message) = estate.outcome(&workspace);
    assert_eq!(status, "FAILED", "{part}");
    assert!(message.contains(part), "{message}");
}

/// The subnet of the hub whose name begins so.
fn routes<'a>(estate: &'a mut Estate, name: &str) -> &'a mut Vec<crate::facts::Route> {
    let subnet = estate.aws.subnets.iter_mut().find(|it| it.id.starts_with(name));
    &mut subnet.unwrap().routes
}

#[test]
fn a_hub_is_a_way_out() {
    let mut estate = behind_a_hub();
    let workspace = estate.own();
    let outcome = estate.outcome(&workspace);
    assert_eq!(outcome.0, "RUNNING", "{}", outcome.1);
}

#[test]
fn a_hub_without_a_firewall_is_a_way_out_too() {
    let mut estate = behind_a_hub();
    *routes(&mut estate, "transit") = vec![route("0.0.0.0/0", "nat-2")];
    *routes(&mut estate, "public") =
        vec![route("0.0.0.0/0", "igw-2"), route("10.0.0.0/16", "tgw-1")];
    let workspace = estate.own();
    assert_eq!(estate.outcome(&workspace).0, "RUNNING");
}

#[test]
fn the_vpc_must_be_attached_to_the_transit_gateway() {
    let mut estate = behind_a_hub();
    estate.aws.transit_attachments.remove(0);
    fails(estate, "vpc-1 is not attached to the transit gateway tgw-1");
}

#[test]
fn the_transit_gateway_must_know_the_way_out_and_the_way_back() {
    let mut estate = behind_a_hub();
    estate.aws.transit_attachments[0].ways.clear();
    fails(estate, "tgw-1 has no route to 0.0.0.0/0 for what comes from vpc-1");
    let mut estate = behind_a_hub();
    estate.aws.transit_attachments[1].ways.clear();
    fails(estate, "tgw-1 has no route to 10.0.0.0/24 for what comes from vpc-2");
}

#[test]
fn every_subnet_of_the_hub_must_pass_packets_on() {
    for (name, part) in [
        ("transit", "the subnet transit-a has no route to 0.0.0.0/0"),
        ("firewall", "the subnet firewall-a has no route to 0.0.0.0/0"),
        ("public", "the subnet public-a has no route to 0.0.0.0/0"),
    ] {
        let mut estate = behind_a_hub();
        routes(&mut estate, name).clear();
        fails(estate, part);
    }
}

#[test]
fn answers_must_find_back() {
    for name in ["firewall", "public"] {
        let mut estate = behind_a_hub();
        routes(&mut estate, name).retain(|route| route.destination == "0.0.0.0/0");
        fails(estate, "answers to 10.0.0.0/24 do not find back");
    }
}

#[test]
fn answers_pass_the_firewall_that_questions_passed() {
    let mut estate = behind_a_hub();
    *routes(&mut estate, "public") =
        vec![route("0.0.0.0/0", "igw-2"), route("10.0.0.0/16", "tgw-1")];
    fails(estate, "half a conversation");
}

#[test]
fn a_hub_needs_a_nat_gateway() {
    let mut estate = behind_a_hub();
    *routes(&mut estate, "firewall") = vec![route("0.0.0.0/0", "igw-2")];
    fails(estate, "not to a NAT");
}

#[test]
fn packets_do_not_go_in_circles() {
    let mut estate = behind_a_hub();
    *routes(&mut estate, "firewall") = vec![route("0.0.0.0/0", "vpce-fw")];
    fails(estate, "in a circle");
}
