//! A network as AWS holds it, and what is found about it.

use crate::facts::{SecurityGroup, Subnet, Vpc, VpcEndpoint, towards};
use crate::network::ways_out;

pub(crate) struct Seen<'a> {
    pub(crate) vpc: &'a Vpc,
    pub(crate) subnets: Vec<&'a Subnet>,
    pub(crate) groups: Vec<&'a SecurityGroup>,
    /// Of the control plane, empty without `PrivateLink`.
    pub(crate) endpoints: Vec<&'a VpcEndpoint>,
}

impl Seen<'_> {
    /// Nodes in the subnet reach what has an endpoint, and nothing else.
    pub(crate) fn is_isolated(&self, subnet: &Subnet) -> bool {
        !self.endpoints.is_empty() && towards(&subnet.routes, ways_out::internet()).is_none()
    }
}

#[derive(Debug)]
pub(crate) struct Finding {
    /// As the API has it: `vpc`, `subnet`, `securityGroup`.
    pub(crate) about: &'static str,
    pub(crate) message: String,
}

pub(crate) fn error(errors: &mut Vec<Finding>, about: &'static str, message: String) {
    errors.push(Finding { about, message });
}
