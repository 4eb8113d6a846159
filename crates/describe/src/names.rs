//! What the things of a site are called, as the generated Terraform names them or as the blueprint says.

use blueprint::sections::identity::IdentityProvider;
use blueprint::sections::workspace::Workspace;
use blueprint::values::{Name, Subnet};

use crate::site::{Policy, Site, Vpc, WayOut};

impl Site<'_> {
    pub(crate) fn role_shown(&self) -> String {
        let made = || format!("{}-databricks", self.name());
        self.workspace.existing_role().map_or_else(made, |role| role.to_string())
    }

    pub(crate) fn root_bucket_shown(&self) -> String {
        let account = self.workspace.aws_account_id.as_ref();
        let account = account.map_or_else(|| "<AWS account>".to_owned(), |id| id.to_string());
        let made = || format!("{}-root-{account}", self.name());
        self.workspace.existing_root_bucket().map_or_else(made, ToString::to_string)
    }

    pub(crate) fn managed_services_key(&self) -> Option<String> {
        let key = self.workspace.encryption.managed_services.as_ref()?;
        let alias = || format!("alias/{}-managed-services", self.name());
        Some(key.existing().map_or_else(alias, ToString::to_string))
    }

    pub(crate) fn workspace_storage_key(&self) -> Option<String> {
        let key = self.workspace.encryption.workspace_storage.as_ref()?;
        let alias = || format!("alias/{}-workspace-storage", self.name());
        Some(key.existing().map_or_else(alias, ToString::to_string))
    }

    pub(crate) fn aws_account_shown(&self) -> String {
        let account = self.workspace.aws_account_id.as_ref();
        account.map_or_else(|| "set when applied".to_owned(), |account| account.to_string())
    }

    /// The hub through which clusters reach allowed domains.
    pub(crate) fn hub_shown(&self) -> Option<String> {
        if self.way_out != WayOut::Firewall {
            return None;
        }
        let Some(hub) = self.own_vpc().and_then(|own| own.hub.as_ref()) else {
            return Some("of the VPC's owner".to_owned());
        };
        let zones = count(hub.subnets.firewall.len(), "zone");
        let domains = crate::site::shown(&hub.allowed_domains).join(", ");
        Some(format!("{}, {zones}; allowed besides Databricks and AWS: {domains}", *hub.cidr))
    }

    pub(crate) fn vpc_shown(&self) -> String {
        match &self.vpc {
            Vpc::None => "none: serverless".to_owned(),
            Vpc::Databricks => "made and kept by Databricks, /16".to_owned(),
            Vpc::Own(own) => format!("{}, {}", self.name(), *own.cidr),
            Vpc::Shared { owner } => format!("{owner}, shared"),
            Vpc::Existing(existing) => format!("{}, yours", *existing.vpc_id),
        }
    }
}

/// Full name of one of `[buckets]`.
pub(crate) fn data_bucket(workspace: &Workspace, key: &Name) -> String {
    let bucket = workspace.buckets.iter().find(|bucket| bucket.key == *key);
    let existing = bucket.and_then(|bucket| bucket.existing.as_ref());
    let account = workspace.aws_account_id.as_ref();
    let account = account.map_or_else(|| "<AWS account>".to_owned(), |id| id.to_string());
    existing.map_or_else(|| format!("{}-{key}-{account}", *workspace.name), |it| it.to_string())
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

impl Policy {
    pub(crate) fn shown(&self) -> String {
        if let Some(id) = &self.existing {
            return format!("as your network policy {id} says");
        }
        let allowed = [self.domains.as_slice(), self.buckets.as_slice()].concat();
        let allowed = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
        let mode = if self.dry_run { "; what is not allowed is only logged" } else { "" };
        format!("restricted, allowed: {allowed}{mode}")
    }

    /// Serverless compute reaches something on the internet.
    pub(crate) fn is_open(&self) -> bool {
        self.existing.is_some() || self.dry_run || !self.domains.is_empty()
    }
}
