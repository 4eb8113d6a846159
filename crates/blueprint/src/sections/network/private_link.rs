//! `[network.private-link]`: what goes over AWS `PrivateLink` in place of the internet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::layer::{Section, keys};
use crate::reading::{Reading, WrittenKey};
use crate::sourced::{Entry, Sourced};
use crate::values::{Cidr, IpAddress, Provision, Subnet, Uuid, ZoneId};

keys! {
    "network.private-link";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[schemars(rename = "PrivateLink")]
    pub struct Written {
        /// Clusters reach the REST API and the relay through endpoints: `"create"`, or
        /// `{ existing = { rest-api = "<id>", relay = "<id>" } }` with the ids under which Databricks
        /// has registered yours. A workspace that shares a VPC uses those of its owner.
        pub back_end: Option<Entry<Provision<RegisteredEndpoints>>>,
        /// People and tools reach the workspace through an endpoint in a transit VPC.
        pub front_end: Option<Section<WrittenFrontEnd>>,
        /// `true`: an endpoint in the transit VPC for services that move much data (Zerobus Ingest,
        /// Lakebase).
        pub service_direct: Option<Entry<bool>>,
        /// `false`: the workspace is reached through endpoints only. Needs both ends.
        pub public_access: Option<Entry<bool>>,
        /// Which endpoints reach the workspace: `account`, any that your Databricks account has
        /// registered; `endpoint`, only those of this workspace.
        pub access_level: Option<Entry<AccessLevel>>,
    }
}

keys! {
    "network.private-link.front-end";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[schemars(rename = "FrontEnd")]
    pub struct WrittenFrontEnd {
        /// Id under which Databricks has registered an endpoint that is there already.
        pub existing: Option<Entry<Uuid>>,
        /// Ranges from which people and tools come.
        pub clients: Option<Entry<Vec<Entry<Cidr>>>>,
        /// Range of the transit VPC, `/24` or larger. It is reached from your own network.
        pub cidr: Option<Entry<Cidr>>,
        /// A site-to-site VPN from your network to the transit VPC.
        pub vpn: Option<Entry<Vpn>>,
    }
}

/// Ids of endpoints that are registered with Databricks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct RegisteredEndpoints {
    /// Of the web application and REST API.
    pub rest_api: Uuid,
    /// Of the secure cluster connectivity relay.
    pub relay: Uuid,
}

/// Your side of a site-to-site VPN.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct Vpn {
    /// Public address of your gateway.
    pub gateway: IpAddress,
    /// Its BGP autonomous system number.
    pub asn: u32,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum AccessLevel {
    Account,
    Endpoint,
}

/// What the section says: where the transit VPC's subnets lie is planned for all workspaces together.
#[derive(Clone, Debug)]
pub(crate) struct PrivateLinkDraft {
    pub(crate) back_end: Option<Sourced<BackEnd>>,
    pub(crate) front_end: Option<FrontEndDraft>,
    pub(crate) service_direct: Sourced<bool>,
    pub(crate) public_access: Sourced<bool>,
    pub(crate) access_level: Sourced<AccessLevel>,
    pub(crate) header: Sourced<()>,
}

#[derive(Clone, Debug)]
pub(crate) enum FrontEndDraft {
    Existing(ExistingEndpoint),
    Create(TransitVpcDraft),
}

#[derive(Clone, Debug)]
pub(crate) struct TransitVpcDraft {
    pub(crate) clients: Sourced<Vec<Entry<Cidr>>>,
    pub(crate) cidr: Sourced<Cidr>,
    pub(crate) vpn: Option<Sourced<Vpn>>,
    pub(crate) header: Sourced<()>,
}

#[derive(Clone, Debug)]
pub struct PrivateLink {
    pub back_end: Option<Sourced<BackEnd>>,
    pub front_end: Option<FrontEnd>,
    pub service_direct: Sourced<bool>,
    pub public_access: Sourced<bool>,
    pub access_level: Sourced<AccessLevel>,
    /// `[network.private-link]` itself.
    pub header: Sourced<()>,
}

/// Through which endpoints clusters reach the control plane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackEnd {
    /// Those that are created with the workspace's VPC.
    Create,
    Existing(RegisteredEndpoints),
    /// Those of the workspace whose VPC this one shares.
    OfOwner,
}

/// Through which endpoint people and tools reach the workspace.
#[derive(Clone, Debug)]
pub enum FrontEnd {
    Existing(ExistingEndpoint),
    Create(TransitVpc),
}

/// An endpoint that is registered with Databricks already.
#[derive(Clone, Debug)]
pub struct ExistingEndpoint {
    pub id: Sourced<Uuid>,
    /// `[network.private-link.front-end]` itself.
    pub header: Sourced<()>,
}

/// A VPC that is reached from the customer's network, with the endpoint in it.
#[derive(Clone, Debug)]
pub struct TransitVpc {
    /// Ranges from which people and tools come.
    pub clients: Sourced<Vec<Entry<Cidr>>>,
    pub cidr: Sourced<Cidr>,
    pub subnets: Vec<Subnet>,
    /// Those of its zones that have service-direct.
    pub direct_zones: Vec<ZoneId>,
    pub vpn: Option<Sourced<Vpn>>,
    /// `[network.private-link.front-end]` itself.
    pub header: Sourced<()>,
}

impl PrivateLink {
    /// Only endpoints of this workspace reach it.
    pub fn is_endpoint_level(&self) -> bool {
        *self.access_level == AccessLevel::Endpoint
    }
}

impl FrontEnd {
    /// Id of the endpoint that is registered already.
    pub fn existing(&self) -> Option<&Uuid> {
        match self {
            Self::Existing(endpoint) => Some(&endpoint.id),
            Self::Create(_) => None,
        }
    }

    /// `[network.private-link.front-end]` itself.
    pub fn header(&self) -> &Sourced<()> {
        match self {
            Self::Existing(endpoint) => &endpoint.header,
            Self::Create(transit) => &transit.header,
        }
    }
}

/// Whose VPC the clusters of a workspace live in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    OwnVpc,
    /// Another's, whose endpoints it uses.
    SharedVpc,
}

/// In the 2026 edition a transit VPC has this range if the blueprint gives it none.
const DEFAULT_CIDR: &str = "10.255.0.0/24";

pub(super) fn resolve(
    (header, written): (Sourced<()>, Written),
    home: Home,
    reading: &mut Reading,
) -> PrivateLinkDraft {
    let section = header.span();
    let Written { back_end, front_end, service_direct, public_access, access_level } = written;
    let key = Written::back_end;
    let back_end = reading.optional_or(key, back_end, section, || Provision::Create);
    let front_end = reading.table(Written::front_end, front_end, section);
    let level_key = Written::access_level;
    let direct_key = Written::service_direct;
    let public_key = Written::public_access;
    PrivateLinkDraft {
        back_end: back_end.map(|provision| provision.map(|it| resolve_back_end(it, home))),
        front_end: front_end.map(|table| resolve_front_end(table, reading)),
        service_direct: reading.or(direct_key, service_direct, section, || false),
        public_access: reading.or(public_key, public_access, section, || true),
        access_level: reading.or(level_key, access_level, section, || AccessLevel::Account),
        header,
    }
}

fn resolve_back_end(provision: Provision<RegisteredEndpoints>, home: Home) -> BackEnd {
    match (provision, home) {
        (Provision::Existing(endpoints), _) => BackEnd::Existing(endpoints),
        (Provision::Create, Home::OwnVpc) => BackEnd::Create,
        (Provision::Create, Home::SharedVpc) => BackEnd::OfOwner,
    }
}

fn resolve_front_end(
    (header, written): (Sourced<()>, WrittenFrontEnd),
    reading: &mut Reading,
) -> FrontEndDraft {
    let section = header.span();
    let WrittenFrontEnd { existing, clients, cidr, vpn } = written;
    let clients_key = WrittenFrontEnd::clients;
    let cidr_key = WrittenFrontEnd::cidr;
    let vpn_key = WrittenFrontEnd::vpn;
    let existing_key = WrittenFrontEnd::existing;
    if let Some(id) = reading.optional_or(existing_key, existing, section, Uuid::nil) {
        let keys = [
            WrittenKey::of(clients_key, clients.as_ref()),
            WrittenKey::of(cidr_key, cidr.as_ref()),
            WrittenKey::of(vpn_key, vpn.as_ref()),
        ];
        reading.inapplicable(keys, &id, "the endpoint and its VPC are there already");
        return FrontEndDraft::Existing(ExistingEndpoint { id, header });
    }
    let example = "clients = [\"10.0.0.0/8\"]";
    let default = || Cidr::parse(DEFAULT_CIDR).expect("a range");
    FrontEndDraft::Create(TransitVpcDraft {
        clients: reading.required(clients_key, clients, section, example, Vec::new),
        cidr: reading.or(cidr_key, cidr, section, default),
        vpn: Reading::optional(vpn_key, vpn),
        header,
    })
}

impl PrivateLinkDraft {
    /// The transit VPC that is created.
    pub(crate) fn transit_vpc(&self) -> Option<&TransitVpcDraft> {
        match &self.front_end {
            Some(FrontEndDraft::Create(transit)) => Some(transit),
            _ => None,
        }
    }

    pub(super) fn settle(self, subnets: Vec<Subnet>, direct_zones: Vec<ZoneId>) -> PrivateLink {
        let Self { back_end, front_end, service_direct, public_access, access_level, header } =
            self;
        let front_end = front_end.map(|draft| match draft {
            FrontEndDraft::Existing(endpoint) => FrontEnd::Existing(endpoint),
            FrontEndDraft::Create(TransitVpcDraft { clients, cidr, vpn, header }) => {
                FrontEnd::Create(TransitVpc { clients, cidr, subnets, direct_zones, vpn, header })
            }
        });
        PrivateLink { back_end, front_end, service_direct, public_access, access_level, header }
    }
}
