//! What Terraform cannot do, or must not: each step, who does it, and when.

mod data;
mod identity;

use blueprint::account::ACCOUNT;
use blueprint::sections::encryption::Encryption;
use blueprint::sections::network::{BackEnd, Egress, FrontEnd, Kind};
use blueprint::sections::state::State;
use blueprint::values::Tier;
use blueprint::{Architecture, StackKind, Workspace};
use serde::Serialize;

use crate::shown::{count, ip_access_list, owner, shown};
use crate::tier;

#[derive(Debug, Serialize)]
pub struct Step {
    pub when: When,
    pub who: &'static str,
    pub what: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    BeforeApply,
    Apply,
    AfterApply,
}

impl When {
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::BeforeApply => "before",
            Self::Apply => "apply",
            Self::AfterApply => "after",
        }
    }
}

const ACCOUNT_ADMIN: &str = "Databricks account admin";
const AWS_ADMIN: &str = "AWS administrator";
const NETWORK: &str = "network team";
const IDENTITY: &str = "identity provider admin";
const PLATFORM: &str = "platform team";

pub(crate) fn of(workspace: &Workspace, arch: &Architecture) -> Vec<Step> {
    let mut steps = Vec::new();
    account(workspace, &mut steps);
    already_there(workspace, &mut steps);
    state(workspace, &mut steps);
    apply(workspace, arch, &mut steps);
    network(workspace, &mut steps);
    identity::steps(workspace, &mut steps);
    data::steps(workspace, &mut steps);
    serverless(workspace, &mut steps);
    steps.sort_by_key(|step| step.when);
    steps
}

fn before(who: &'static str, what: impl Into<String>) -> Step {
    Step { when: When::BeforeApply, who, what: what.into() }
}

fn after(who: &'static str, what: impl Into<String>) -> Step {
    Step { when: When::AfterApply, who, what: what.into() }
}

fn account(workspace: &Workspace, steps: &mut Vec<Step>) {
    let least = tier::of(workspace).least.max(*workspace.tier);
    if least == Tier::Enterprise {
        let what = "have the enterprise tier in the account's contract: without it the workspace is refused";
        steps.push(before(ACCOUNT_ADMIN, what));
    }
    let what =
        "make a service principal that is account admin, with an OAuth secret for whoever applies";
    steps.push(before(ACCOUNT_ADMIN, what));
    if !workspace.is_classic() {
        return;
    }
    let quotas = match (&workspace.network.kind, workspace.network.egress()) {
        (Kind::DatabricksManaged, _) => {
            "VPCs, internet gateways, NAT gateways, elastic addresses, EC2 vCPUs"
        }
        (Kind::CustomerManaged(_), Some(Egress::None)) => "VPCs, interface endpoints, EC2 vCPUs",
        (Kind::CustomerManaged(_), _) => {
            "VPCs, NAT gateways, elastic addresses, interface endpoints, EC2 vCPUs"
        }
        _ => "EC2 vCPUs",
    };
    steps.push(before(AWS_ADMIN, format!("raise the quotas that are too small: {quotas}")));
}

fn already_there(workspace: &Workspace, steps: &mut Vec<Step>) {
    let databricks = &workspace.partition.control_plane_account;
    if let Some(role) = workspace.existing_role() {
        let what = format!(
            "let {} be assumed by account {databricks} with the Databricks account's id as external id",
            **role
        );
        steps.push(before(AWS_ADMIN, what));
    }
    if let Some(boundary) = workspace.bounded_by() {
        let what = format!(
            "have the policy {} in the account; it bounds every role that is created, so it must allow what they need",
            **boundary
        );
        steps.push(before(AWS_ADMIN, what));
    }
    if let Some(bucket) = workspace.existing_root_bucket() {
        let what = format!("let the policy of {bucket} give account {databricks} its access");
        steps.push(before(AWS_ADMIN, what));
    }
    let Encryption { managed_services, workspace_storage, .. } = &workspace.encryption;
    let existing = |key: &'_ _| -> Option<String> {
        let key: &Option<blueprint::Sourced<blueprint::values::Provision<_>>> = key;
        key.as_ref().and_then(|key| key.existing()).map(blueprint::values::KmsKeyArn::to_string)
    };
    let mut keys: Vec<_> =
        [existing(managed_services), existing(workspace_storage)].into_iter().flatten().collect();
    keys.dedup();
    for key in keys {
        let what = format!("let the policy of {key} give account {databricks} its use");
        steps.push(before(AWS_ADMIN, what));
    }
    match &workspace.network.kind {
        Kind::Existing(existing) => {
            let vpc = &*existing.vpc_id;
            let what = format!(
                "see that {vpc} has DNS support and DNS hostnames, and routes to the control plane, S3, STS and Kinesis"
            );
            steps.push(before(NETWORK, what));
        }
        Kind::Shared(shared) => {
            let what = format!("apply {} first: its VPC is looked up by name", owner(shared));
            steps.push(before(PLATFORM, what));
        }
        _ => {}
    }
    if matches!(workspace.network.back_end().map(|end| &**end), Some(BackEnd::Existing(_))) {
        let what =
            "let the group of your endpoints take 443, 2443, 6666 and 8443-8451 from the clusters";
        steps.push(before(NETWORK, what));
    }
}

fn state(workspace: &Workspace, steps: &mut Vec<Step>) {
    match &workspace.state {
        State::Local => {}
        State::S3 { bucket, region, .. } => {
            let what = format!(
                "have the bucket {} in {} for Terraform's state, versioned",
                **bucket, **region
            );
            steps.push(before(PLATFORM, what));
        }
        State::HcpTerraform { organization, .. } => {
            let what = format!("have the organization {} in HCP Terraform", **organization);
            steps.push(before(PLATFORM, what));
        }
    }
}

fn apply(workspace: &Workspace, arch: &Architecture, steps: &mut Vec<Step>) {
    let stack = arch.stack(&workspace.key);
    if stack.is_some_and(|stack| stack.after.iter().any(|it| it == ACCOUNT)) {
        let what = format!(
            "apply the stack `{ACCOUNT}` first: it makes what the workspaces share of the Databricks account"
        );
        steps.push(Step { when: When::Apply, who: PLATFORM, what });
    }
    let mut push = |what: &str| {
        steps.push(Step { when: When::Apply, who: PLATFORM, what: what.to_owned() });
    };
    push(if ip_access_list(workspace).is_empty() {
        "apply the workspace's stack, from anywhere"
    } else {
        "apply the workspace's stack, from an address of the IP access list"
    });
    let level = StackKind::WorkspaceLevel(workspace.key.clone());
    if arch.stacks.iter().any(|stack| stack.kind == level) {
        push("then apply the stack `inside`, from a network that reaches the workspace privately");
    }
}

fn network(workspace: &Workspace, steps: &mut Vec<Step>) {
    if let Some(front_end) = workspace.network.front_end() {
        front_end_steps(workspace, front_end, steps);
    }
    let servers = workspace.network.dns_servers();
    if !servers.is_empty() {
        let what = format!(
            "let {} forward names of AWS and Databricks to the VPC's resolver, or the endpoints are not found",
            shown(servers).join(", ")
        );
        steps.push(before(NETWORK, what));
    }
    if let Some(hive) = &workspace.metastore.external_hive {
        let (addresses, port) = (shown(&hive.addresses).join(", "), *hive.port);
        let what = format!("route {addresses} to the clusters' VPC and open {port} there");
        steps.push(after(NETWORK, what));
    }
    if !ip_access_list(workspace).is_empty() {
        access_list(workspace, steps);
    } else if !workspace.network.is_private() && *workspace.tier == Tier::Enterprise {
        let what = "set IP access lists, if people come from known addresses only";
        steps.push(after("security team", what));
    }
}

/// Addresses of NAT gateways that are not ours are not known to a blueprint.
fn access_list(workspace: &Workspace, steps: &mut Vec<Step>) {
    let nodes = match &workspace.network.kind {
        _ if workspace.network.back_end().is_some() => return,
        Kind::DatabricksManaged => "the NAT gateway that Databricks made",
        Kind::Existing(_) => "the NAT gateways that the clusters' subnets leave by",
        _ => return,
    };
    let what = format!(
        "add the public addresses of {nodes} to the IP access list: no cluster starts from others"
    );
    steps.push(after(NETWORK, what));
}

fn front_end_steps(workspace: &Workspace, front_end: &FrontEnd, steps: &mut Vec<Step>) {
    let FrontEnd::Create(transit) = front_end else {
        let what = "let the names of the workspace resolve to your front-end endpoint";
        return steps.push(after(NETWORK, what));
    };
    let clients = shown(&transit.clients).join(", ");
    let what = if let Some(vpn) = &transit.vpn {
        let gateway = &vpn.gateway;
        format!("set up the tunnels of the VPN on your gateway {gateway}, for {clients}")
    } else {
        let transit = *transit.cidr;
        format!(
            "connect the transit VPC {transit} to {clients}: VPN, Direct Connect or peering, with routes both ways"
        )
    };
    steps.push(after(NETWORK, what));
    // The account console stands in the same domain.
    let console = &workspace.partition.accounts_host;
    let domain = console.split_once('.').map_or(console.as_str(), |(_, domain)| domain);
    let what = format!(
        "forward {domain} and its subdomains to the resolver's inbound addresses in the transit VPC"
    );
    steps.push(after("DNS team", what));
}

/// Begin of the ARN of the role with which Databricks connects, which its region ends. Source: Databricks,
/// "Configure private connectivity to resources in your VPC", read 2026-09.
const PRIVATE_CONNECTIVITY: &str = "arn:aws:iam::565502421330:role/private-connectivity-role-";

fn serverless(workspace: &Workspace, steps: &mut Vec<Step>) {
    let (services, buckets): (Vec<_>, Vec<_>) =
        workspace.network.private_endpoints().partition(|(_, it)| it.service.is_some());
    for (name, _) in services {
        let what = format!(
            "let {PRIVATE_CONNECTIVITY}{} use the endpoint service of `{name}`, and accept its connection",
            workspace.region.name()
        );
        steps.push(after("owner of the service", what));
    }
    if !buckets.is_empty() {
        let what = format!(
            "let the policies of the buckets of {} admit the endpoints, where they name endpoints",
            count(buckets.len(), "private endpoint rule")
        );
        steps.push(after(AWS_ADMIN, what));
    }
}
