//! `[access]`: who may use the workspace, and what for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::sourced::Entry;
use crate::values::{Mistake, MistakeKind, Principal};

/// `"admin"`, `"user"`, or the entitlements one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    Admin,
    User,
    Entitled(BTreeSet<Entitlement>),
}

/// What somebody may do in a workspace, apart from data.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Entitlement {
    /// Notebooks, jobs, clusters: the workspace's own user interface.
    Workspace,
    /// SQL warehouses, queries, dashboards.
    Sql,
    /// Dashboards and apps that others share; nothing of one's own.
    Consumer,
    /// Clusters without a policy.
    CreateClusters,
    /// Instance pools.
    CreatePools,
}

/// Who may do what in a workspace; empty if nobody is given access by Terraform.
pub type Accesses = BTreeMap<Principal, Entry<Access>>;

impl Access {
    /// Admins may do everything without an entitlement.
    pub fn entitlements(&self) -> BTreeSet<Entitlement> {
        match self {
            Self::Admin => BTreeSet::new(),
            Self::User => [Entitlement::Workspace, Entitlement::Sql].into(),
            Self::Entitled(entitlements) => entitlements.clone(),
        }
    }
}

/// As a blueprint writes it.
impl Serialize for Access {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Admin => serializer.collect_str("admin"),
            Self::User => serializer.collect_str("user"),
            Self::Entitled(entitlements) => entitlements.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Access {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AccessVisitor)
    }
}

struct AccessVisitor;

impl<'de> Visitor<'de> for AccessVisitor {
    type Value = Access;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`\"admin\"`, `\"user\"`, or a list of entitlements")
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Access, E> {
        match word {
            "admin" => Ok(Access::Admin),
            "user" => Ok(Access::User),
            _ => Err(E::custom(Mistake {
                kind: MistakeKind::UnknownValue,
                message: format!("`{word}` is neither `admin` nor `user`"),
                help: Some("entitlements are a list: `[\"workspace\", \"sql\"]`".to_owned()),
            })),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Access, A::Error> {
        let mut entitlements = BTreeSet::new();
        while let Some(entitlement) = seq.next_element()? {
            entitlements.insert(entitlement);
        }
        Ok(Access::Entitled(entitlements))
    }
}

impl JsonSchema for Access {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Access".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let entitlements = Vec::<Entitlement>::json_schema(generator);
        json_schema!({ "oneOf": [{ "enum": ["admin", "user"] }, entitlements] })
    }
}
