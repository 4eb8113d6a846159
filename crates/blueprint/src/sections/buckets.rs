//! `[buckets.<name>]`: where data lies, apart from the workspace's own files.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::layer::{Section, keys};
use crate::reading::Reading;
use crate::sections::catalogs::{self, Catalog};
use crate::sections::grants::{self, Granted, Securable};
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{BucketName, Existing, KmsKeyArn, Name};

keys! {
    "";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
    #[schemars(rename = "Bucket")]
    pub struct Written {
        /// Name of a bucket that is there already. It stays as it is: its encryption and policy are yours.
        pub existing: Option<Entry<BucketName>>,
        /// KMS key of its objects, of this AWS account or another: the roles that read and write the objects
        /// may use it. A created bucket encrypts with it; an existing one must do so already. Left out, S3
        /// encrypts with its own keys.
        pub kms_key: Option<Entry<Existing<KmsKeyArn>>>,
        /// Unity Catalog: who reads and writes files in it, past all catalogs.
        pub grants: grants::Written,
    }
}

pub type WrittenAll = BTreeMap<Name, Section<Written>>;

#[derive(Clone, Debug)]
pub struct Bucket {
    pub key: Name,
    /// In addresses: `lake_raw` for `lake-raw`.
    pub label: String,
    /// None for one that we create.
    pub existing: Option<Sourced<BucketName>>,
    /// None: S3's own.
    pub kms_key: Option<Sourced<Existing<KmsKeyArn>>>,
    pub keeper: Keeper,
    pub written_grants: grants::Written,
    /// On the external location.
    pub granted: Granted,
    pub source: BucketSource,
}

/// Who decides who gets at a bucket's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// IAM policies only.
    Iam,
    /// Unity Catalog: the bucket has a storage credential and an external location.
    UnityCatalog,
}

/// Where a bucket comes from in the blueprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BucketSource {
    /// Its table's header.
    Table(Span),
    /// A catalog wants a bucket of its name: the catalog's header.
    Catalog(Span),
}

impl Bucket {
    pub fn is_created(&self) -> bool {
        self.existing.is_none()
    }

    pub fn kms_key(&self) -> Option<&KmsKeyArn> {
        self.kms_key.as_deref().map(|key| &key.existing)
    }

    pub fn is_in_unity_catalog(&self) -> bool {
        self.keeper == Keeper::UnityCatalog
    }

    /// The bucket's table, or the catalog that it is made for.
    pub fn header(&self) -> Span {
        match self.source {
            BucketSource::Table(span) | BucketSource::Catalog(span) => span,
        }
    }
}

/// Label of a bucket in addresses.
pub fn label(key: &Name) -> String {
    key.as_str().replace('-', "_")
}

/// Those that are written, and those that catalogs bring along. Without Unity Catalog there are no catalogs, and
/// nothing is granted.
pub(crate) fn resolve(written: WrittenAll, catalogs: &[Catalog]) -> Vec<Bucket> {
    let stored: BTreeSet<&Name> = catalogs.iter().flat_map(Catalog::buckets).collect();
    let table = |(key, section): (Name, Section<Written>)| {
        let source = BucketSource::Table(section.header);
        (key.clone(), bucket(key, section.keys, source, &stored))
    };
    let mut buckets: BTreeMap<Name, Bucket> = written.into_iter().map(table).collect();
    for (key, header) in catalogs::implied_buckets(catalogs) {
        let source = BucketSource::Catalog(header);
        let implied = || bucket(key.clone(), Written::default(), source, &stored);
        buckets.entry(key.clone()).or_insert_with(implied);
    }
    buckets.into_values().collect()
}

/// Buckets that catalogs and volumes lie in, or on whose files something is granted, are Unity Catalog's to keep.
fn bucket(key: Name, keys: Written, source: BucketSource, stored: &BTreeSet<&Name>) -> Bucket {
    let Written { existing, kms_key, grants } = keys;
    let granted = grants::granted(&grants, Securable::ExternalLocation);
    let is_kept = !granted.is_empty() || stored.contains(&key);
    Bucket {
        label: label(&key),
        key,
        existing: Reading::optional(Written::existing, existing),
        kms_key: Reading::optional(Written::kms_key, kms_key),
        keeper: if is_kept { Keeper::UnityCatalog } else { Keeper::Iam },
        granted,
        written_grants: grants,
        source,
    }
}
