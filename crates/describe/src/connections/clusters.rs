//! What clusters open: to storage, to metadata, to the control plane, to the internet.

use super::{Access, CLUSTER, Connection, Exit, Link, Place, connection};
use crate::site::{BackEnd, Metastore, Site, Vpc, WayOut};

pub(super) fn of(site: &Site) -> Vec<Connection> {
    let mut all = vec![root_bucket(site)];
    all.extend(data_buckets(site));
    all.extend([
        aws_service(site, "AWS STS", Place::Sts, Exit::StsEndpoint),
        aws_service(site, "AWS Kinesis", Place::Kinesis, Exit::KinesisEndpoint),
        metastore(site),
        rest_api(site),
        relay(site),
        internet(site),
    ]);
    all.extend(dns(site));
    all
}

fn from_clusters(via: Option<Exit>, to: Place) -> Link {
    Link { from: Place::Clusters, via, to }
}

fn root_bucket(site: &Site) -> Connection {
    let (via, how) = to_s3(site, "this workspace's buckets");
    connection(CLUSTER, "root bucket", "443", how, from_clusters(Some(via), Place::RootBucket))
}

fn data_buckets(site: &Site) -> Option<Connection> {
    let access = &site.workspace.data_access;
    let by_catalog =
        site.workspace.summary.unity_storage.then_some("what Unity Catalog hands out for a while");
    let by_profile = access.instance_profiles.then_some("the cluster's instance profile");
    let by_user = access.passthrough.then_some("the user's data role");
    let with: Vec<_> = [by_catalog, by_profile, by_user].into_iter().flatten().collect();
    let (via, (reached, path)) = to_s3(site, "buckets of the account");
    let how = (reached, format!("{path}; with {}", with.join(", or ")));
    let link = from_clusters(Some(via), Place::Storage);
    let is_there = !site.workspace.buckets.is_empty() && !with.is_empty();
    is_there.then(|| connection(CLUSTER, "data buckets", "443", how, link))
}

fn to_s3(site: &Site, admitted: &str) -> (Exit, (Access, String)) {
    match site.vpc {
        Vpc::Databricks => (
            Exit::S3Endpoint,
            (Access::Private, "S3 gateway endpoint of the VPC that Databricks keeps".to_owned()),
        ),
        Vpc::Existing(_) => (Exit::YourRoutes, yours("an S3 gateway endpoint is advised")),
        _ if site.restricted_endpoints => (
            Exit::S3Endpoint,
            (Access::Private, format!("S3 gateway endpoint, restricted to {admitted}")),
        ),
        _ => (Exit::S3Endpoint, (Access::Private, "S3 gateway endpoint".to_owned())),
    }
}

fn yours(advice: &str) -> (Access, String) {
    (Access::AsRouted, format!("as your VPC routes it; {advice}"))
}

fn aws_service(site: &Site, name: &str, place: Place, endpoint: Exit) -> Connection {
    let (via, how) = match site.vpc {
        Vpc::Databricks => {
            let path = "public network, through the NAT gateway that Databricks keeps";
            (Exit::Nat, (Access::Public, path.to_owned()))
        }
        Vpc::Existing(_) => (Exit::YourRoutes, yours("an interface endpoint is advised")),
        _ => (endpoint, (Access::Private, "interface endpoint with private DNS".to_owned())),
    };
    connection(CLUSTER, name, "443", how, from_clusters(Some(via), place))
}

fn metastore(site: &Site) -> Connection {
    match &site.metastore {
        Metastore::UnityCatalog { .. } => {
            let (via, how) = to_control_plane(site, Exit::RestEndpoint);
            let how = (how.0, format!("{}, as the REST API", how.1));
            let link = from_clusters(Some(via), Place::UnityCatalog);
            connection(CLUSTER, "metastore (Unity Catalog)", "443, 8444", how, link)
        }
        Metastore::LegacyHive => {
            let (via, (access, path)) = through_the_exit(site);
            let how = (access, format!("{path}; JDBC, never over PrivateLink"));
            let link = from_clusters(Some(via), Place::HiveMetastore);
            connection(CLUSTER, "metastore (legacy Hive, control plane)", "3306", how, link)
        }
        Metastore::Glue => {
            aws_service(site, "metastore (AWS Glue)", Place::Glue, Exit::GlueEndpoint)
        }
        Metastore::ExternalHive { addresses, port } => {
            let path = format!("to {}; the route there is yours", addresses.join(", "));
            let link = from_clusters(None, Place::ExternalHive);
            let how = (Access::AsRouted, path);
            connection(CLUSTER, "metastore (external Hive)", &port.to_string(), how, link)
        }
    }
}

fn rest_api(site: &Site) -> Connection {
    let (via, how) = to_control_plane(site, Exit::RestEndpoint);
    let link = from_clusters(Some(via), Place::WebApp);
    connection(CLUSTER, "REST APIs of the control plane", "443, 8443-8451", how, link)
}

fn relay(site: &Site) -> Connection {
    let (via, (access, path)) = to_control_plane(site, Exit::RelayEndpoint);
    let ports = match (site.back_end, site.is_govcloud()) {
        (Some(_), true) => "2443",
        (Some(_), false) => "6666, 2443",
        (None, true) => "443, 2443",
        (None, false) => "443",
    };
    let path = format!("{path}; a TLS tunnel that the cluster opens");
    let link = from_clusters(Some(via), Place::Relay);
    connection(CLUSTER, "secure cluster connectivity relay", ports, (access, path), link)
}

fn to_control_plane(site: &Site, endpoint: Exit) -> (Exit, (Access, String)) {
    let whose = match site.back_end {
        None => return through_the_exit(site),
        Some(BackEnd::Created) => "endpoint in the VPC",
        Some(BackEnd::Existing) => "endpoint that you have registered",
        Some(BackEnd::Shared) => "endpoint of the VPC's owner",
    };
    (endpoint, (Access::Private, format!("back-end PrivateLink, {whose}")))
}

/// What has no endpoint of its own.
fn through_the_exit(site: &Site) -> (Exit, (Access, String)) {
    let (exit, access, path) = match site.way_out {
        WayOut::DatabricksNat => {
            (Exit::Nat, Access::Public, "NAT gateway that Databricks keeps, public network")
        }
        WayOut::NatPerZone => {
            (Exit::Nat, Access::Public, "NAT gateway of the zone, public network")
        }
        WayOut::SingleNat => (Exit::Nat, Access::Public, "the NAT gateway, public network"),
        WayOut::Firewall => {
            (Exit::Firewall, Access::Public, "transit gateway, firewall hub, public network")
        }
        WayOut::Isolated => (Exit::YourRoutes, Access::None, "no way: the VPC has no egress"),
        WayOut::Yours => (Exit::YourRoutes, Access::AsRouted, "as your VPC routes it"),
    };
    (exit, (access, path.to_owned()))
}

fn internet(site: &Site) -> Connection {
    let (via, (access, path)) = through_the_exit(site);
    let (ports, path) = match site.way_out {
        WayOut::DatabricksNat => ("any", format!("{path}: any address")),
        WayOut::NatPerZone | WayOut::SingleNat => {
            // The rest is for the control plane, which has endpoints then.
            let ports = if site.back_end.is_some() { "443" } else { "443, 8443-8451" };
            (ports, format!("{path}: any address, the security group's ports"))
        }
        WayOut::Firewall => ("443", format!("{path}: allowed domains only")),
        WayOut::Isolated => ("-", "none: private network and endpoints only".to_owned()),
        WayOut::Yours => ("as your security groups say", path),
    };
    let inbound = "; no inbound port, no public address";
    let link = from_clusters(Some(via), Place::Internet);
    connection(CLUSTER, "internet", ports, (access, format!("{path}{inbound}")), link)
}

fn dns(site: &Site) -> Option<Connection> {
    let servers = site.dns_servers.join(", ");
    let how = (Access::AsRouted, format!("{servers}; they must know the names of the endpoints"));
    let link = from_clusters(None, Place::DnsServers);
    (!servers.is_empty()).then(|| connection(CLUSTER, "your DNS servers", "53", how, link))
}
