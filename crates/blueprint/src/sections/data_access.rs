//! `[data-access]`: how clusters get at S3, where that is not Unity Catalog's business.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::layer::{Section, keys};
use crate::reading::{Reading, WrittenKey};
use crate::sections::metastore::{self, Draft};
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{Name, Principal, Runtime};

keys! {
    "data-access";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
    #[schemars(rename = "DataAccess")]
    pub struct Written {
        /// `unity-catalog`: by what is granted on catalogs, and nothing else. `instance-profiles`: everybody on a
        /// cluster may do what its role may. `passthrough-scim`, `passthrough-saml`: each user takes a data role
        /// of their own, given by group or by the identity provider; both are deprecated.
        pub mode: Option<Entry<Mode>>,
        /// Passthrough: `true` says that you know it to be deprecated, and that it ends with runtime 14.3.
        pub acknowledge_deprecation: Option<Entry<bool>>,
        /// Passthrough: runtime of its clusters; none after 14.3 has it undeprecated.
        pub runtime: Option<Entry<Runtime>>,
        /// Passthrough by SAML: `false` says that the workspace signs people in by itself, which only accounts
        /// older than June 2023 can do.
        pub unified_login: Option<Entry<bool>>,
        /// Instance profiles, each with a role, a registration and a cluster policy.
        pub profiles: BTreeMap<Name, Section<WrittenProfile>>,
        /// Passthrough: data roles.
        pub roles: BTreeMap<Name, Section<WrittenRole>>,
    }
}

keys! {
    "";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
    #[schemars(rename = "InstanceProfile")]
    pub struct WrittenProfile {
        /// What it may do with which of `[buckets]`.
        pub buckets: BTreeMap<Name, Entry<BucketAccess>>,
        /// Glue as metastore: what it may do with its databases and tables. Left out, `write` if it may write to
        /// a bucket.
        pub glue: Option<Entry<BucketAccess>>,
        /// Groups that may use it.
        pub groups: Option<Entry<Vec<Entry<Principal>>>>,
    }
}

keys! {
    "";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
    #[schemars(rename = "DataRole")]
    pub struct WrittenRole {
        /// What it may do with which of `[buckets]`.
        pub buckets: BTreeMap<Name, Entry<BucketAccess>>,
        /// By SCIM: groups that may take it. By SAML the identity provider says who may.
        pub groups: Option<Entry<Vec<Entry<Principal>>>>,
    }
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Mode {
    UnityCatalog,
    InstanceProfiles,
    PassthroughScim,
    PassthroughSaml,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum BucketAccess {
    Read,
    Write,
}

#[derive(Clone, Debug)]
pub struct DataAccess {
    pub mode: Sourced<Mode>,
    pub acknowledge_deprecation: Sourced<bool>,
    /// Of clusters with passthrough.
    pub runtime: Sourced<Runtime>,
    pub unified_login: Sourced<bool>,
    /// Empty but for instance profiles.
    pub profiles: Vec<Profile>,
    /// Empty but for passthrough.
    pub roles: Vec<DataRole>,
}

#[derive(Clone, Debug)]
pub struct Profile {
    pub key: Name,
    /// In addresses: `etl_nightly` for `etl-nightly`.
    pub label: String,
    /// By the keys of the buckets.
    pub buckets: BTreeMap<Name, Entry<BucketAccess>>,
    /// On databases and tables of Glue; none where another metastore has the tables.
    pub glue: Option<Sourced<BucketAccess>>,
    pub written_groups: Option<Sourced<Vec<Entry<Principal>>>>,
    pub header: Span,
}

#[derive(Clone, Debug)]
pub struct DataRole {
    pub key: Name,
    /// In addresses.
    pub label: String,
    /// By the keys of the buckets.
    pub buckets: BTreeMap<Name, Entry<BucketAccess>>,
    pub written_groups: Option<Sourced<Vec<Entry<Principal>>>>,
    pub header: Span,
}

impl DataAccess {
    /// Everybody whom a profile or a data role is given to.
    pub fn principals(&self) -> impl Iterator<Item = Principal> {
        let profiles = self.profiles.iter().flat_map(Profile::groups);
        profiles.chain(self.roles.iter().flat_map(DataRole::groups))
    }

    pub fn has_passthrough(&self) -> bool {
        self.is_by_scim() || self.is_by_saml()
    }

    pub fn is_by_scim(&self) -> bool {
        *self.mode == Mode::PassthroughScim
    }

    pub fn is_by_saml(&self) -> bool {
        *self.mode == Mode::PassthroughSaml
    }

    /// Something in AWS is made for it.
    pub fn is_in_aws(&self) -> bool {
        self.has_passthrough() || !self.profiles.is_empty()
    }
}

impl Profile {
    /// Groups that may use it.
    pub fn groups(&self) -> BTreeSet<Principal> {
        groups(self.written_groups.as_ref())
    }
}

impl DataRole {
    /// Groups that may take it.
    pub fn groups(&self) -> BTreeSet<Principal> {
        groups(self.written_groups.as_ref())
    }
}

fn groups(written: Option<&Sourced<Vec<Entry<Principal>>>>) -> BTreeSet<Principal> {
    let written = written.into_iter().flat_map(|groups| groups.iter());
    written.map(|entry| entry.value.clone()).collect()
}

/// The last runtime in which passthrough is not deprecated
/// (docs.databricks.com/aws/en/archive/credential-passthrough/iam-passthrough, read 2026-09).
const LAST_WITH_PASSTHROUGH: &str = "14.3";

pub(crate) fn resolve(
    written: Written,
    section: Span,
    metastore: &Draft,
    reading: &mut Reading,
) -> DataAccess {
    let Written { mode, acknowledge_deprecation, runtime, unified_login, profiles, roles } =
        written;
    let default = match *metastore.mode {
        metastore::Mode::UnityCatalog => Mode::UnityCatalog,
        _ => Mode::InstanceProfiles,
    };
    let mode = reading.or(Written::mode, mode, section, || default);
    let by_saml = *mode == Mode::PassthroughSaml;
    let passthrough = by_saml || *mode == Mode::PassthroughScim;
    if !passthrough {
        let keys = [
            WrittenKey::of(Written::acknowledge_deprecation, acknowledge_deprecation.as_ref()),
            WrittenKey::of(Written::runtime, runtime.as_ref()),
        ];
        reading.inapplicable(keys, &mode, "there is no passthrough");
        reading.inapplicable(
            tables(Written::roles, &roles),
            &mode,
            "only passthrough has data roles",
        );
    }
    if !by_saml {
        let keys = [WrittenKey::of(Written::unified_login, unified_login.as_ref())];
        reading.inapplicable(keys, &mode, "nobody takes a role by SAML");
    }
    if *mode != Mode::InstanceProfiles {
        reading.inapplicable(
            tables(Written::profiles, &profiles),
            &mode,
            "clusters have no instance profiles",
        );
    }
    let last = || Runtime::parse(LAST_WITH_PASSTHROUGH).expect("digits");
    let (profiles, roles) = match *mode {
        Mode::UnityCatalog => (BTreeMap::new(), BTreeMap::new()),
        Mode::InstanceProfiles => (profiles, BTreeMap::new()),
        Mode::PassthroughScim | Mode::PassthroughSaml => (BTreeMap::new(), roles),
    };
    let profiles = profiles.into_iter().map(|(key, it)| profile(key, it, metastore, reading));
    let profiles = profiles.collect();
    let roles = roles.into_iter().map(|(key, section)| role(key, section, &mode, reading));
    let roles = roles.collect();
    DataAccess {
        acknowledge_deprecation: reading.or(
            Written::acknowledge_deprecation,
            acknowledge_deprecation,
            section,
            || false,
        ),
        runtime: reading.or(Written::runtime, runtime, section, last),
        unified_login: reading.or(Written::unified_login, unified_login, section, || true),
        profiles,
        roles,
        mode,
    }
}

fn tables<T>(key: &'static str, tables: &BTreeMap<Name, Section<T>>) -> Vec<Option<WrittenKey>> {
    tables.values().map(|table| WrittenKey::of_table(key, Some(table))).collect()
}

fn profile(
    key: Name,
    section: Section<WrittenProfile>,
    metastore: &Draft,
    reading: &mut Reading,
) -> Profile {
    let Section { header, inherited: _, keys: WrittenProfile { buckets, glue, groups } } = section;
    let writes = buckets.values().any(|access| access.value == BucketAccess::Write);
    let default = if writes { BucketAccess::Write } else { BucketAccess::Read };
    let is_in_glue = *metastore.mode == metastore::Mode::Glue;
    if !is_in_glue {
        let key = WrittenKey::of(WrittenProfile::glue, glue.as_ref());
        reading.inapplicable([key], &metastore.mode, "no table is in Glue");
    }
    let glue = reading.or(WrittenProfile::glue, glue, header, || default);
    Profile {
        label: label(&key),
        key,
        buckets,
        glue: is_in_glue.then_some(glue),
        written_groups: Reading::optional(WrittenProfile::groups, groups),
        header,
    }
}

fn role(
    key: Name,
    section: Section<WrittenRole>,
    mode: &Sourced<Mode>,
    reading: &mut Reading,
) -> DataRole {
    let Section { header, inherited: _, keys: WrittenRole { buckets, mut groups } } = section;
    if **mode == Mode::PassthroughSaml {
        let key = WrittenKey::of(WrittenRole::groups, groups.take().as_ref());
        reading.inapplicable([key], mode, "the identity provider says who takes which role");
    }
    let written_groups = Reading::optional(WrittenRole::groups, groups);
    DataRole { label: label(&key), key, buckets, written_groups, header }
}

fn label(key: &Name) -> String {
    key.as_str().replace('-', "_")
}
