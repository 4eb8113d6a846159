//! `data_access`.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::sections::buckets::{self, label};
use blueprint::sections::data_access::{self, BucketAccess, Mode};
use blueprint::values::{BucketName, KmsKeyArn, Name, Principal, Runtime};
use blueprint::{Entry, Renames, Workspace, names};
use serde::Serialize;

use super::renamed::{Rekeyed, rekeyed};

#[expect(clippy::struct_excessive_bools, reason = "templates ask for each mode by its name")]
#[derive(Debug, Serialize)]
pub(super) struct DataAccess<'a> {
    mode: Mode,
    instance_profiles: bool,
    passthrough: bool,
    by_scim: bool,
    by_saml: bool,
    /// Of clusters with passthrough.
    runtime: &'a Runtime,
    profiles: Vec<Profile<'a>>,
    roles: Vec<DataRole<'a>>,
    /// Names of the roles that clusters take.
    cluster_roles: Vec<String>,
    /// With passthrough.
    meta_profile_name: Option<String>,
    meta_policy_name: Option<String>,
    /// Something in AWS is made for it.
    in_aws: bool,
    /// Buckets that it uses have KMS keys.
    keys: bool,
    /// The cross-account role launches nothing without tags, as a trial of an instance profile would.
    not_validated: bool,
    /// Every group that works on clusters with passthrough.
    groups: BTreeSet<Principal>,
    renamed_groups: Vec<Rekeyed>,
    /// Of the groups' keys with those of data roles.
    renamed_receivers: Vec<Rekeyed>,
    /// Some group that uses a profile has another name than before.
    renamed_in_profiles: bool,
    /// Of the runtimes of clusters with passthrough, as a cluster policy writes it.
    runtime_pattern: String,
}

#[derive(Debug, Serialize)]
struct Profile<'a> {
    key: &'a Name,
    label: &'a str,
    /// Of its role too.
    name: String,
    policy_name: String,
    /// Buckets that it may read, and those that it may write too.
    reads: Vec<BucketUse<'a>>,
    writes: Vec<BucketUse<'a>>,
    /// KMS keys of these buckets.
    read_keys: BTreeSet<&'a KmsKeyArn>,
    write_keys: BTreeSet<&'a KmsKeyArn>,
    /// On databases and tables of Glue; none where another metastore has the tables.
    glue: Option<BucketAccess>,
    groups: BTreeSet<Principal>,
    renamed_groups: Vec<Rekeyed>,
}

#[derive(Debug, Serialize)]
struct DataRole<'a> {
    key: &'a Name,
    label: &'a str,
    name: String,
    reads: Vec<BucketUse<'a>>,
    writes: Vec<BucketUse<'a>>,
    /// KMS keys of these buckets.
    read_keys: BTreeSet<&'a KmsKeyArn>,
    write_keys: BTreeSet<&'a KmsKeyArn>,
    groups: BTreeSet<Principal>,
}

/// A bucket that a role may do something with.
#[derive(Debug, Serialize)]
struct BucketUse<'a> {
    key: &'a Name,
    label: String,
    /// Its name, where it is there already.
    existing: Option<&'a BucketName>,
}

impl<'a> DataAccess<'a> {
    pub(super) fn of(workspace: &'a Workspace) -> Self {
        let data_access::DataAccess { mode, runtime, profiles, roles, .. } = &workspace.data_access;
        let access = &workspace.data_access;
        let passthrough = access.has_passthrough();
        let renames = &workspace.directory.renames;
        let groups = workspace.passthrough_groups();
        let receivers = roles.iter().flat_map(|role| {
            let groups = role.groups().into_iter();
            groups.flat_map(|it| rekeyed(renames, [it.as_str(), role.key.as_str()]))
        });
        let profiles: Vec<_> =
            profiles.iter().map(|profile| Profile::of(profile, workspace)).collect();
        Self {
            mode: **mode,
            instance_profiles: !profiles.is_empty(),
            passthrough,
            by_scim: access.is_by_scim(),
            by_saml: access.is_by_saml(),
            runtime,
            renamed_groups: renamed(&groups, renames),
            renamed_receivers: receivers.collect(),
            renamed_in_profiles: profiles.iter().any(|it| !it.renamed_groups.is_empty()),
            profiles,
            roles: roles.iter().map(|role| DataRole::of(role, workspace)).collect(),
            cluster_roles: names::cluster_roles(workspace),
            meta_profile_name: passthrough.then(|| names::passthrough_profile(workspace)),
            meta_policy_name: passthrough.then(|| names::passthrough_policy(workspace)),
            in_aws: access.is_in_aws(),
            keys: workspace.buckets.iter().any(|bucket| uses_key_of(workspace, bucket)),
            not_validated: workspace.skips_validation(),
            groups,
            runtime_pattern: format!(r"{}\.{}\..*", runtime.major, runtime.minor),
        }
    }
}

impl<'a> Profile<'a> {
    fn of(profile: &'a data_access::Profile, workspace: &'a Workspace) -> Self {
        let buckets = &workspace.buckets;
        Self {
            key: &profile.key,
            label: &profile.label,
            name: names::instance_profile(workspace, &profile.key),
            policy_name: names::cluster_policy(workspace, &profile.key),
            reads: reads(&profile.buckets, buckets),
            writes: writes(&profile.buckets, buckets),
            read_keys: keys(&profile.buckets, buckets, |_| true),
            write_keys: keys(&profile.buckets, buckets, |access| access == BucketAccess::Write),
            glue: profile.glue.as_deref().copied(),
            renamed_groups: renamed(&profile.groups(), &workspace.directory.renames),
            groups: profile.groups(),
        }
    }
}

impl<'a> DataRole<'a> {
    fn of(role: &'a data_access::DataRole, workspace: &'a Workspace) -> Self {
        let buckets = &workspace.buckets;
        Self {
            key: &role.key,
            label: &role.label,
            name: names::data_role(workspace, &role.key),
            reads: reads(&role.buckets, buckets),
            writes: writes(&role.buckets, buckets),
            read_keys: keys(&role.buckets, buckets, |_| true),
            write_keys: keys(&role.buckets, buckets, |access| access == BucketAccess::Write),
            groups: role.groups(),
        }
    }
}

fn uses_key_of(workspace: &Workspace, bucket: &buckets::Bucket) -> bool {
    let data_access::DataAccess { profiles, roles, .. } = &workspace.data_access;
    let is_used = profiles.iter().any(|it| it.buckets.contains_key(&bucket.key))
        || roles.iter().any(|it| it.buckets.contains_key(&bucket.key));
    bucket.kms_key.is_some() && is_used
}

fn renamed(groups: &BTreeSet<Principal>, renames: &Renames) -> Vec<Rekeyed> {
    groups.iter().flat_map(|group| rekeyed(renames, [group.as_str()])).collect()
}

type Accesses = BTreeMap<Name, Entry<BucketAccess>>;

/// Whoever writes reads too.
fn reads<'a>(accesses: &'a Accesses, buckets: &'a [buckets::Bucket]) -> Vec<BucketUse<'a>> {
    accesses.keys().map(|key| bucket_use(key, buckets)).collect()
}

fn writes<'a>(accesses: &'a Accesses, buckets: &'a [buckets::Bucket]) -> Vec<BucketUse<'a>> {
    let written = accesses.iter().filter(|(_, access)| access.value == BucketAccess::Write);
    written.map(|(key, _)| bucket_use(key, buckets)).collect()
}

fn bucket_use<'a>(key: &'a Name, buckets: &'a [buckets::Bucket]) -> BucketUse<'a> {
    let bucket = buckets.iter().find(|bucket| bucket.key == *key);
    let existing = bucket.and_then(|bucket| bucket.existing.as_deref());
    BucketUse { key, label: label(key), existing }
}

fn keys<'a>(
    accesses: &Accesses,
    buckets: &'a [buckets::Bucket],
    is_meant: impl Fn(BucketAccess) -> bool,
) -> BTreeSet<&'a KmsKeyArn> {
    let meant = |bucket: &&buckets::Bucket| {
        accesses.get(&bucket.key).is_some_and(|access| is_meant(access.value))
    };
    buckets.iter().filter(meant).filter_map(buckets::Bucket::kms_key).collect()
}
