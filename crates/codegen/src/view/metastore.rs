//! `metastore`.

use blueprint::sections::metastore::{self, Mode, WhichMetastore};
use blueprint::values::{Cidr, HiveVersion, JdbcUrl, Name, UnityName, Uuid};
use blueprint::{Entry, Workspace};
use serde::Serialize;

use super::grants::{GrantLine, lines};

#[expect(clippy::struct_excessive_bools, reason = "templates ask for each mode by its name")]
#[derive(Debug, Serialize)]
pub(super) struct Metastore<'a> {
    mode: Mode,
    unity_catalog: bool,
    legacy_hive: bool,
    glue: bool,
    external_hive: bool,
    /// The account's stack makes it, or this one if the account has none.
    create: bool,
    /// It is made in this stack.
    create_here: bool,
    /// Id of the one that is there.
    existing: Option<&'a Uuid>,
    /// It is assigned to the workspace by Terraform, not by Databricks.
    assigned: bool,
    /// Of those that another stack makes, the name.
    name: &'a str,
    /// What a query means that names no catalog.
    default_catalog: Option<&'a UnityName>,
    /// It is a catalog that this workspace's stack creates.
    default_catalog_created: bool,
    grants: Vec<GrantLine<'a>>,
    legacy_access: bool,
    legacy_off: bool,
    /// Empty unless the metastore is an external Hive's.
    addresses: &'a [Entry<Cidr>],
    port: Option<u16>,
    connection: Option<Connection<'a>>,
}

/// What clusters are told about an external Hive metastore.
#[derive(Debug, Serialize)]
struct Connection<'a> {
    url: &'a JdbcUrl,
    /// Class of its JDBC driver.
    driver: &'static str,
    version: &'a HiveVersion,
    /// Where clusters take Hive's client from, as Spark names it: `builtin` or `maven`.
    jars: &'static str,
    secret_scope: &'a Name,
}

impl<'a> Metastore<'a> {
    pub(super) fn of(workspace: &'a Workspace) -> Self {
        let metastore = &workspace.metastore;
        let hive = metastore.external_hive.as_ref();
        let default_catalog = metastore.default_catalog.as_deref();
        Self {
            mode: *metastore.mode,
            unity_catalog: metastore.is_unity_catalog(),
            legacy_hive: metastore.own_hive().is_some(),
            glue: metastore.is_glue(),
            external_hive: hive.is_some(),
            create: metastore.is_created(),
            create_here: super::workspace::makes_metastore(workspace),
            existing: metastore.existing(),
            assigned: *metastore.provision != WhichMetastore::Automatic,
            name: &metastore.name,
            default_catalog,
            default_catalog_created: workspace
                .catalogs
                .iter()
                .any(|it| it.is_created() && Some(&it.name) == default_catalog),
            grants: lines(&metastore.granted, workspace),
            legacy_access: *metastore.legacy_access,
            legacy_off: !*metastore.legacy_access,
            addresses: hive.map_or(&[], |hive| &hive.addresses),
            port: hive.map(|hive| *hive.port),
            connection: hive.and_then(|hive| hive.connection.as_ref()).map(Connection::of),
        }
    }
}

impl<'a> Connection<'a> {
    fn of(connection: &'a metastore::Connection) -> Self {
        let metastore::Connection { url, version, secret_scope } = connection;
        Self {
            url,
            driver: url.driver(),
            version,
            jars: if version.is_built_in() { "builtin" } else { "maven" },
            secret_scope,
        }
    }
}
