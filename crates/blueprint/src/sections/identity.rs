//! `[groups]`, `users`, `[service-principals]`: who there is in the Databricks account, and who brings them.
//!
//! All of them are the account's: every workspace that names one means the same one.

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{Email, GroupName, Mistake, MistakeKind, Name, Principal, Provision, Uuid};

pub type WrittenGroups = BTreeMap<GroupName, Entry<Group>>;
pub type WrittenServicePrincipals = BTreeMap<Name, Entry<Provision<Uuid>>>;

/// `"existing"`, brought by the identity provider; or created, with members or as one of the identity provider's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    Existing,
    Create {
        members: Vec<Entry<Principal>>,
        /// Its members administer the Databricks account.
        account_admin: bool,
        /// Its name when it was applied.
        renamed_from: Option<Entry<GroupName>>,
        /// Its object id in Microsoft Entra ID, which then says who its members are.
        external_id: Option<Entry<Uuid>>,
    },
}

/// Which identity provider signs people in. Setting it up is work in two consoles: no provider of Terraform
/// has a resource for it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum IdentityProvider {
    EntraId,
    Okta,
    Google,
    OneLogin,
    Ping,
    AdFs,
}

/// Who there is, as one workspace knows them.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    pub written_groups: WrittenGroups,
    pub written_service_principals: WrittenServicePrincipals,
    /// Users that are created.
    pub users: Option<Sourced<Vec<Entry<Email>>>>,
    pub provider: Option<Sourced<IdentityProvider>>,
}

/// What a principal's name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PrincipalKind {
    Group,
    User,
    ServicePrincipal,
}

impl Group {
    fn without_members() -> Self {
        Self::Create {
            members: Vec::new(),
            account_admin: false,
            renamed_from: None,
            external_id: None,
        }
    }
}

impl Identity {
    /// What a name stands for; a group and a service principal never share one.
    pub fn kind(&self, principal: &Principal) -> Option<PrincipalKind> {
        let named = principal.as_str();
        if principal.is_user() {
            Some(PrincipalKind::User)
        } else if named == crate::values::ACCOUNT_USERS || self.group(principal).is_some() {
            Some(PrincipalKind::Group)
        } else {
            let is_it = |name: &Name| name.as_str() == named;
            let found = self.written_service_principals.keys().any(is_it);
            found.then_some(PrincipalKind::ServicePrincipal)
        }
    }

    /// Whether a group is one that we create.
    pub(crate) fn is_created_group(&self, principal: &Principal) -> bool {
        self.group(principal).is_some_and(|group| group.value != Group::Existing)
    }

    /// Whether a service principal is one that we create.
    pub fn is_created(&self, name: &Name) -> bool {
        let entry = self.written_service_principals.get(name);
        entry.is_some_and(|entry| entry.value.existing().is_none())
    }

    /// Of a service principal that is there already.
    pub fn application_id(&self, name: &Name) -> Option<&Uuid> {
        self.written_service_principals.get(name).and_then(|entry| entry.value.existing())
    }

    pub fn group(&self, principal: &Principal) -> Option<&Entry<Group>> {
        let mut groups = self.written_groups.iter();
        groups.find(|(name, _)| name.as_str() == principal.as_str()).map(|(_, group)| group)
    }

    /// Where a group or service principal is written.
    pub(crate) fn place(&self, principal: &Principal) -> Option<Span> {
        let mut principals = self.written_service_principals.iter();
        let is_it =
            |(name, _): &(&Name, &Entry<Provision<Uuid>>)| name.as_str() == principal.as_str();
        let service_principal = || principals.find(is_it).map(|(_, it)| it.span);
        self.group(principal).map(|it| it.span).or_else(service_principal)
    }

    /// Who is renamed, by the new name: the old one.
    pub(crate) fn renamed(&self) -> impl Iterator<Item = (&GroupName, &Entry<GroupName>)> {
        self.written_groups.iter().filter_map(|(name, group)| match &group.value {
            Group::Create { renamed_from, .. } => Some((name, renamed_from.as_ref()?)),
            Group::Existing => None,
        })
    }

    /// Groups of the identity provider that the account has not seen yet, with their ids there.
    pub(crate) fn external_groups(&self) -> impl Iterator<Item = (&GroupName, &Entry<Uuid>)> {
        self.written_groups.iter().filter_map(|(name, group)| match &group.value {
            Group::Create { external_id, .. } => Some((name, external_id.as_ref()?)),
            Group::Existing => None,
        })
    }

    /// What another workspace of the account says besides.
    pub(crate) fn add(&mut self, other: &Self) {
        self.written_groups.extend(other.written_groups.clone());
        self.written_service_principals.extend(other.written_service_principals.clone());
        if let Some(users) = &other.users {
            let mut all: Vec<_> =
                self.users.iter().flat_map(|users| users.iter().cloned()).collect();
            all.extend(users.iter().cloned());
            self.users = Some(users.clone().map(|_| all));
        }
    }

    /// Names that a principal may have been meant to be.
    pub(crate) fn known(&self) -> impl Iterator<Item = &str> {
        let groups = self.written_groups.keys().map(GroupName::as_str);
        groups.chain(self.written_service_principals.keys().map(Name::as_str))
    }
}

/// As a blueprint writes it.
impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Existing => serializer.collect_str("existing"),
            it if *it == Self::without_members() => serializer.collect_str("create"),
            Self::Create { members, account_admin, renamed_from, external_id } => {
                let mut map = serializer.serialize_map(None)?;
                match external_id {
                    Some(id) if members.is_empty() => map.serialize_entry("external-id", id)?,
                    _ => map.serialize_entry("members", members)?,
                }
                if *account_admin {
                    map.serialize_entry("account-admin", account_admin)?;
                }
                if let Some(old) = renamed_from {
                    map.serialize_entry("renamed-from", old)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Group {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(GroupVisitor)
    }
}

struct GroupVisitor;

impl<'de> Visitor<'de> for GroupVisitor {
    type Value = Group;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`\"existing\"`, `\"create\"` or `{ members = […] }`")
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Group, E> {
        match word {
            "existing" => Ok(Group::Existing),
            "create" => Ok(Group::without_members()),
            _ => Err(E::custom(Mistake {
                kind: MistakeKind::UnknownValue,
                message: format!("`{word}` is neither `existing` nor `create`"),
                help: Some("a group with members is written `{ members = [\"…\"] }`".to_owned()),
            })),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Group, A::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        struct Created {
            #[serde(default)]
            members: Vec<Entry<Principal>>,
            #[serde(default)]
            account_admin: bool,
            renamed_from: Option<Entry<GroupName>>,
            external_id: Option<Entry<Uuid>>,
        }
        let map = de::value::MapAccessDeserializer::new(map);
        let Created { members, account_admin, renamed_from, external_id } =
            Created::deserialize(map)?;
        Ok(Group::Create { members, account_admin, renamed_from, external_id })
    }
}

impl JsonSchema for Group {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Group".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let members = Vec::<Principal>::json_schema(generator);
        let mut old_name = GroupName::json_schema(generator);
        old_name.insert(
            "description".to_owned(),
            "Its name when it was applied: Databricks renames it, and it keeps its members and rights.".into(),
        );
        let mut external_id = Uuid::json_schema(generator);
        external_id.insert(
            "description".to_owned(),
            "Object id of a group of Microsoft Entra ID that the account has not seen yet, under its name there: automatic identity management brings its members.".into(),
        );
        json_schema!({ "oneOf": [
            { "enum": ["existing", "create"] },
            {
                "type": "object",
                "properties": {
                    "members": members,
                    "account-admin": {
                        "description": "`true`: its members administer the Databricks account.",
                        "type": "boolean",
                    },
                    "renamed-from": old_name,
                    "external-id": external_id,
                },
                "additionalProperties": false,
            },
        ] })
    }
}
