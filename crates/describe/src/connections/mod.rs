//! Every connection between users, control plane, compute planes and AWS: its path, its ports, and
//! whether it is public. The text and the picture both come from here.

mod clusters;

use blueprint::sections::network::{FrontEnd, Kind};
use blueprint::values::Tier;
use blueprint::{Workspace, names};
use serde::Serialize;

use crate::shown::{ip_access_list, is_open, listed, offers_serverless, policy_shown, role_shown};

#[derive(Debug, Serialize)]
pub struct Connection {
    pub from: &'static str,
    pub to: String,
    pub access: Access,
    pub ports: String,
    pub path: String,
    #[serde(skip)]
    pub(crate) link: Link,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// Over addresses of the internet, encrypted.
    Public,
    /// Never over such an address.
    Private,
    /// From Databricks' AWS account to the API of AWS.
    AwsApi,
    /// As a VPC that was there already routes it.
    AsRouted,
    /// There is no such connection.
    None,
}

/// The same for the picture: what it goes from, through and to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) from: Place,
    pub(crate) via: Option<Exit>,
    pub(crate) to: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Users,
    Clusters,
    WebApp,
    Relay,
    UnityCatalog,
    HiveMetastore,
    ClusterManager,
    ServiceDirect,
    Internet,
    RootBucket,
    Sts,
    Kinesis,
    Glue,
    ExternalHive,
    DnsServers,
    AwsApis,
    Serverless,
    Storage,
    PrivateServices,
}

/// How a connection leaves a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    Nat,
    Firewall,
    YourRoutes,
    /// The same, to AWS services.
    YourEndpoints,
    /// To what is yours besides the VPC.
    VpcRoutes,
    RestEndpoint,
    RelayEndpoint,
    S3Endpoint,
    StsEndpoint,
    KinesisEndpoint,
    GlueEndpoint,
    FrontEndEndpoint,
    DirectEndpoint,
    ServerlessEndpoint,
}

impl Access {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::AwsApi => "AWS API",
            Self::AsRouted => "as routed",
            Self::None => "none",
        }
    }
}

/// In the order in which a reader follows a cluster: storage, metadata, control plane, the rest.
pub(crate) fn of(workspace: &Workspace) -> Vec<Connection> {
    let mut all = Vec::new();
    if workspace.is_classic() {
        all.extend(clusters::of(workspace));
    }
    all.extend(users(workspace));
    if workspace.is_classic() {
        all.push(node_to_node(workspace));
        all.push(inwards());
        all.push(aws_apis(workspace));
    }
    all.extend(storage_roles(workspace));
    all.extend(serverless(workspace));
    all
}

const CLUSTER: &str = "cluster";

fn connection(
    from: &'static str,
    to: &str,
    ports: &str,
    (access, path): (Access, String),
    link: Link,
) -> Connection {
    Connection { from, to: to.to_owned(), access, ports: ports.to_owned(), path, link }
}

fn users(workspace: &Workspace) -> Vec<Connection> {
    const USER: &str = "user";
    const WEB: &str = "web application and REST APIs";
    let mut all = Vec::new();
    if let Some(front_end) = workspace.network.front_end() {
        let how = (Access::Private, front_end_path(front_end));
        let link =
            Link { from: Place::Users, via: Some(Exit::FrontEndEndpoint), to: Place::WebApp };
        all.push(connection(USER, WEB, "443", how, link));
        if workspace.network.has_service_direct() {
            let path = "transit VPC, PrivateLink endpoint for performance-intensive services";
            let how = (Access::Private, path.to_owned());
            let link = Link {
                from: Place::Users,
                via: Some(Exit::DirectEndpoint),
                to: Place::ServiceDirect,
            };
            all.push(connection(USER, "Zerobus Ingest and Lakebase", "443, 5432", how, link));
        }
    }
    if !workspace.network.is_private() {
        let link = Link { from: Place::Users, via: None, to: Place::WebApp };
        all.push(connection(USER, WEB, "443", (Access::Public, public_path(workspace)), link));
    }
    all
}

/// A list may hold a thousand ranges: the first few tell which list it is.
fn public_path(workspace: &Workspace) -> String {
    const SHOWN: usize = 4;
    let list = &ip_access_list(workspace);
    if list.is_empty() {
        return match *workspace.tier {
            Tier::Enterprise => "public network; IP access lists can limit from where".to_owned(),
            _ => "public network, from anywhere".to_owned(),
        };
    }
    let first = list[..list.len().min(SHOWN)].join(", ");
    let more = match list.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("public network; IP access list: from {first}{more} only")
}

fn front_end_path(front_end: &FrontEnd) -> String {
    let transit = match front_end {
        FrontEnd::Existing(endpoint) => {
            return format!("front-end PrivateLink, your registered endpoint {}", *endpoint.id);
        }
        FrontEnd::Create(transit) => transit,
    };
    let reached = match &transit.vpn {
        Some(vpn) => format!("site-to-site VPN from {}", vpn.gateway),
        None => "VPN or Direct Connect of yours".to_owned(),
    };
    format!("{reached}, transit VPC {}, front-end PrivateLink", *transit.cidr)
}

fn node_to_node(workspace: &Workspace) -> Connection {
    let group = match &workspace.network.kind {
        Kind::Existing(_) => "inside your security groups",
        _ => "inside the workspace's security group",
    };
    let link = Link { from: Place::Clusters, via: None, to: Place::Clusters };
    connection("node", "node", "all TCP and UDP", (Access::Private, group.to_owned()), link)
}

fn inwards() -> Connection {
    let path =
        "never inwards: the cluster opens the tunnel, its certificate is kept in the control plane";
    let link = Link { from: Place::ClusterManager, via: None, to: Place::Clusters };
    connection("control plane", CLUSTER, "-", (Access::None, path.to_owned()), link)
}

fn aws_apis(workspace: &Workspace) -> Connection {
    let rights = match &workspace.network.kind {
        Kind::DatabricksManaged => "with rights to make the VPC",
        _ => "without rights over the VPC",
    };
    let role = role_shown(workspace);
    let path = format!("cross-account role {role}, {rights}");
    let link = Link { from: Place::ClusterManager, via: None, to: Place::AwsApis };
    connection("control plane", "AWS APIs of the account", "443", (Access::AwsApi, path), link)
}

/// Unity Catalog hands out credentials of these roles for a while, to whoever may read or write.
fn storage_roles(workspace: &Workspace) -> Option<Connection> {
    let kept = workspace.buckets.iter().filter(|bucket| bucket.is_in_unity_catalog());
    let roles: Vec<_> = kept.map(|bucket| names::storage_role(workspace, &bucket.key)).collect();
    let path = format!("takes the storage roles {}", listed(&roles));
    let link = Link { from: Place::UnityCatalog, via: None, to: Place::Storage };
    (!roles.is_empty())
        .then(|| connection("Unity Catalog", "data buckets", "443", (Access::AwsApi, path), link))
}

fn serverless(workspace: &Workspace) -> Vec<Connection> {
    const SERVERLESS: &str = "serverless compute";
    if !offers_serverless(workspace) {
        return Vec::new();
    }
    let link = |via, to| Link { from: Place::Serverless, via, to };
    let (to_buckets, to_services): (Vec<_>, Vec<_>) =
        workspace.network.private_endpoints().partition(|(_, it)| it.service.is_none());
    let direct = "direct: S3 endpoints of Databricks, in the region".to_owned();
    let storage = connection(
        SERVERLESS,
        "storage",
        "443",
        (Access::Private, direct),
        link(None, Place::Storage),
    );
    let mut all = vec![storage];
    for (name, endpoint) in to_buckets.into_iter().chain(to_services) {
        let names = endpoint.targets().join(", ");
        let path = format!("private endpoint rule `{name}`");
        let link = link(Some(Exit::ServerlessEndpoint), Place::PrivateServices);
        let ports = if endpoint.service.is_none() { "443" } else { "the service's ports" };
        all.push(connection(SERVERLESS, &names, ports, (Access::Private, path), link));
    }
    let network = workspace.network.serverless.as_ref();
    if let Some(policy) = network.and_then(|network| network.policy.as_ref()) {
        let link = link(None, Place::Internet);
        let access = if is_open(policy) { Access::Public } else { Access::None };
        all.push(connection(SERVERLESS, "internet", "443", (access, policy_shown(policy)), link));
    }
    all
}
