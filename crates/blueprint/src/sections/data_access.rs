//! `[data-access]`: how clusters get at S3, where that is not Unity Catalog's business.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::layer::{Section, layer_fields};
use crate::reading::{Reading, WrittenKey};
use crate::sections::access::Accesses;
use crate::sections::buckets::Bucket;
use crate::sections::metastore::Metastore;
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{BucketName, Name, Principal, Runtime};

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
layer_fields!(Written { mode, acknowledge_deprecation, runtime, unified_login, profiles, roles });

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
layer_fields!(WrittenProfile { buckets, glue, groups });

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(rename = "DataRole")]
pub struct WrittenRole {
    /// What it may do with which of `[buckets]`.
    pub buckets: BTreeMap<Name, Entry<BucketAccess>>,
    /// By SCIM: groups that may take it. By SAML the identity provider says who may.
    pub groups: Option<Entry<Vec<Entry<Principal>>>>,
}
layer_fields!(WrittenRole { buckets, groups });

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

#[expect(clippy::struct_excessive_bools, reason = "templates ask for each mode by its name")]
#[derive(Clone, Debug, Serialize)]
pub struct DataAccess {
    pub mode: Sourced<Mode>,
    pub instance_profiles: bool,
    pub passthrough: bool,
    pub by_scim: bool,
    pub by_saml: bool,
    #[serde(skip)]
    pub acknowledge_deprecation: Sourced<bool>,
    /// Of clusters with passthrough.
    pub runtime: Sourced<Runtime>,
    #[serde(skip)]
    pub unified_login: Sourced<bool>,
    pub profiles: Vec<Profile>,
    pub roles: Vec<DataRole>,
    /// Something in AWS is made for it.
    pub in_aws: bool,
    /// The cross-account role launches nothing without tags, as a trial of an instance profile would.
    pub not_validated: bool,
    /// Every group that works on clusters with passthrough: by SCIM those with a data role, by SAML all that
    /// are let into the workspace.
    pub groups: BTreeSet<Principal>,
    /// Of the runtimes of clusters with passthrough, as a cluster policy writes it.
    pub runtime_pattern: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Profile {
    pub key: Name,
    /// In addresses: `etl_nightly` for `etl-nightly`.
    pub label: String,
    #[serde(skip)]
    pub written_buckets: BTreeMap<Name, Entry<BucketAccess>>,
    /// Buckets that it may read, and those that it may write too.
    pub reads: Vec<BucketUse>,
    pub writes: Vec<BucketUse>,
    /// On databases and tables of Glue; none where another metastore has the tables.
    pub glue: Option<Sourced<BucketAccess>>,
    #[serde(skip)]
    pub written_groups: Option<Sourced<Vec<Entry<Principal>>>>,
    pub groups: Vec<Principal>,
    #[serde(skip)]
    pub header: Span,
}

/// A bucket that a role may do something with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BucketUse {
    pub key: Name,
    /// In addresses.
    pub label: String,
    /// Its name, where it is there already.
    pub existing: Option<BucketName>,
}

#[derive(Clone, Debug, Serialize)]
pub struct DataRole {
    pub key: Name,
    /// In addresses.
    pub label: String,
    #[serde(skip)]
    pub written_buckets: BTreeMap<Name, Entry<BucketAccess>>,
    pub reads: Vec<BucketUse>,
    pub writes: Vec<BucketUse>,
    #[serde(skip)]
    pub written_groups: Option<Sourced<Vec<Entry<Principal>>>>,
    pub groups: Vec<Principal>,
    #[serde(skip)]
    pub header: Span,
}

impl DataAccess {
    /// Everybody whom a profile or a data role is given to.
    pub fn principals(&self) -> impl Iterator<Item = &Principal> {
        let profiles = self.profiles.iter().flat_map(|profile| &profile.groups);
        profiles.chain(self.roles.iter().flat_map(|role| &role.groups))
    }
}

/// The last runtime in which passthrough is not deprecated
/// (docs.databricks.com/aws/en/archive/credential-passthrough/iam-passthrough, read 2026-09).
const LAST_WITH_PASSTHROUGH: &str = "14.3";

pub(crate) fn resolve(
    written: Written,
    section: Span,
    metastore: &Metastore,
    reading: &mut Reading,
) -> DataAccess {
    let Written { mode, acknowledge_deprecation, runtime, unified_login, profiles, roles } =
        written;
    let default = if metastore.unity_catalog { Mode::UnityCatalog } else { Mode::InstanceProfiles };
    let mode = reading.or("data-access.mode", mode, section, || default);
    let (by_scim, by_saml) = (*mode == Mode::PassthroughScim, *mode == Mode::PassthroughSaml);
    let passthrough = by_scim || by_saml;
    if !passthrough {
        let keys = [
            WrittenKey::of("data-access.acknowledge-deprecation", acknowledge_deprecation.as_ref()),
            WrittenKey::of("data-access.runtime", runtime.as_ref()),
        ];
        reading.inapplicable(keys, &mode, "there is no passthrough");
        reading.inapplicable(
            tables("data-access.roles", &roles),
            &mode,
            "only passthrough has data roles",
        );
    }
    if !by_saml {
        let keys = [WrittenKey::of("data-access.unified-login", unified_login.as_ref())];
        reading.inapplicable(keys, &mode, "nobody takes a role by SAML");
    }
    if *mode != Mode::InstanceProfiles {
        reading.inapplicable(
            tables("data-access.profiles", &profiles),
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
    let runtime = reading.or("data-access.runtime", runtime, section, last);
    let profiles: Vec<_> =
        profiles.into_iter().map(|(key, it)| profile(key, it, metastore, reading)).collect();
    let roles: Vec<_> =
        roles.into_iter().map(|(key, section)| role(key, section, &mode, reading)).collect();
    DataAccess {
        instance_profiles: !profiles.is_empty(),
        passthrough,
        by_scim,
        by_saml,
        acknowledge_deprecation: reading.or(
            "data-access.acknowledge-deprecation",
            acknowledge_deprecation,
            section,
            || false,
        ),
        runtime_pattern: format!(r"{}\.{}\..*", runtime.major, runtime.minor),
        runtime,
        unified_login: reading.or("data-access.unified-login", unified_login, section, || true),
        in_aws: passthrough || !profiles.is_empty(),
        not_validated: false,
        groups: roles.iter().flat_map(|role| role.groups.iter().cloned()).collect(),
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
    metastore: &Metastore,
    reading: &mut Reading,
) -> Profile {
    let Section { header, inherited: _, keys: WrittenProfile { buckets, glue, groups } } = section;
    let (reads, writes) = uses(&buckets);
    let groups = Reading::optional("groups", groups);
    if !metastore.glue {
        let key = WrittenKey::of("glue", glue.as_ref());
        reading.inapplicable([key], &metastore.mode, "no table is in Glue");
    }
    let default = if writes.is_empty() { BucketAccess::Read } else { BucketAccess::Write };
    let glue = reading.or("glue", glue, header, || default);
    Profile {
        label: label(&key),
        key,
        reads,
        writes,
        written_buckets: buckets,
        glue: metastore.glue.then_some(glue),
        groups: principals(groups.as_ref()),
        written_groups: groups,
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
        let key = WrittenKey::of("groups", groups.take().as_ref());
        reading.inapplicable([key], mode, "the identity provider says who takes which role");
    }
    let (reads, writes) = uses(&buckets);
    let groups = Reading::optional("groups", groups);
    DataRole {
        label: label(&key),
        key,
        reads,
        writes,
        written_buckets: buckets,
        groups: principals(groups.as_ref()),
        written_groups: groups,
        header,
    }
}

fn label(key: &Name) -> String {
    key.as_str().replace('-', "_")
}

/// Of the buckets that are read, and of those that are written too.
fn uses(buckets: &BTreeMap<Name, Entry<BucketAccess>>) -> (Vec<BucketUse>, Vec<BucketUse>) {
    let bucket = |key: &Name| BucketUse { key: key.clone(), label: label(key), existing: None };
    let written = buckets.iter().filter(|(_, access)| access.value == BucketAccess::Write);
    (buckets.keys().map(bucket).collect(), written.map(|(key, _)| bucket(key)).collect())
}

/// Says of each bucket whether it is there, and of the cross-account role whether it lets profiles be tried.
pub(crate) fn settle(
    access: &mut DataAccess,
    let_in: Option<&Accesses>,
    buckets: &[Bucket],
    restricted: bool,
) {
    if access.by_saml {
        let groups = let_in.iter().flat_map(|access| &access.groups);
        access.groups = groups.map(|member| member.principal.clone()).collect();
    }
    let existing = |key: &Name| {
        let bucket = buckets.iter().find(|bucket| bucket.key == *key)?;
        bucket.existing.as_deref().cloned()
    };
    let profiles =
        access.profiles.iter_mut().flat_map(|it| it.reads.iter_mut().chain(&mut it.writes));
    let roles = access.roles.iter_mut().flat_map(|it| it.reads.iter_mut().chain(&mut it.writes));
    for bucket in profiles.chain(roles) {
        bucket.existing = existing(&bucket.key);
    }
    access.not_validated = access.in_aws && restricted;
}

fn principals(groups: Option<&Sourced<Vec<Entry<Principal>>>>) -> Vec<Principal> {
    let mut all: Vec<_> =
        groups.iter().flat_map(|groups| groups.iter()).map(|entry| entry.value.clone()).collect();
    all.sort();
    all.dedup();
    all
}
