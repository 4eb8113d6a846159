//! How things of a workspace are shown: by the name that Terraform gives, or as the blueprint says.

use std::fmt::Display;

use blueprint::sections::identity::IdentityProvider;
use blueprint::sections::network::serverless::Policy;
use blueprint::sections::network::{CustomerManaged, Egress, Kind, Shared};
use blueprint::values::{Name, Subnet, Tier};
use blueprint::{Entry, Workspace, names};

pub(crate) fn role_shown(workspace: &Workspace) -> String {
    let made = || names::cross_account_role(workspace);
    workspace.existing_role().map_or_else(made, |role| role.to_string())
}

pub(crate) fn root_bucket_shown(workspace: &Workspace) -> String {
    let made = || names::root_bucket(workspace, names::aws_account(workspace));
    workspace.existing_root_bucket().map_or_else(made, ToString::to_string)
}

pub(crate) fn managed_services_key(workspace: &Workspace) -> Option<String> {
    let key = workspace.encryption.managed_services.as_ref()?;
    let alias = || names::managed_services_key(workspace);
    Some(key.existing().map_or_else(alias, ToString::to_string))
}

pub(crate) fn workspace_storage_key(workspace: &Workspace) -> Option<String> {
    let key = workspace.encryption.workspace_storage.as_ref()?;
    let alias = || names::workspace_storage_key(workspace);
    Some(key.existing().map_or_else(alias, ToString::to_string))
}

pub(crate) fn aws_account_shown(workspace: &Workspace) -> String {
    let account = workspace.aws_account_id.as_ref();
    account.map_or_else(|| "set when applied".to_owned(), |account| account.to_string())
}

/// The hub through which clusters reach allowed domains.
pub(crate) fn hub_shown(workspace: &Workspace) -> Option<String> {
    if workspace.network.egress() != Some(Egress::Firewall) {
        return None;
    }
    let own = workspace.network.customer_managed();
    let Some(hub) = own.and_then(|own| own.hub.as_ref()) else {
        return Some("of the VPC's owner".to_owned());
    };
    let zones = count(hub.subnets.firewall.len(), "zone");
    let domains = shown(&hub.allowed_domains).join(", ");
    Some(format!("{}, {zones}; allowed besides Databricks and AWS: {domains}", *hub.cidr))
}

pub(crate) fn vpc_shown(workspace: &Workspace) -> String {
    match &workspace.network.kind {
        Kind::ServerlessOnly => "none: serverless".to_owned(),
        Kind::DatabricksManaged => "made and kept by Databricks, /16".to_owned(),
        Kind::CustomerManaged(own) => format!("{}, {}", *workspace.name, *own.cidr),
        Kind::Shared(shared) => format!("{}, shared", owner(shared)),
        Kind::Existing(existing) => format!("{}, yours", *existing.vpc_id),
    }
}

/// Full name of the workspace whose VPC is shared.
pub(crate) fn owner(shared: &Shared) -> &str {
    shared.vpc.as_ref().map_or(shared.owner.as_str(), |vpc| vpc.owner_name.as_str())
}

/// Ranges from which the workspace is reached over the internet; empty: from anywhere.
pub(crate) fn ip_access_list(workspace: &Workspace) -> Vec<String> {
    workspace.network.ip_access_list.as_ref().map(|list| shown(list)).unwrap_or_default()
}

/// Subnets of the clusters, where we create them.
pub(crate) fn cluster_subnets(workspace: &Workspace) -> &[Subnet] {
    workspace.network.workspace_subnets().map_or(&[], |subnets| subnets)
}

/// Subnets of the NAT gateways in a VPC of the workspace's own.
pub(crate) fn nat_subnets(workspace: &Workspace) -> &[Subnet] {
    workspace.network.customer_managed().map_or(&[], CustomerManaged::nat_subnets)
}

/// In GovCloud sources disagree on what of serverless compute is there, so it is not promised.
pub(crate) fn offers_serverless(workspace: &Workspace) -> bool {
    !workspace.partition.govcloud && *workspace.tier != Tier::Standard
}

pub(crate) fn shown<T: Display>(entries: &[Entry<T>]) -> Vec<String> {
    entries.iter().map(|entry| entry.value.to_string()).collect()
}

/// Full name of one of `[buckets]`.
pub(crate) fn data_bucket(workspace: &Workspace, key: &Name) -> String {
    let bucket = workspace.buckets.iter().find(|bucket| bucket.key == *key);
    let existing = bucket.and_then(|bucket| bucket.existing.as_ref());
    let made = || names::data_bucket(workspace, key, names::aws_account(workspace));
    existing.map_or_else(made, |it| it.to_string())
}

/// The first few, and how many more there are.
pub(crate) fn listed(names: &[String]) -> String {
    const SHOWN: usize = 6;
    if names.len() <= SHOWN {
        return names.join(", ");
    }
    format!("{} and {} more", names[..SHOWN].join(", "), names.len() - SHOWN)
}

/// As people call it.
pub(crate) fn provider_name(workspace: &Workspace) -> String {
    let name = match workspace.identity.provider.as_deref() {
        Some(IdentityProvider::EntraId) => "Microsoft Entra ID",
        Some(IdentityProvider::Okta) => "Okta",
        Some(IdentityProvider::Google) => "Google",
        Some(IdentityProvider::OneLogin) => "OneLogin",
        Some(IdentityProvider::Ping) => "Ping Identity",
        Some(IdentityProvider::AdFs) => "AD FS",
        None => "the identity provider",
    };
    name.to_owned()
}

/// `euw1-az1 10.0.0.0/20, euw1-az2 10.0.16.0/20`
pub(crate) fn subnets(subnets: &[Subnet]) -> String {
    subnets_list(subnets).join(", ")
}

pub(crate) fn subnets_list(subnets: &[Subnet]) -> Vec<String> {
    subnets.iter().map(|subnet| format!("{} {}", subnet.zone, subnet.cidr)).collect()
}

/// `2 zones`, `1 zone`
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

pub(crate) fn policy_shown(policy: &Policy) -> String {
    let new = match policy {
        Policy::Existing { id, .. } => return format!("as your network policy {} says", **id),
        Policy::Create(new) => new,
    };
    let allowed = [shown(&new.allowed_domains), shown(&new.allowed_buckets)].concat();
    let allowed = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
    let mode = if *new.dry_run { "; what is not allowed is only logged" } else { "" };
    format!("restricted, allowed: {allowed}{mode}")
}

/// Whether serverless compute reaches something on the internet.
pub(crate) fn is_open(policy: &Policy) -> bool {
    match policy {
        Policy::Existing { .. } => true,
        Policy::Create(new) => *new.dry_run || !new.allowed_domains.is_empty(),
    }
}
