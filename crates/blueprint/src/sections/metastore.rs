//! `[metastore]`: where the tables' metadata is.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::layer::{Section, keys};
use crate::reading::{Reading, WrittenKey};
use crate::sections::catalogs::Catalog;
use crate::sections::grants::{self, Granted, Securable};
use crate::sections::network::Network;
use crate::source::Span;
use crate::sourced::{Entry, Origin, Sourced};
use crate::values::{
    Cidr, HiveVersion, JdbcUrl, Mistake, MistakeKind, Name, Provision, Tier, UnityName, Uuid,
};

keys! {
    "metastore";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
    #[schemars(rename = "Metastore")]
    pub struct Written {
        /// `unity-catalog`: the region's metastore of your Databricks account. `legacy-hive`: the
        /// workspace's own Hive metastore in the control plane. `glue`: the AWS Glue catalog.
        /// `external-hive`: a Hive metastore of yours.
        pub mode: Option<Entry<Mode>>,
        /// Which metastore of Unity Catalog the workspace has, wherever its tables are: without one it lets nobody of
        /// the account in. `automatic`: the region's, which Databricks assigns to new workspaces and makes with the
        /// first of them; accounts older than November 2023 have none. `create`: one that we make, before the region's
        /// first workspace. `{ existing = "<id>" }`: the one with this id.
        pub provision: Option<Entry<WhichMetastore>>,
        /// Unity Catalog: the catalog that a query means which names none. Left out, the only one of the
        /// workspace.
        pub default_catalog: Option<Entry<UnityName>>,
        /// Unity Catalog: who may do what in the metastore as a whole, such as `create-catalog`.
        pub grants: grants::Written,
        /// `false`: the workspace's own Hive metastore and the DBFS root are switched off. `true` keeps them; in a VPC
        /// that we create it opens port 3306 for them. Left out, they are off where they could not be reached, and so in
        /// such a VPC.
        pub legacy_access: Option<Entry<bool>>,
        /// External Hive: ranges in which its database is.
        pub addresses: Option<Entry<Vec<Entry<Cidr>>>>,
        /// External Hive: port of its database. Left out, the connection's.
        pub port: Option<Entry<u16>>,
        /// External Hive: what clusters are told about it. Left out, you write that into their Spark configuration.
        pub connection: Option<Section<WrittenConnection>>,
    }
}

keys! {
    "metastore.connection";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
    #[schemars(rename = "HiveConnection")]
    pub struct WrittenConnection {
        /// Its database, such as `jdbc:mysql://hive.acme.example:3306/metastore`. No user and no password.
        pub url: Option<Entry<JdbcUrl>>,
        /// Version of its schema. Left out, `2.3.9`, whose client the runtime has.
        pub version: Option<Entry<HiveVersion>>,
        /// Secret scope of the workspace, in which you keep `user` and `password`. Left out, `hive-metastore`.
        pub secret_scope: Option<Entry<Name>>,
    }
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Mode {
    UnityCatalog,
    LegacyHive,
    Glue,
    ExternalHive,
}

/// Which metastore of Unity Catalog a workspace has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhichMetastore {
    Automatic,
    Create,
    Existing(Uuid),
}

/// What the section says, before the workspace's network and catalogs are known.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) mode: Sourced<Mode>,
    provision: Sourced<WhichMetastore>,
    default_catalog: Option<Sourced<UnityName>>,
    grants: grants::Written,
    legacy_access: Sourced<bool>,
    external_hive: Option<ExternalHive>,
}

#[derive(Clone, Debug)]
pub struct Metastore {
    pub mode: Sourced<Mode>,
    pub provision: Sourced<WhichMetastore>,
    /// Of the region's metastore, if it is one that we make.
    pub name: String,
    /// What a query means that names no catalog.
    pub default_catalog: Option<Sourced<UnityName>>,
    pub written_grants: grants::Written,
    pub granted: Granted,
    /// `false`: the workspace's own Hive metastore and the DBFS root are switched off.
    pub legacy_access: Sourced<bool>,
    pub external_hive: Option<ExternalHive>,
}

/// A Hive metastore of the customer's.
#[derive(Clone, Debug)]
pub struct ExternalHive {
    /// Ranges in which its database is.
    pub addresses: Sourced<Vec<Entry<Cidr>>>,
    /// Of its database.
    pub port: Sourced<u16>,
    /// What clusters are told about it.
    pub connection: Option<Connection>,
}

#[derive(Clone, Debug)]
pub struct Connection {
    pub url: Sourced<JdbcUrl>,
    pub version: Sourced<HiveVersion>,
    pub secret_scope: Sourced<Name>,
}

impl Metastore {
    pub fn is_unity_catalog(&self) -> bool {
        *self.mode == Mode::UnityCatalog
    }

    /// Whether clusters reach for the workspace's own Hive metastore, as their only one or beside Unity Catalog, and
    /// where the blueprint decides that.
    pub fn own_hive(&self) -> Option<Span> {
        match *self.mode {
            Mode::LegacyHive => Some(self.mode.span()),
            Mode::UnityCatalog if *self.legacy_access => Some(self.legacy_access.span()),
            _ => None,
        }
    }

    pub fn is_glue(&self) -> bool {
        *self.mode == Mode::Glue
    }

    /// It is one that we make: in the account's stack, or in this one's if the account has none.
    pub fn is_created(&self) -> bool {
        *self.provision == WhichMetastore::Create
    }

    /// Id of the one that is there.
    pub fn existing(&self) -> Option<&Uuid> {
        match &*self.provision {
            WhichMetastore::Existing(id) => Some(id),
            _ => None,
        }
    }
}

/// `MySQL`'s, which most Hive metastores keep their tables in.
const DEFAULT_PORT: u16 = 3306;
const DEFAULT_SECRET_SCOPE: &str = "hive-metastore";

pub(crate) fn resolve(
    written: Written,
    section: Span,
    tier: &Sourced<Tier>,
    reading: &mut Reading,
) -> Draft {
    let Written {
        mode,
        provision,
        default_catalog,
        grants,
        legacy_access,
        addresses,
        port,
        connection,
    } = written;
    let (mut provision, mut default_catalog, mut grants) = (provision, default_catalog, grants);
    // The standard tier has no Unity Catalog.
    let default = match **tier {
        Tier::Standard => Mode::LegacyHive,
        _ => Mode::UnityCatalog,
    };
    let mode = reading.or(Written::mode, mode, section, || default);
    let external = *mode == Mode::ExternalHive;
    if !external {
        let keys = [
            WrittenKey::of(Written::addresses, addresses.as_ref()),
            WrittenKey::of(Written::port, port.as_ref()),
            WrittenKey::of_table(Written::connection, connection.as_ref()),
        ];
        reading.inapplicable(
            keys,
            &mode,
            "only an external Hive metastore has a database of yours",
        );
    }
    let unity_catalog = *mode == Mode::UnityCatalog;
    if !unity_catalog && **tier == Tier::Standard {
        let key = WrittenKey::of(Written::provision, provision.take().as_ref());
        reading.inapplicable([key], tier, "the standard tier has no Unity Catalog");
    }
    if !unity_catalog {
        let key = WrittenKey::of(Written::default_catalog, default_catalog.take().as_ref());
        let grants = std::mem::take(&mut grants);
        let grants = grants.values().map(|grant| WrittenKey::of(Written::grants, Some(grant)));
        reading.inapplicable(
            std::iter::once(key).chain(grants),
            &mode,
            "only Unity Catalog has it",
        );
    }
    let automatic = || WhichMetastore::Automatic;
    let provision = reading.or(Written::provision, provision, section, automatic);
    Draft {
        external_hive: external
            .then(|| resolve_external(addresses, port, connection, section, reading)),
        provision,
        default_catalog: Reading::optional(Written::default_catalog, default_catalog),
        grants,
        legacy_access: reading.or(Written::legacy_access, legacy_access, section, || true),
        mode,
    }
}

fn resolve_external(
    addresses: Option<Entry<Vec<Entry<Cidr>>>>,
    port: Option<Entry<u16>>,
    connection: Option<Section<WrittenConnection>>,
    section: Span,
    reading: &mut Reading,
) -> ExternalHive {
    let example = "addresses = [\"10.50.0.0/24\"]";
    let addresses = reading.required(Written::addresses, addresses, section, example, Vec::new);
    let connection = resolve_connection(connection, section, reading);
    let port = match &connection {
        Some(connection) => {
            let key = WrittenKey::of(Written::port, port.as_ref());
            reading.inapplicable([key], &connection.url, "the connection's URL says it");
            connection.port()
        }
        None => reading.or(Written::port, port, section, || DEFAULT_PORT),
    };
    ExternalHive { addresses, port, connection }
}

fn resolve_connection(
    written: Option<Section<WrittenConnection>>,
    section: Span,
    reading: &mut Reading,
) -> Option<Connection> {
    let (table, written) = reading.table(Written::connection, written, section)?;
    let WrittenConnection { url, version, secret_scope } = written;
    let at = table.span();
    let example = "url = \"jdbc:mysql://hive.acme.example:3306/metastore\"";
    let url = reading.required(WrittenConnection::url, url, at, example, JdbcUrl::placeholder);
    let version = reading.or(WrittenConnection::version, version, at, HiveVersion::built_in);
    let scope = || Name::parse(DEFAULT_SECRET_SCOPE).expect("it is a name");
    Some(Connection {
        secret_scope: reading.or(WrittenConnection::secret_scope, secret_scope, at, scope),
        version,
        url,
    })
}

impl Connection {
    /// The URL's.
    fn port(&self) -> Sourced<u16> {
        Sourced::derived(Written::port, self.url.port(), self.url.span())
    }
}

impl Draft {
    /// `name`: of the region's metastore, if it is one that we make.
    pub(crate) fn settle(self, network: &Network, catalogs: &[Catalog], name: String) -> Metastore {
        let Self { mode, provision, default_catalog, grants, legacy_access, external_hive } = self;
        Metastore {
            legacy_access: reachable(legacy_access, *mode, network),
            default_catalog: default_catalog.or_else(|| only(catalogs)),
            granted: grants::granted(&grants, Securable::Metastore),
            written_grants: grants,
            mode,
            provision,
            name,
            external_hive,
        }
    }
}

/// What cannot be reached is switched off, unless the blueprint says otherwise: a query that falls back to it would
/// hang. In a VPC that we create, its port is opened only for who asks for it.
fn reachable(legacy_access: Sourced<bool>, mode: Mode, network: &Network) -> Sourced<bool> {
    let is_open = matches!(legacy_access.origin(), Origin::Default(_));
    let is_reached = network.egress().is_none() && !network.is_private();
    if is_open && !is_reached && mode == Mode::UnityCatalog {
        return Sourced::derived(Written::legacy_access, false, legacy_access.span());
    }
    legacy_access
}

/// The only catalog of a workspace is what its queries mean.
fn only(catalogs: &[Catalog]) -> Option<Sourced<UnityName>> {
    let [only] = catalogs else { return None };
    let named = || Sourced::derived(Written::default_catalog, only.name.clone(), only.header);
    (!only.is_existing()).then(named)
}

impl From<Provision<Uuid>> for WhichMetastore {
    fn from(provision: Provision<Uuid>) -> Self {
        match provision {
            Provision::Create => Self::Create,
            Provision::Existing(id) => Self::Existing(id),
        }
    }
}

/// As a blueprint writes it.
impl Serialize for WhichMetastore {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Automatic => serializer.collect_str("automatic"),
            Self::Create => serializer.collect_str("create"),
            Self::Existing(id) => BTreeMap::from([("existing", id)]).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for WhichMetastore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Which)
    }
}

/// `"automatic"` beside what [`Provision`] reads.
struct Which;

impl<'de> serde::de::Visitor<'de> for Which {
    type Value = WhichMetastore;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("`\"automatic\"`, `\"create\"` or `{ existing = \"…\" }`")
    }

    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Self::Value, E> {
        match word {
            "automatic" => Ok(WhichMetastore::Automatic),
            "create" => Ok(WhichMetastore::Create),
            _ => Err(E::custom(Mistake {
                kind: MistakeKind::UnknownValue,
                message: format!("`{word}` is neither `automatic` nor `create`"),
                help: Some("one that is there is written `{ existing = \"<id>\" }`".to_owned()),
            })),
        }
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let map = serde::de::value::MapAccessDeserializer::new(map);
        Provision::deserialize(map).map(WhichMetastore::from)
    }
}

impl JsonSchema for WhichMetastore {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WhichMetastore".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let provision = Provision::<Uuid>::json_schema(generator);
        schemars::json_schema!({ "oneOf": [{ "const": "automatic" }, provision] })
    }
}
