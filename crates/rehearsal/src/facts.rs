//! What AWS holds, as the stand-in for AWS tells it: what the Databricks simulator judges by.

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
    /// Target of 0.0.0.0/0 in the route table that holds for the subnet.
    pub default_route: Option<String>,
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
pub struct Key {
    pub arn: String,
    pub account: String,
    pub region: String,
    pub enabled: bool,
    pub usage: String,
    pub policy: Value,
}

#[derive(Clone, Debug, Deserialize)]
pub struct InstanceProfile {
    pub arn: String,
    pub roles: Vec<String>,
}
