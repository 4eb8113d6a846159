//! `[groups]`, `users`, `[service-principals]`: who there is in the Databricks account, and who brings them.
//!
//! All of them are the account's: every workspace that names one means the same one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::reading::Reading;
use crate::sourced::{Entry, Sourced};
use crate::values::{Email, GroupName, Mistake, MistakeKind, Name, Principal, Provision, Uuid};

pub type WrittenGroups = BTreeMap<GroupName, Entry<Group>>;
pub type WrittenServicePrincipals = BTreeMap<Name, Entry<Provision<Uuid>>>;

/// `"existing"`, brought by the identity provider; or created, with members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    Existing,
    Create {
        members: Vec<Entry<Principal>>,
        /// Its members administer the Databricks account.
        account_admin: bool,
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
#[derive(Clone, Debug, Serialize)]
pub struct Identity {
    #[serde(skip)]
    pub written_groups: WrittenGroups,
    #[serde(skip)]
    pub written_service_principals: WrittenServicePrincipals,
    #[serde(skip)]
    pub users: Option<Sourced<Vec<Entry<Email>>>>,
    pub provider: Option<Sourced<IdentityProvider>>,
    /// Groups that we create, with their members. Empty in the stack of a workspace of several, whose
    /// account has a stack of its own.
    pub groups: BTreeMap<GroupName, Vec<Principal>>,
    /// Those of them that administer the account.
    pub account_admins: BTreeSet<GroupName>,
    /// Users that we create.
    pub created_users: Vec<Email>,
    /// Service principals that we create, by the name that they are shown under.
    pub created_service_principals: Vec<Name>,
    /// Something of the account is created here.
    pub creates: bool,
    /// Groups that are there before this stack.
    pub existing_groups: BTreeSet<GroupName>,
    /// Users that are there before this stack, of those whom it names.
    pub existing_users: BTreeSet<String>,
    /// Service principals that are there, by their keys: application ids.
    pub existing_service_principals: BTreeMap<Name, Uuid>,
    /// Service principals that another stack creates: they are looked up by their names.
    pub named_service_principals: BTreeSet<Name>,
    /// Somebody is looked up in the account.
    pub looks_up: bool,
    /// Somebody of those whose ids are needed is.
    pub finds_ids: bool,
}

/// What a principal's name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PrincipalKind {
    Group,
    User,
    ServicePrincipal,
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

    /// Whether a service principal is one that we create.
    pub(crate) fn is_created(&self, name: &Name) -> bool {
        let entry = self.written_service_principals.get(name);
        entry.is_some_and(|entry| entry.value.existing().is_none())
    }

    fn finds_somebody(&self) -> bool {
        !self.existing_groups.is_empty()
            || !self.existing_users.is_empty()
            || !self.existing_service_principals.is_empty()
            || !self.named_service_principals.is_empty()
    }

    /// Of a service principal that is there already.
    pub fn application_id(&self, name: &Name) -> Option<&Uuid> {
        self.written_service_principals.get(name).and_then(|entry| entry.value.existing())
    }

    pub fn group(&self, principal: &Principal) -> Option<&Entry<Group>> {
        let mut groups = self.written_groups.iter();
        groups.find(|(name, _)| name.as_str() == principal.as_str()).map(|(_, group)| group)
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

pub(crate) fn resolve(
    groups: WrittenGroups,
    users: Option<Entry<Vec<Entry<Email>>>>,
    service_principals: WrittenServicePrincipals,
    provider: Option<Entry<IdentityProvider>>,
) -> Identity {
    Identity {
        written_groups: groups,
        written_service_principals: service_principals,
        users: Reading::optional("users", users),
        provider: Reading::optional("identity-provider", provider),
        groups: BTreeMap::new(),
        account_admins: BTreeSet::new(),
        created_users: Vec::new(),
        created_service_principals: Vec::new(),
        creates: false,
        existing_groups: BTreeSet::new(),
        existing_users: BTreeSet::new(),
        existing_service_principals: BTreeMap::new(),
        named_service_principals: BTreeSet::new(),
        looks_up: false,
        finds_ids: false,
    }
}

/// Whom a stack must find in the account.
#[derive(Default)]
pub(crate) struct Needed {
    /// By their ids.
    pub(crate) ids: BTreeSet<Principal>,
    /// Service principals, by their application ids.
    pub(crate) applications: BTreeSet<Principal>,
}

/// Says what a stack creates of the account and what it finds there.
///
/// `here`: the account has no stack of its own.
pub(crate) fn settle(identity: &mut Identity, here: bool, needed: Needed) {
    let Needed { mut ids, applications } = needed;
    if here {
        create(identity, &mut ids);
    }
    for principal in &ids {
        look_up(identity, principal);
    }
    identity.finds_ids = identity.finds_somebody();
    for principal in &applications {
        look_up(identity, principal);
    }
    identity.looks_up = identity.finds_somebody();
}

/// What is created, and whom it names besides.
fn create(identity: &mut Identity, named: &mut BTreeSet<Principal>) {
    for (name, group) in &identity.written_groups {
        if let Group::Create { members, account_admin } = &group.value {
            if *account_admin {
                identity.account_admins.insert(name.clone());
            }
            let members: BTreeSet<_> = members.iter().map(|it| it.value.clone()).collect();
            named.extend(members.iter().cloned());
            identity.groups.insert(name.clone(), members.into_iter().collect());
        }
    }
    let mut users: Vec<Email> =
        identity.users.iter().flat_map(|users| users.iter().map(|it| it.value.clone())).collect();
    users.sort();
    users.dedup();
    identity.created_users = users;
    let created = identity.written_service_principals.iter();
    let created = created.filter(|(_, provision)| provision.value.existing().is_none());
    identity.created_service_principals = created.map(|(name, _)| name.clone()).collect();
    identity.creates = !identity.groups.is_empty()
        || !identity.created_users.is_empty()
        || !identity.created_service_principals.is_empty();
}

fn look_up(identity: &mut Identity, principal: &Principal) {
    let named = principal.as_str();
    match identity.kind(principal) {
        Some(PrincipalKind::User) => {
            let is_created = identity.created_users.iter().any(|user| user.to_string() == named);
            if !is_created {
                identity.existing_users.insert(named.to_owned());
            }
        }
        Some(PrincipalKind::Group) => {
            if let Ok(group) = GroupName::parse(named)
                && !identity.groups.contains_key(&group)
            {
                identity.existing_groups.insert(group);
            }
        }
        Some(PrincipalKind::ServicePrincipal) => look_up_service_principal(identity, named),
        None => {}
    }
}

fn look_up_service_principal(identity: &mut Identity, named: &str) {
    let Ok(name) = Name::parse(named) else { return };
    match identity.written_service_principals.get(&name).map(|it| &it.value) {
        Some(Provision::Existing(id)) => {
            identity.existing_service_principals.insert(name, id.clone());
        }
        Some(Provision::Create) if !identity.created_service_principals.contains(&name) => {
            identity.named_service_principals.insert(name);
        }
        _ => {}
    }
}

/// As a blueprint writes it.
impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Existing => serializer.collect_str("existing"),
            Self::Create { members, account_admin: false } if members.is_empty() => {
                serializer.collect_str("create")
            }
            Self::Create { members, account_admin } => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("members", members)?;
                if *account_admin {
                    map.serialize_entry("account-admin", account_admin)?;
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
            "create" => Ok(Group::Create { members: Vec::new(), account_admin: false }),
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
        }
        let map = de::value::MapAccessDeserializer::new(map);
        let Created { members, account_admin } = Created::deserialize(map)?;
        Ok(Group::Create { members, account_admin })
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
                },
                "additionalProperties": false,
            },
        ] })
    }
}
