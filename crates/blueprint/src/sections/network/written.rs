//! The keys of `[network]`, and the choices that they give.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{firewall, private_link, serverless};
use crate::layer::{Section, keys};
use crate::sourced::Entry;
use crate::values::{Cidr, IpAddress, Name, PrefixLength, SecurityGroupId, SubnetId, VpcId, Zones};

keys! {
    "network";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[schemars(rename = "Network")]
    pub struct Written {
        /// Whose VPC. `databricks-managed`: Databricks creates one in your AWS account; this can never
        /// be changed. `customer-managed`: we create one that is yours. `existing`: one that you have.
        pub mode: Option<Entry<Mode>>,
        /// Customer-managed: range of the VPC, `/16` to `/24`. Several workspaces that inherit one range
        /// get a part of it each.
        pub cidr: Option<Entry<Cidr>>,
        /// Customer-managed: size of the part that each workspace gets of a range it inherits.
        pub vpc_size: Option<Entry<PrefixLength>>,
        /// Customer-managed: number of availability zones, or their ids. Each holds a subnet for
        /// clusters.
        pub zones: Option<Entry<Zones>>,
        /// Customer-managed: how clusters reach the internet. `nat-per-zone`: losing a zone takes no
        /// other zone's egress with it. `single-nat`: cheaper; one zone carries all egress. `firewall`:
        /// through a hub with AWS Network Firewall, to allowed domains only. `none`: not at all; AWS
        /// services and the control plane are reached through endpoints.
        pub egress: Option<Entry<Egress>>,
        /// Customer-managed: the hub of `egress = "firewall"`.
        pub firewall: Option<Section<firewall::Written>>,
        /// Customer-managed: what the endpoints of S3, STS and Kinesis let through. `restricted`: only what
        /// this workspace needs, which other software in the VPC may miss.
        pub endpoint_policy: Option<Entry<EndpointPolicy>>,
        /// Customer-managed: DNS servers of your own, which the VPC asks in place of AWS'.
        pub dns_servers: Option<Entry<Vec<Entry<IpAddress>>>>,
        /// Customer-managed: ranges of the clusters' subnets, one for each zone. Left out, they are
        /// planned: sixteen parts of the VPC, `/26` at the least. Each node takes two addresses.
        pub workspace_subnets: Option<Entry<Vec<Entry<Cidr>>>>,
        /// Customer-managed: the workspace whose VPC this one lives in, with subnets and a security
        /// group of its own.
        pub share: Option<Entry<Name>>,
        /// Existing: id of the VPC.
        pub vpc_id: Option<Entry<VpcId>>,
        /// Existing: ids of the clusters' subnets, two or more, each in another zone.
        pub subnet_ids: Option<Entry<Vec<Entry<SubnetId>>>>,
        /// Existing: ids of the clusters' security groups, one to five.
        pub security_group_ids: Option<Entry<Vec<Entry<SecurityGroupId>>>>,
        /// Clusters open the connection to the control plane and have no public address. It is always so:
        /// `false` is refused.
        pub secure_cluster_connectivity: Option<Entry<bool>>,
        /// What goes over AWS `PrivateLink` in place of the internet.
        pub private_link: Option<Section<private_link::Written>>,
        /// Ranges of public IPv4 addresses from which the workspace is reached over the internet, whoever
        /// applies among them. The NAT gateways of our VPCs come onto the list by themselves. Left out, the
        /// workspace is reached from anywhere.
        pub ip_access_list: Option<Entry<Vec<Entry<Cidr>>>>,
        /// How serverless compute reaches what is yours.
        pub serverless: Option<Section<serverless::Written>>,
    }
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Mode {
    DatabricksManaged,
    CustomerManaged,
    Existing,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Egress {
    NatPerZone,
    SingleNat,
    Firewall,
    None,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum EndpointPolicy {
    FullAccess,
    Restricted,
}
