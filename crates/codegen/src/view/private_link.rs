//! `network.private_link`.

use blueprint::Entry;
use blueprint::sections::network::private_link::{self, AccessLevel, Vpn};
use blueprint::values::{Cidr, Subnet, Uuid, ZoneId};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct PrivateLink<'a> {
    back_end: Option<BackEnd<'a>>,
    front_end: Option<FrontEnd<'a>>,
    service_direct: bool,
    public_access: bool,
    /// As the Databricks provider writes it: `ACCOUNT`, `ENDPOINT`.
    access_level: &'static str,
    endpoint_level: bool,
}

/// Of `create`, `existing` and `shared` one holds.
#[derive(Debug, Serialize)]
struct BackEnd<'a> {
    create: bool,
    existing: Option<RegisteredEndpoints<'a>>,
    /// The endpoints are those of the workspace whose VPC this one shares.
    shared: bool,
}

#[derive(Debug, Serialize)]
struct RegisteredEndpoints<'a> {
    rest_api: &'a Uuid,
    relay: &'a Uuid,
}

/// Of `create` and `existing` one holds.
#[derive(Debug, Serialize)]
struct FrontEnd<'a> {
    existing: Option<&'a Uuid>,
    create: bool,
    /// Empty where the endpoint is there already, as everything below.
    clients: &'a [Entry<Cidr>],
    cidr: Option<Cidr>,
    subnets: &'a [Subnet],
    /// Those of the subnets' zones that have service-direct.
    direct_zones: &'a [ZoneId],
    vpn: Option<&'a Vpn>,
}

impl<'a> PrivateLink<'a> {
    pub(super) fn of(link: &'a private_link::PrivateLink) -> Self {
        Self {
            back_end: link.back_end.as_deref().map(BackEnd::of),
            front_end: link.front_end.as_ref().map(FrontEnd::of),
            service_direct: *link.service_direct,
            public_access: *link.public_access,
            access_level: match *link.access_level {
                AccessLevel::Account => "ACCOUNT",
                AccessLevel::Endpoint => "ENDPOINT",
            },
            endpoint_level: link.is_endpoint_level(),
        }
    }
}

impl<'a> BackEnd<'a> {
    fn of(back_end: &'a private_link::BackEnd) -> Self {
        let existing = match back_end {
            private_link::BackEnd::Existing(private_link::RegisteredEndpoints {
                rest_api,
                relay,
            }) => Some(RegisteredEndpoints { rest_api, relay }),
            _ => None,
        };
        Self {
            create: *back_end == private_link::BackEnd::Create,
            existing,
            shared: *back_end == private_link::BackEnd::OfOwner,
        }
    }
}

impl<'a> FrontEnd<'a> {
    fn of(front_end: &'a private_link::FrontEnd) -> Self {
        match front_end {
            private_link::FrontEnd::Existing(endpoint) => Self {
                existing: Some(&endpoint.id),
                create: false,
                clients: &[],
                cidr: None,
                subnets: &[],
                direct_zones: &[],
                vpn: None,
            },
            private_link::FrontEnd::Create(transit) => Self {
                existing: None,
                create: true,
                clients: &transit.clients,
                cidr: Some(*transit.cidr),
                subnets: &transit.subnets,
                direct_zones: &transit.direct_zones,
                vpn: transit.vpn.as_deref(),
            },
        }
    }
}
