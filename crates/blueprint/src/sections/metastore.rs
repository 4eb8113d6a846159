//! `[metastore]`: where the tables' metadata is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::layer::layer_fields;
use crate::reading::{Reading, WrittenKey};
use crate::sections::network::Network;
use crate::sections::workspace::Tier;
use crate::source::Span;
use crate::sourced::{Entry, Origin, Sourced};
use crate::values::Cidr;

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Metastore")]
pub struct Written {
    /// `unity-catalog`: the region's metastore of your Databricks account. `legacy-hive`: the
    /// workspace's own Hive metastore in the control plane. `glue`: the AWS Glue catalog.
    /// `external-hive`: a Hive metastore of yours.
    pub mode: Option<Entry<Mode>>,
    /// `false`: the workspace's own Hive metastore and the DBFS root are switched off. Left out, they are
    /// where they could not be reached.
    pub legacy_access: Option<Entry<bool>>,
    /// External Hive: ranges in which its database is.
    pub addresses: Option<Entry<Vec<Entry<Cidr>>>>,
    /// External Hive: port of its database.
    pub port: Option<Entry<u16>>,
}
layer_fields!(Written { mode, legacy_access, addresses, port });

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

#[expect(clippy::struct_excessive_bools, reason = "templates ask for each mode by its name")]
#[derive(Clone, Debug, Serialize)]
pub struct Metastore {
    pub mode: Sourced<Mode>,
    pub unity_catalog: bool,
    pub legacy_hive: bool,
    pub glue: bool,
    pub external_hive: bool,
    pub legacy_access: Sourced<bool>,
    /// The workspace's own Hive metastore and the DBFS root are switched off.
    pub legacy_off: bool,
    /// Empty unless the metastore is an external Hive's, whose database is there.
    pub addresses: Sourced<Vec<Entry<Cidr>>>,
    pub port: Sourced<u16>,
}

/// `MySQL`'s, which most Hive metastores keep their tables in.
const DEFAULT_PORT: u16 = 3306;

pub(crate) fn resolve(
    written: Written,
    section: Span,
    tier: &Sourced<Tier>,
    reading: &mut Reading,
) -> Metastore {
    let Written { mode, legacy_access, addresses, port } = written;
    // The standard tier has no Unity Catalog.
    let default = match **tier {
        Tier::Standard => Mode::LegacyHive,
        _ => Mode::UnityCatalog,
    };
    let mode = reading.or("metastore.mode", mode, section, || default);
    let external = *mode == Mode::ExternalHive;
    if !external {
        let keys = [
            WrittenKey::of("metastore.addresses", addresses.as_ref()),
            WrittenKey::of("metastore.port", port.as_ref()),
        ];
        reading.inapplicable(
            keys,
            &mode,
            "only an external Hive metastore has a database of yours",
        );
    }
    let addresses = if external {
        let example = "addresses = [\"10.50.0.0/24\"]";
        reading.required("metastore.addresses", addresses, section, example, Vec::new)
    } else {
        reading.or("metastore.addresses", addresses, section, Vec::new)
    };
    let legacy_access = reading.or("metastore.legacy-access", legacy_access, section, || true);
    Metastore {
        unity_catalog: *mode == Mode::UnityCatalog,
        legacy_hive: *mode == Mode::LegacyHive,
        glue: *mode == Mode::Glue,
        external_hive: external,
        mode,
        legacy_off: !*legacy_access,
        legacy_access,
        addresses,
        port: reading.or("metastore.port", port, section, || DEFAULT_PORT),
    }
}

/// What cannot be reached is switched off, unless the blueprint says otherwise: a query that falls back
/// to it would hang.
pub(crate) fn settle(metastore: &mut Metastore, network: &Network) {
    let is_open = matches!(metastore.legacy_access.origin(), Origin::Default(_));
    let reachable = !network.private && !network.isolated;
    if is_open && !reachable && metastore.unity_catalog {
        let from = metastore.legacy_access.span();
        metastore.legacy_access = Sourced::derived("metastore.legacy-access", false, from);
        metastore.legacy_off = true;
    }
}
