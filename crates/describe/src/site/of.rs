//! From a resolved workspace to the site that descriptions ask.

use blueprint::sections::metastore::Mode;
use blueprint::sections::network::{self, Egress, Kind, Shared, private_link};
use blueprint::sections::workspace::Workspace;
use blueprint::{Architecture, Entry};

use super::{
    BackEnd, FrontEnd, Metastore, Policy, PrivateEndpoint, ServerlessNetwork, Site, Vpc, WayOut,
    shown,
};

pub(super) fn site<'a>(arch: &Architecture, workspace: &'a Workspace) -> Site<'a> {
    let network = &workspace.network;
    let (vpc, way_out) = vpc(&network.kind);
    let link = network.private_link.as_ref();
    let (dns_servers, restricted_endpoints) = inside_vpc(&network.kind);
    Site {
        workspace,
        vpc,
        way_out,
        subnets: network.workspace_subnets().map_or(&[], |subnets| subnets),
        back_end: link.and_then(|link| link.back_end.as_ref()).map(back_end),
        front_end: link.and_then(|link| link.front_end.as_ref()).map(front_end),
        service_direct: link.is_some_and(|link| *link.service_direct),
        public_access: link.is_none_or(|link| *link.public_access),
        ip_access_list: network.ip_access_list.as_ref().map(|list| shown(list)).unwrap_or_default(),
        metastore: metastore(workspace),
        dns_servers,
        restricted_endpoints,
        serverless: network.serverless.as_ref().map(serverless).unwrap_or_default(),
        applied_before: arch.applied_before(workspace),
    }
}

fn vpc(kind: &Kind) -> (Vpc<'_>, WayOut) {
    match kind {
        Kind::ServerlessOnly {} => (Vpc::None, WayOut::Isolated),
        Kind::DatabricksManaged {} => (Vpc::Databricks, WayOut::DatabricksNat),
        Kind::CustomerManaged(own) => {
            let way_out = match *own.egress {
                Egress::NatPerZone => WayOut::NatPerZone,
                Egress::SingleNat => WayOut::SingleNat,
                Egress::Firewall => WayOut::Firewall,
                Egress::None => WayOut::Isolated,
            };
            (Vpc::Own(own), way_out)
        }
        Kind::Shared(shared) => {
            let owner = Vpc::Shared { owner: &shared.owner_name };
            (owner, shared_way_out(shared))
        }
        Kind::Existing(existing) => (Vpc::Existing(existing), WayOut::Yours),
    }
}

fn shared_way_out(shared: &Shared) -> WayOut {
    let owner = &shared.way_out;
    if owner.isolated {
        WayOut::Isolated
    } else if owner.firewall {
        WayOut::Firewall
    } else if owner.single_nat {
        WayOut::SingleNat
    } else {
        WayOut::NatPerZone
    }
}

fn inside_vpc(kind: &Kind) -> (Vec<String>, bool) {
    let (servers, way_out) = match kind {
        Kind::CustomerManaged(own) => (&own.dns_servers, &own.way_out),
        Kind::Shared(shared) => (&shared.dns_servers, &shared.way_out),
        _ => return (Vec::new(), false),
    };
    let servers = servers.as_ref().map(|servers| shown(servers)).unwrap_or_default();
    (servers, way_out.restricted_endpoints)
}

fn back_end(back_end: &private_link::BackEnd) -> BackEnd {
    match (back_end.create, back_end.shared) {
        (true, _) => BackEnd::Created,
        (false, true) => BackEnd::Shared,
        (false, false) => BackEnd::Existing,
    }
}

fn front_end(front_end: &private_link::FrontEnd) -> FrontEnd<'_> {
    FrontEnd {
        existing: front_end.existing.as_ref().map(|id| id.to_string()),
        cidr: front_end.cidr.to_string(),
        subnets: &front_end.subnets,
        clients: shown(&front_end.clients),
        direct_zones: front_end.direct_zones.len(),
        vpn: front_end.vpn.as_ref().map(|vpn| vpn.gateway.to_string()),
    }
}

fn metastore(workspace: &Workspace) -> Metastore {
    let metastore = &workspace.metastore;
    match *metastore.mode {
        Mode::UnityCatalog => Metastore::UnityCatalog { hive_off: metastore.legacy_off },
        Mode::LegacyHive => Metastore::LegacyHive,
        Mode::Glue => Metastore::Glue,
        Mode::ExternalHive => Metastore::ExternalHive {
            addresses: shown(&metastore.addresses),
            port: *metastore.port,
        },
    }
}

fn serverless(network: &network::Serverless) -> ServerlessNetwork {
    let endpoint = |(name, entry): (&_, &Entry<network::private_endpoint::PrivateEndpoint>)| {
        let written = &entry.value;
        let domains = written.domains.iter().flat_map(|domains| shown(&domains.value));
        let buckets = written.buckets.iter().flat_map(|buckets| shown(&buckets.value));
        PrivateEndpoint {
            name: ToString::to_string(name),
            service: written.service.as_ref().map(|service| service.value.to_string()),
            targets: domains.chain(buckets).collect(),
        }
    };
    let policy = |policy: &network::serverless::Policy| Policy {
        existing: policy.existing.as_ref().map(|id| id.to_string()),
        domains: shown(&policy.allowed_domains),
        buckets: shown(&policy.allowed_buckets),
        dry_run: *policy.dry_run,
    };
    ServerlessNetwork {
        has_configuration: network.connectivity_configuration.is_some(),
        endpoints: network.private_endpoints.iter().map(endpoint).collect(),
        policy: network.policy.as_ref().map(policy),
    }
}
