//! What a stack made that no edit of the blueprint destroys: data, keys to data, and who has rights.
//!
//! Where the blueprint comes to say that it exists, Terraform forgets it. The lock keeps what was made.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::values::{GroupName, Name, UnityName, Uuid};

/// One such thing. In the lock it is a text: `bucket lake`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub enum Made {
    /// Its members administer the account.
    AccountAdmin(GroupName),
    Bucket(Name),
    Catalog(UnityName),
    CrossAccountRole,
    /// Microsoft Entra ID has it, under this id.
    ExternalGroup {
        name: GroupName,
        id: Uuid,
    },
    Group(GroupName),
    /// The group and the member, as the address of the membership has them: `analysts/ana@acme.example`.
    GroupMember(String),
    ManagedServicesKey,
    Schema {
        catalog: UnityName,
        name: UnityName,
    },
    ServicePrincipal(Name),
    WorkspaceStorageKey,
}

impl Made {
    /// Whether it is the other, or goes with it: a membership with its group, a schema with its catalog.
    pub fn goes_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::AccountAdmin(of), Self::Group(group)) => of == group,
            (Self::ExternalGroup { name, .. }, Self::Group(group)) => name == group,
            (Self::GroupMember(key), Self::Group(group)) => {
                key.strip_prefix(group.as_str()).is_some_and(|it| it.starts_with('/'))
            }
            (Self::Schema { catalog, .. }, Self::Catalog(name)) => catalog == name,
            _ => self == other,
        }
    }
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AccountAdmin(group) => write!(f, "account-admin {group}"),
            Self::Bucket(key) => write!(f, "bucket {key}"),
            Self::Catalog(name) => write!(f, "catalog {name}"),
            Self::CrossAccountRole => f.write_str("cross-account-role"),
            Self::ExternalGroup { name, id } => write!(f, "external-group {id} {name}"),
            Self::Group(name) => write!(f, "group {name}"),
            Self::GroupMember(key) => write!(f, "group-member {key}"),
            Self::ManagedServicesKey => f.write_str("managed-services-key"),
            Self::Schema { catalog, name } => write!(f, "schema {catalog}.{name}"),
            Self::ServicePrincipal(name) => write!(f, "service-principal {name}"),
            Self::WorkspaceStorageKey => f.write_str("workspace-storage-key"),
        }
    }
}

impl FromStr for Made {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let unknown = || format!("`{text}` is nothing that a stack makes");
        let (kind, name) = text.split_once(' ').unwrap_or((text, ""));
        let made = match kind {
            "account-admin" => GroupName::parse(name).ok().map(Self::AccountAdmin),
            "bucket" => Name::parse(name).ok().map(Self::Bucket),
            "catalog" => UnityName::parse(name).ok().map(Self::Catalog),
            "cross-account-role" if name.is_empty() => Some(Self::CrossAccountRole),
            "external-group" => external_group(name),
            "group" => GroupName::parse(name).ok().map(Self::Group),
            "group-member" => name.contains('/').then(|| Self::GroupMember(name.to_owned())),
            "managed-services-key" if name.is_empty() => Some(Self::ManagedServicesKey),
            "schema" => schema(name),
            "service-principal" => Name::parse(name).ok().map(Self::ServicePrincipal),
            "workspace-storage-key" if name.is_empty() => Some(Self::WorkspaceStorageKey),
            _ => None,
        };
        made.filter(|made| made.to_string() == text).ok_or_else(unknown)
    }
}

fn external_group(text: &str) -> Option<Made> {
    let (id, name) = text.split_once(' ')?;
    Some(Made::ExternalGroup { name: GroupName::parse(name).ok()?, id: Uuid::parse(id).ok()? })
}

fn schema(name: &str) -> Option<Made> {
    let (catalog, name) = name.split_once('.')?;
    let (catalog, name) = (UnityName::parse(catalog).ok()?, UnityName::parse(name).ok()?);
    Some(Made::Schema { catalog, name })
}

impl TryFrom<String> for Made {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Made> for String {
    fn from(made: Made) -> Self {
        made.to_string()
    }
}
