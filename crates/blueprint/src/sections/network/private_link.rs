//! `[network.private-link]`: what goes over AWS `PrivateLink` in place of the internet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::layer::{Section, layer_fields};
use crate::reading::{Reading, WrittenKey};
use crate::sourced::{Entry, Sourced};
use crate::values::{Cidr, IpAddress, Provision, Subnet, Uuid, ZoneId};

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
layer_fields!(Written { back_end, front_end, service_direct, public_access, access_level });

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
layer_fields!(WrittenFrontEnd { existing, clients, cidr, vpn });

/// Ids of endpoints that are registered with Databricks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case"))]
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

#[derive(Clone, Debug, Serialize)]
pub struct PrivateLink {
    pub back_end: Option<BackEnd>,
    pub front_end: Option<FrontEnd>,
    pub service_direct: Sourced<bool>,
    pub public_access: Sourced<bool>,
    #[serde(skip)]
    pub level: Sourced<AccessLevel>,
    /// As the Databricks provider writes it: `ACCOUNT`, `ENDPOINT`.
    pub access_level: &'static str,
    pub endpoint_level: bool,
    /// `[network.private-link]` itself.
    #[serde(skip)]
    pub header: Sourced<()>,
}

/// Of `create`, `existing` and `shared` one holds.
#[derive(Clone, Debug, Serialize)]
pub struct BackEnd {
    #[serde(skip)]
    pub provision: Sourced<Provision<RegisteredEndpoints>>,
    pub create: bool,
    pub existing: Option<RegisteredEndpoints>,
    /// The endpoints are those of the workspace whose VPC this one shares.
    pub shared: bool,
}

/// Of `create` and `existing` one holds.
#[derive(Clone, Debug, Serialize)]
pub struct FrontEnd {
    pub existing: Option<Sourced<Uuid>>,
    pub create: bool,
    /// Empty where the endpoint is there already, as everything below.
    pub clients: Sourced<Vec<Entry<Cidr>>>,
    pub cidr: Sourced<Cidr>,
    pub subnets: Vec<Subnet>,
    /// Those of `subnets` whose zone has service-direct.
    pub direct_zones: Vec<ZoneId>,
    pub vpn: Option<Sourced<Vpn>>,
    /// `[network.private-link.front-end]` itself.
    #[serde(skip)]
    pub header: Sourced<()>,
}

/// In the 2026 edition a transit VPC has this range if the blueprint gives it none.
const DEFAULT_CIDR: &str = "10.255.0.0/24";

/// `shares`: the workspace lives in another's VPC, whose endpoints it uses.
pub(super) fn resolve(
    (header, written): (Sourced<()>, Written),
    shares: bool,
    reading: &mut Reading,
) -> PrivateLink {
    let section = header.span();
    let Written { back_end, front_end, service_direct, public_access, access_level } = written;
    let key = "network.private-link.back-end";
    let back_end = reading.optional_or(key, back_end, section, || Provision::Create);
    let front_end = reading.table("network.private-link.front-end", front_end, section);
    let level = reading
        .or("network.private-link.access-level", access_level, section, || AccessLevel::Account);
    let key = "network.private-link.service-direct";
    PrivateLink {
        back_end: back_end.map(|provision| resolve_back_end(provision, shares)),
        front_end: front_end.map(|table| resolve_front_end(table, reading)),
        service_direct: reading.or(key, service_direct, section, || false),
        public_access: reading.or(
            "network.private-link.public-access",
            public_access,
            section,
            || true,
        ),
        access_level: match *level {
            AccessLevel::Account => "ACCOUNT",
            AccessLevel::Endpoint => "ENDPOINT",
        },
        endpoint_level: *level == AccessLevel::Endpoint,
        level,
        header,
    }
}

fn resolve_back_end(provision: Sourced<Provision<RegisteredEndpoints>>, shares: bool) -> BackEnd {
    let existing = provision.existing().cloned();
    let create = existing.is_none() && !shares;
    BackEnd { create, shared: existing.is_none() && shares, existing, provision }
}

fn resolve_front_end(
    (header, written): (Sourced<()>, WrittenFrontEnd),
    reading: &mut Reading,
) -> FrontEnd {
    let section = header.span();
    let WrittenFrontEnd { existing, clients, cidr, vpn } = written;
    let existing_key = "network.private-link.front-end.existing";
    let existing = reading.optional_or(existing_key, existing, section, Uuid::nil);
    let clients_key = "network.private-link.front-end.clients";
    if let Some(endpoint) = &existing {
        let keys = [
            WrittenKey::of(clients_key, clients.as_ref()),
            WrittenKey::of("network.private-link.front-end.cidr", cidr.as_ref()),
            WrittenKey::of("network.private-link.front-end.vpn", vpn.as_ref()),
        ];
        reading.inapplicable(keys, endpoint, "the endpoint and its VPC are there already");
    }
    let clients = if existing.is_some() {
        Sourced::derived(clients_key, Vec::new(), section)
    } else {
        reading.required(clients_key, clients, section, "clients = [\"10.0.0.0/8\"]", Vec::new)
    };
    let default = || Cidr::parse(DEFAULT_CIDR).expect("a range");
    FrontEnd {
        create: existing.is_none(),
        existing,
        clients,
        cidr: reading.or("network.private-link.front-end.cidr", cidr, section, default),
        subnets: Vec::new(),
        direct_zones: Vec::new(),
        vpn: Reading::optional("network.private-link.front-end.vpn", vpn),
        header,
    }
}
