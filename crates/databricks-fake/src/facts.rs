//! What AWS holds, as the fake of AWS tells it: what the fake of Databricks judges by.

use ipnet::Ipv4Net;
use serde::Deserialize;
use serde_json::Value;

/// Of every account and region.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Facts {
    pub roles: Vec<Role>,
    pub buckets: Vec<Bucket>,
    pub vpcs: Vec<Vpc>,
    pub subnets: Vec<Subnet>,
    pub security_groups: Vec<SecurityGroup>,
    pub vpc_endpoints: Vec<VpcEndpoint>,
    pub nat_gateways: Vec<NatGateway>,
    pub transit_attachments: Vec<TransitAttachment>,
    pub prefix_lists: Vec<PrefixList>,
    pub keys: Vec<Key>,
    pub instance_profiles: Vec<InstanceProfile>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Role {
    pub arn: String,
    pub name: String,
    pub account: String,
    /// Policy document.
    pub trust: Value,
    /// Inline and attached ones.
    pub policies: Vec<Policy>,
    /// Policy document beyond which the others allow nothing.
    pub permissions_boundary: Option<Value>,
    /// Unix seconds at which the role, its trust, or a policy of it last changed.
    pub changed: f64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Policy {
    pub name: String,
    pub document: Value,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Bucket {
    pub name: String,
    pub account: String,
    pub region: String,
    pub policy: Option<Value>,
    pub encryption: Option<Encryption>,
    pub versioning: String,
    pub public_access_blocked: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Encryption {
    /// `AES256` or `aws:kms`.
    pub algorithm: String,
    pub key: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Vpc {
    pub id: String,
    pub account: String,
    pub region: String,
    pub cidrs: Vec<Ipv4Net>,
    pub dns_support: bool,
    pub dns_hostnames: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Subnet {
    pub id: String,
    pub account: String,
    pub region: String,
    pub vpc: String,
    pub cidr: Ipv4Net,
    pub zone: String,
    pub zone_id: String,
    /// Of the route table that holds for the subnet, without the one within the VPC.
    pub routes: Vec<Route>,
    pub maps_public_addresses: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct SecurityGroup {
    pub id: String,
    pub account: String,
    pub region: String,
    pub vpc: String,
    pub ingress: Vec<Permission>,
    pub egress: Vec<Permission>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Permission {
    /// `tcp`, `udp`, `icmp`, or `-1` for all.
    pub protocol: String,
    pub from: Option<i64>,
    pub to: Option<i64>,
    /// Ids of security groups and prefix lists, and ranges of addresses.
    pub peers: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct VpcEndpoint {
    pub id: String,
    pub account: String,
    pub region: String,
    pub vpc: String,
    pub service: String,
    /// `Gateway`, `Interface` or `GatewayLoadBalancer`.
    pub kind: String,
    pub state: String,
    pub subnets: Vec<String>,
    pub security_groups: Vec<String>,
    pub private_dns: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Route {
    /// A range of addresses, or the id of a prefix list.
    pub destination: String,
    /// The id of what takes the packets.
    pub target: String,
}

/// Where packets to `range` go: the longest prefix wins.
pub fn towards(routes: &[Route], range: Ipv4Net) -> Option<&Route> {
    let holds = |route: &Route| {
        let destination = route.destination.parse::<Ipv4Net>().ok()?;
        destination.contains(&range).then_some(destination.prefix_len())
    };
    let best = routes.iter().filter_map(|route| Some((holds(route)?, route))).max_by_key(|it| it.0);
    best.map(|(_, route)| route)
}

#[derive(Clone, Debug, Deserialize)]
pub struct NatGateway {
    pub id: String,
    pub account: String,
    pub region: String,
    pub subnet: String,
}

/// Of a VPC to a transit gateway.
#[derive(Clone, Debug, Deserialize)]
pub struct TransitAttachment {
    pub id: String,
    pub account: String,
    pub region: String,
    pub gateway: String,
    pub vpc: String,
    pub subnets: Vec<String>,
    /// What the gateway does with what comes from here: the targets are attachments.
    pub ways: Vec<Route>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct PrefixList {
    pub id: String,
    pub account: String,
    pub region: String,
    /// `com.amazonaws.eu-west-1.s3`, if it is one of AWS' own.
    pub name: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Key {
    pub arn: String,
    pub account: String,
    pub region: String,
    /// As KMS calls it: `Enabled`, `Disabled`, `PendingDeletion`.
    pub state: String,
    pub usage: String,
    pub policy: Value,
}

impl Key {
    /// Why it cannot be used, if so.
    pub fn unusable(&self) -> Option<&'static str> {
        match self.state.as_str() {
            "Enabled" => None,
            "PendingDeletion" => Some("pending deletion"),
            _ => Some("disabled"),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
pub struct InstanceProfile {
    pub arn: String,
    /// ARNs: one, or none yet.
    pub roles: Vec<String>,
    /// Unix seconds at which it came, or its role last changed.
    pub changed: f64,
}
