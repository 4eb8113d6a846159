//! `[buckets.<name>]`: where data lies, apart from the workspace's own files.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::layer::{Section, layer_fields};
use crate::reading::Reading;
use crate::sections::grants::{self, GrantLine, Granted, Securable};
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{BucketName, Name};

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(rename = "Bucket")]
pub struct Written {
    /// Name of a bucket that is there already. It stays as it is: its encryption and policy are yours.
    pub existing: Option<Entry<BucketName>>,
    /// Unity Catalog: who reads and writes files in it, past all catalogs.
    pub grants: grants::Written,
}
layer_fields!(Written { existing, grants });

pub type WrittenAll = BTreeMap<Name, Section<Written>>;

#[derive(Clone, Debug, Serialize)]
pub struct Bucket {
    pub key: Name,
    /// In addresses: `lake_raw` for `lake-raw`.
    pub label: String,
    pub existing: Option<Sourced<BucketName>>,
    pub create: bool,
    /// Unity Catalog keeps it: it has a storage credential and an external location.
    pub in_unity_catalog: bool,
    #[serde(skip)]
    pub written_grants: grants::Written,
    /// On the external location.
    #[serde(skip)]
    pub granted: Granted,
    /// The same, as templates write it.
    pub grants: Vec<GrantLine>,
    /// The bucket's table, or the catalog that it is made for.
    #[serde(skip)]
    pub header: Span,
    /// No table of its own: a catalog wants a bucket of its name.
    #[serde(skip)]
    pub implied: bool,
}

/// Those that are written, and those that catalogs bring along.
pub(crate) fn resolve(written: WrittenAll, implied: Vec<(Name, Span)>) -> Vec<Bucket> {
    let mut buckets: BTreeMap<Name, Bucket> =
        written.into_iter().map(|(key, section)| (key.clone(), bucket(key, section))).collect();
    for (key, header) in implied {
        let section = Section { header, inherited: false, keys: Written::default() };
        let implied = || Bucket { implied: true, ..bucket(key.clone(), section) };
        buckets.entry(key.clone()).or_insert_with(implied);
    }
    buckets.into_values().collect()
}

fn bucket(key: Name, section: Section<Written>) -> Bucket {
    let Section { header, inherited: _, keys: Written { existing, grants } } = section;
    let existing = Reading::optional("existing", existing);
    Bucket {
        label: key.as_str().replace('-', "_"),
        key,
        create: existing.is_none(),
        existing,
        in_unity_catalog: false,
        grants: Vec::new(),
        granted: grants::granted(&grants, Securable::ExternalLocation),
        written_grants: grants,
        header,
        implied: false,
    }
}
