//! Where a node's packets go: over NAT gateways, firewalls and transit gateways to the internet, and the answers back.

use ipnet::Ipv4Net;

use crate::facts::{Facts, NatGateway, Route, Subnet, TransitAttachment, towards};

/// No network that makes sense has more.
const HOPS: usize = 8;

pub(crate) fn internet() -> Ipv4Net {
    Ipv4Net::default()
}

/// What is wrong with the way from a subnet to the internet, or back.
pub(crate) fn leads_out(home: &Subnet, aws: &Facts) -> Result<(), String> {
    Way { home, nat: None, passed: Vec::new() }.on(home, aws, HOPS)
}

#[derive(Clone)]
struct Way<'a> {
    home: &'a Subnet,
    /// That gives packets a public address, once they have one.
    nat: Option<&'a NatGateway>,
    /// Endpoints of firewalls, in the order in which packets pass them.
    passed: Vec<&'a str>,
}

impl<'a> Way<'a> {
    fn on(self, at: &'a Subnet, aws: &'a Facts, hops: usize) -> Result<(), String> {
        let id = &at.id;
        let Some(Route { target, .. }) = towards(&at.routes, internet()) else {
            return Err(format!("the subnet {id} has no route to 0.0.0.0/0"));
        };
        let hops = hops.checked_sub(1);
        let hops = hops.ok_or_else(|| format!("the subnet {id} routes 0.0.0.0/0 in a circle"))?;
        match target.split('-').next() {
            Some("igw") => self.leaves(at, target, aws),
            Some("nat") => self.through_nat(target, aws, hops),
            Some("vpce") => self.through_firewall(target, aws, hops),
            Some("tgw") => self.through_transit_gateway(at, target, aws, hops),
            // An appliance of the customer's own, or another network: nobody here knows what it does.
            _ => Ok(()),
        }
    }

    /// Instances have no public addresses, so that an internet gateway alone lets nothing out.
    fn leaves(self, at: &Subnet, gateway: &str, aws: &Facts) -> Result<(), String> {
        let Some(nat) = self.nat else {
            let id = &at.id;
            return Err(format!(
                "the subnet {id} routes 0.0.0.0/0 to the internet gateway {gateway}, not to a NAT"
            ));
        };
        let Some(from) = subnet(&nat.subnet, aws) else { return Ok(()) };
        let mut passed = answers_return(from, self.home, aws)?;
        passed.reverse();
        if passed == self.passed {
            return Ok(());
        }
        Err(format!(
            "what leaves the subnet {} passes the endpoints of firewalls {:?}, and answers pass {passed:?}: half a \
             conversation is dropped",
            self.home.id, self.passed
        ))
    }

    fn through_nat(self, id: &str, aws: &'a Facts, hops: usize) -> Result<(), String> {
        let Some(nat) = aws.nat_gateways.iter().find(|it| it.id == id) else { return Ok(()) };
        let Some(at) = subnet(&nat.subnet, aws) else { return Ok(()) };
        Self { nat: Some(nat), ..self }.on(at, aws, hops)
    }

    fn through_firewall(mut self, id: &'a str, aws: &'a Facts, hops: usize) -> Result<(), String> {
        self.passed.push(id);
        self.on_in_each(endpoint_subnets(id, aws), aws, hops)
    }

    fn through_transit_gateway(
        self,
        at: &Subnet,
        gateway: &str,
        aws: &'a Facts,
        hops: usize,
    ) -> Result<(), String> {
        let there = beyond(at, gateway, internet(), aws)?;
        self.on_in_each(subnets(&there.subnets, aws), aws, hops)
    }

    /// A packet comes in through any of them.
    fn on_in_each(
        self,
        subnets: Vec<&'a Subnet>,
        aws: &'a Facts,
        hops: usize,
    ) -> Result<(), String> {
        subnets.into_iter().try_for_each(|at| self.clone().on(at, aws, hops))
    }
}

/// From the NAT gateway's subnet to where nodes are: the endpoints of firewalls that answers pass.
fn answers_return<'a>(
    from: &'a Subnet,
    home: &Subnet,
    aws: &'a Facts,
) -> Result<Vec<&'a str>, String> {
    let (mut at, mut passed) = (from, Vec::new());
    for _ in 0..HOPS {
        let route = towards(&at.routes, home.cidr);
        // Within a VPC packets find their way, unless a route says more than where the internet is.
        let route = route.filter(|it| at.vpc != home.vpc || it.destination != "0.0.0.0/0");
        let target = route.map(|it| it.target.as_str()).unwrap_or_default();
        let next = match target.split('-').next() {
            Some("vpce") => {
                passed.push(target);
                endpoint_subnets(target, aws)
            }
            Some("tgw") => subnets(&beyond(at, target, home.cidr, aws)?.subnets, aws),
            _ if at.vpc == home.vpc => return Ok(passed),
            _ => break,
        };
        let Some(next) = next.first() else { return Ok(passed) };
        at = next;
    }
    Err(format!("answers to {} do not find back from the subnet {}", home.cidr, at.id))
}

/// The attachment to which a transit gateway sends what comes to it from a subnet's VPC.
fn beyond<'a>(
    at: &Subnet,
    gateway: &str,
    range: Ipv4Net,
    aws: &'a Facts,
) -> Result<&'a TransitAttachment, String> {
    let attachments = &aws.transit_attachments;
    let here = attachments.iter().find(|it| it.gateway == gateway && it.vpc == at.vpc);
    let Some(here) = here else {
        return Err(format!("{} is not attached to the transit gateway {gateway}", at.vpc));
    };
    let target = towards(&here.ways, range);
    let there = attachments.iter().find(|it| target.is_some_and(|way| way.target == it.id));
    there.ok_or_else(|| {
        format!(
            "the transit gateway {gateway} has no route to {range} for what comes from {}",
            at.vpc
        )
    })
}

fn endpoint_subnets<'a>(id: &str, aws: &'a Facts) -> Vec<&'a Subnet> {
    let endpoint = aws.vpc_endpoints.iter().find(|it| it.id == id);
    endpoint.map(|endpoint| subnets(&endpoint.subnets, aws)).unwrap_or_default()
}

fn subnets<'a>(ids: &[String], aws: &'a Facts) -> Vec<&'a Subnet> {
    ids.iter().filter_map(|id| subnet(id, aws)).collect()
}

fn subnet<'a>(id: &str, aws: &'a Facts) -> Option<&'a Subnet> {
    aws.subnets.iter().find(|it| it.id == id)
}

#[cfg(test)]
mod tests;
