//! What `[network]` and the tables below it say, as keys and values.

use std::collections::BTreeMap;

use super::entries::ranges;
use super::text::{Entry, Table};
use crate::sections::network::firewall::{Firewall, HubSubnets};
use crate::sections::network::private_endpoint::PrivateEndpoint;
use crate::sections::network::private_link::{
    self, BackEnd, ExistingEndpoint, FrontEnd, PrivateLink, RegisteredEndpoints, TransitVpc,
};
use crate::sections::network::serverless::{self, NewPolicy, Policy, Serverless};
use crate::sections::network::{self, CustomerManaged, Existing, Kind, Network, Shared};
use crate::sourced::{self, Sourced};
use crate::values::Subnet;

/// `path` is that of `[network]`.
pub(super) fn tables(path: &str, network: &Network) -> Vec<Table> {
    let Network { mode, private_link, ip_access_list, serverless, planned_before: _, kind } =
        network;
    let mut entries = vec![Entry::optional(network::Written::mode, mode.as_ref())];
    if mode.is_none() {
        entries.clear();
    }
    entries.extend(match kind {
        Kind::ServerlessOnly | Kind::DatabricksManaged => Vec::new(),
        Kind::CustomerManaged(network) => customer_managed(network),
        Kind::Shared(network) => shared(network),
        Kind::Existing(network) => existing(network),
    });
    entries.push(Entry::optional(network::Written::ip_access_list, ip_access_list.as_ref()));
    let mut tables = vec![Table::new(path, entries)];
    if let Some(hub) = network.customer_managed().and_then(|network| network.hub.as_ref()) {
        tables.push(Table::new(&format!("{path}.firewall"), firewall(hub)));
    }
    if let Some(link) = private_link {
        tables.extend(private_link_tables(&format!("{path}.private-link"), link));
    }
    if let Some(serverless) = serverless {
        tables.extend(serverless_tables(&format!("{path}.serverless"), serverless));
    }
    tables
}

fn customer_managed(network: &CustomerManaged) -> Vec<Entry> {
    let CustomerManaged {
        cidr,
        vpc_size,
        zones,
        egress,
        endpoint_policy,
        dns_servers,
        hub: _,
        workspace_subnets,
        endpoint_subnets,
        public_subnets,
        transit_subnets,
    } = network;
    let small = [
        ("endpoint-subnets", endpoint_subnets),
        ("public-subnets", public_subnets),
        ("transit-subnets", transit_subnets),
    ];
    let mut entries = vec![
        Entry::own(cidr),
        // The range above is the part itself.
        Entry::optional(network::Written::vpc_size, vpc_size.as_ref()).into_comment(),
        Entry::own(zones),
        Entry::own(egress),
        Entry::own(endpoint_policy),
        Entry::optional(network::Written::dns_servers, dns_servers.as_ref()),
        subnets(workspace_subnets),
    ];
    entries.extend(
        small
            .into_iter()
            .filter(|(_, subnets)| !subnets.is_empty())
            .map(|(key, subnets)| Entry::fact(key, &ranges(subnets))),
    );
    entries
}

fn shared(network: &Shared) -> Vec<Entry> {
    let Shared { owner, vpc: _, zones, workspace_subnets } = network;
    vec![Entry::own(owner), Entry::own(zones), subnets(workspace_subnets)]
}

fn existing(network: &Existing) -> Vec<Entry> {
    let Existing { vpc_id, subnet_ids, security_group_ids } = network;
    vec![Entry::own(vpc_id), Entry::own(subnet_ids), Entry::own(security_group_ids)]
}

fn subnets(subnets: &Sourced<Vec<Subnet>>) -> Entry {
    Entry::of(subnets, &ranges(subnets))
}

fn firewall(hub: &Firewall) -> Vec<Entry> {
    let Firewall { cidr, allowed_domains, subnets } = hub;
    let HubSubnets { transit, firewall, public } = subnets;
    vec![
        Entry::own(cidr),
        Entry::own(allowed_domains),
        Entry::fact("transit-subnets", &ranges(transit)),
        Entry::fact("firewall-subnets", &ranges(firewall)),
        Entry::fact("public-subnets", &ranges(public)),
    ]
}

fn private_link_tables(path: &str, link: &PrivateLink) -> Vec<Table> {
    let PrivateLink { back_end, front_end, service_direct, public_access, access_level, header: _ } =
        link;
    let entries = vec![
        back_end
            .as_ref()
            .map_or_else(|| Entry::absent(private_link::Written::back_end), back_end_entry),
        Entry::own(service_direct),
        Entry::own(public_access),
        Entry::own(access_level),
    ];
    let mut tables = vec![Table::new(path, entries)];
    if let Some(front_end) = front_end {
        tables.push(Table::new(&format!("{path}.front-end"), front_end_entries(front_end)));
    }
    tables
}

/// A blueprint writes endpoints of the VPC's owner as it does its own.
fn back_end_entry(back_end: &Sourced<BackEnd>) -> Entry {
    match &**back_end {
        BackEnd::Create | BackEnd::OfOwner => Entry::of(back_end, &"create"),
        BackEnd::Existing(RegisteredEndpoints { rest_api, relay }) => {
            let ids = BTreeMap::from([("rest-api", rest_api), ("relay", relay)]);
            Entry::of(back_end, &BTreeMap::from([("existing", ids)]))
        }
    }
}

fn front_end_entries(front_end: &FrontEnd) -> Vec<Entry> {
    match front_end {
        FrontEnd::Existing(ExistingEndpoint { id, header: _ }) => vec![Entry::own(id)],
        FrontEnd::Create(TransitVpc {
            clients,
            cidr,
            subnets,
            direct_zones: _,
            vpn,
            header: _,
        }) => {
            vec![
                Entry::own(clients),
                Entry::own(cidr),
                Entry::fact("subnets", &ranges(subnets)),
                Entry::optional(private_link::WrittenFrontEnd::vpn, vpn.as_ref()),
            ]
        }
    }
}

fn serverless_tables(path: &str, serverless: &Serverless) -> Vec<Table> {
    let Serverless { connectivity_configuration, private_endpoints, policy, header: _ } =
        serverless;
    let configuration = Entry::optional(
        serverless::Written::connectivity_configuration,
        connectivity_configuration.as_ref(),
    );
    let mut tables = vec![Table::new(path, vec![configuration])];
    for (name, endpoint) in private_endpoints {
        let path = format!("{path}.private-endpoints.{name}");
        tables.push(Table::new(&path, private_endpoint(endpoint)));
    }
    if let Some(policy) = policy {
        tables.push(Table::new(&format!("{path}.policy"), policy_entries(policy)));
    }
    tables
}

fn private_endpoint(endpoint: &sourced::Entry<PrivateEndpoint>) -> Vec<Entry> {
    let PrivateEndpoint { service, domains, buckets } = &endpoint.value;
    // A workspace inherits an endpoint as a whole.
    let sourced::Entry { span, inherited, .. } = *endpoint;
    let whole = sourced::Entry { value: (), span, inherited };
    let origin = Sourced::written(serverless::Written::private_endpoints, whole);
    let mut entries = Vec::new();
    entries.extend(service.as_ref().map(|service| Entry::line("service", &origin, service)));
    entries.extend(domains.as_ref().map(|domains| Entry::line("domains", &origin, domains)));
    entries.extend(buckets.as_ref().map(|buckets| Entry::line("buckets", &origin, buckets)));
    entries
}

fn policy_entries(policy: &Policy) -> Vec<Entry> {
    match policy {
        Policy::Existing { id, header: _ } => vec![Entry::own(id)],
        Policy::Create(NewPolicy { allowed_domains, allowed_buckets, dry_run, header: _ }) => {
            vec![Entry::own(allowed_domains), Entry::own(allowed_buckets), Entry::own(dry_run)]
        }
    }
}
