//! What clusters open: to storage, to metadata, to the control plane, to the internet.

use blueprint::Workspace;
use blueprint::sections::metastore::Mode;
use blueprint::sections::network::{BackEnd, Egress, EndpointPolicy, Kind};

use super::{Access, CLUSTER, Connection, Exit, Link, Place, connection};
use crate::shown::shown;

pub(super) fn of(workspace: &Workspace) -> Vec<Connection> {
    let mut all = vec![root_bucket(workspace)];
    all.extend(data_buckets(workspace));
    all.extend(hive_beside_unity_catalog(workspace));
    all.extend([
        aws_service(workspace, "AWS STS", Place::Sts, Exit::StsEndpoint),
        aws_service(workspace, "AWS Kinesis", Place::Kinesis, Exit::KinesisEndpoint),
        metastore(workspace),
        rest_api(workspace),
        relay(workspace),
        internet(workspace),
    ]);
    all.extend(dns(workspace));
    all
}

fn from_clusters(via: Option<Exit>, to: Place) -> Link {
    Link { from: Place::Clusters, via, to }
}

fn root_bucket(workspace: &Workspace) -> Connection {
    let (via, how) = to_s3(workspace, "this workspace's buckets");
    connection(CLUSTER, "root bucket", "443", how, from_clusters(Some(via), Place::RootBucket))
}

fn data_buckets(workspace: &Workspace) -> Option<Connection> {
    let access = &workspace.data_access;
    let by_catalog =
        workspace.keeps_buckets().then_some("what Unity Catalog hands out for a while");
    let by_profile = (!access.profiles.is_empty()).then_some("the cluster's instance profile");
    let by_user = access.has_passthrough().then_some("the user's data role");
    let with: Vec<_> = [by_catalog, by_profile, by_user].into_iter().flatten().collect();
    let (via, (reached, path)) = to_s3(workspace, "buckets of the account");
    let how = (reached, format!("{path}; with {}", with.join(", or ")));
    let link = from_clusters(Some(via), Place::Storage);
    let is_there = !workspace.buckets.is_empty() && !with.is_empty();
    is_there.then(|| connection(CLUSTER, "data buckets", "443", how, link))
}

fn to_s3(workspace: &Workspace, admitted: &str) -> (Exit, (Access, String)) {
    match &workspace.network.kind {
        Kind::DatabricksManaged => (
            Exit::S3Endpoint,
            (Access::Private, "S3 gateway endpoint of the VPC that Databricks keeps".to_owned()),
        ),
        Kind::Existing(_) => (Exit::YourRoutes, yours("an S3 gateway endpoint is advised")),
        _ if workspace.network.endpoint_policy() == Some(EndpointPolicy::Restricted) => (
            Exit::S3Endpoint,
            (Access::Private, format!("S3 gateway endpoint, restricted to {admitted}")),
        ),
        _ => (Exit::S3Endpoint, (Access::Private, "S3 gateway endpoint".to_owned())),
    }
}

fn yours(advice: &str) -> (Access, String) {
    (Access::AsRouted, format!("as your VPC routes it; {advice}"))
}

fn aws_service(workspace: &Workspace, name: &str, place: Place, endpoint: Exit) -> Connection {
    let (via, how) = match &workspace.network.kind {
        Kind::DatabricksManaged => {
            let path = "public network, through the NAT gateway that Databricks keeps";
            (Exit::Nat, (Access::Public, path.to_owned()))
        }
        Kind::Existing(_) => (Exit::YourRoutes, yours("an interface endpoint is advised")),
        _ => (endpoint, (Access::Private, "interface endpoint with private DNS".to_owned())),
    };
    connection(CLUSTER, name, "443", how, from_clusters(Some(via), place))
}

fn metastore(workspace: &Workspace) -> Connection {
    let hive = workspace.metastore.external_hive.as_ref();
    match *workspace.metastore.mode {
        Mode::UnityCatalog => {
            let (via, how) = to_control_plane(workspace, Exit::RestEndpoint);
            let how = (how.0, format!("{}, as the REST API", how.1));
            let link = from_clusters(Some(via), Place::UnityCatalog);
            connection(CLUSTER, "metastore (Unity Catalog)", "443, 8444", how, link)
        }
        Mode::LegacyHive => own_hive(workspace),
        Mode::Glue => {
            aws_service(workspace, "metastore (AWS Glue)", Place::Glue, Exit::GlueEndpoint)
        }
        Mode::ExternalHive => {
            let addresses = hive.map(|hive| shown(&hive.addresses)).unwrap_or_default();
            let port = hive.map(|hive| hive.port.to_string()).unwrap_or_default();
            let path = format!("to {}; the route there is yours", addresses.join(", "));
            let link = from_clusters(None, Place::ExternalHive);
            let how = (Access::AsRouted, path);
            connection(CLUSTER, "metastore (external Hive)", &port, how, link)
        }
    }
}

fn own_hive(workspace: &Workspace) -> Connection {
    let (via, (access, path)) = through_the_exit(workspace);
    let how = (access, format!("{path}; JDBC, never over PrivateLink"));
    let link = from_clusters(Some(via), Place::HiveMetastore);
    connection(CLUSTER, "metastore (legacy Hive, control plane)", "3306", how, link)
}

/// What queries fall back to that name no catalog of Unity Catalog.
fn hive_beside_unity_catalog(workspace: &Workspace) -> Option<Connection> {
    let metastore = &workspace.metastore;
    let is_beside = metastore.is_unity_catalog() && metastore.own_hive().is_some();
    is_beside.then(|| own_hive(workspace))
}

fn rest_api(workspace: &Workspace) -> Connection {
    let (via, how) = to_control_plane(workspace, Exit::RestEndpoint);
    let link = from_clusters(Some(via), Place::WebApp);
    connection(CLUSTER, "REST APIs of the control plane", "443, 8443-8451", how, link)
}

fn relay(workspace: &Workspace) -> Connection {
    let (via, (access, path)) = to_control_plane(workspace, Exit::RelayEndpoint);
    let ports = match (workspace.network.back_end(), workspace.partition.govcloud) {
        (Some(_), true) => "2443",
        (Some(_), false) => "6666, 2443",
        (None, true) => "443, 2443",
        (None, false) => "443",
    };
    let path = format!("{path}; a TLS tunnel that the cluster opens");
    let link = from_clusters(Some(via), Place::Relay);
    connection(CLUSTER, "secure cluster connectivity relay", ports, (access, path), link)
}

fn to_control_plane(workspace: &Workspace, endpoint: Exit) -> (Exit, (Access, String)) {
    let Some(back_end) = workspace.network.back_end() else { return through_the_exit(workspace) };
    let whose = match **back_end {
        BackEnd::Create => "endpoint in the VPC",
        BackEnd::Existing(_) => "endpoint that you have registered",
        BackEnd::OfOwner => "endpoint of the VPC's owner",
    };
    (endpoint, (Access::Private, format!("back-end PrivateLink, {whose}")))
}

/// What has no endpoint of its own.
fn through_the_exit(workspace: &Workspace) -> (Exit, (Access, String)) {
    let network = &workspace.network;
    let (exit, access, path) = match (&network.kind, network.egress()) {
        (Kind::DatabricksManaged, _) => {
            (Exit::Nat, Access::Public, "NAT gateway that Databricks keeps, public network")
        }
        (_, Some(Egress::NatPerZone)) => {
            (Exit::Nat, Access::Public, "NAT gateway of the zone, public network")
        }
        (_, Some(Egress::SingleNat)) => {
            (Exit::Nat, Access::Public, "the NAT gateway, public network")
        }
        (_, Some(Egress::Firewall)) => {
            (Exit::Firewall, Access::Public, "transit gateway, firewall hub, public network")
        }
        (Kind::Existing(_), _) => (Exit::YourRoutes, Access::AsRouted, "as your VPC routes it"),
        (_, Some(Egress::None) | None) => {
            (Exit::YourRoutes, Access::None, "no way: the VPC has no egress")
        }
    };
    (exit, (access, path.to_owned()))
}

fn internet(workspace: &Workspace) -> Connection {
    let (via, (access, path)) = through_the_exit(workspace);
    let network = &workspace.network;
    let (ports, path) = match (&network.kind, network.egress()) {
        (Kind::DatabricksManaged, _) => ("any", format!("{path}: any address")),
        (_, Some(Egress::NatPerZone | Egress::SingleNat)) => {
            // The rest is for the control plane, which has endpoints then.
            let ports =
                if workspace.network.back_end().is_some() { "443" } else { "443, 8443-8451" };
            (ports, format!("{path}: any address, the security group's ports"))
        }
        (_, Some(Egress::Firewall)) => ("443", format!("{path}: allowed domains only")),
        (Kind::Existing(_), _) => ("as your security groups say", path),
        (_, Some(Egress::None) | None) => {
            ("-", "none: private network and endpoints only".to_owned())
        }
    };
    let inbound = "; no inbound port, no public address";
    let link = from_clusters(Some(via), Place::Internet);
    connection(CLUSTER, "internet", ports, (access, format!("{path}{inbound}")), link)
}

fn dns(workspace: &Workspace) -> Option<Connection> {
    let servers = shown(workspace.network.dns_servers()).join(", ");
    let how = (Access::AsRouted, format!("{servers}; they must know the names of the endpoints"));
    let link = from_clusters(None, Place::DnsServers);
    (!servers.is_empty()).then(|| connection(CLUSTER, "your DNS servers", "53", how, link))
}
