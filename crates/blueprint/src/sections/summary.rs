//! What templates ask of a workspace in a word, once everything about it is known.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::sections::catalogs::Catalog;
use crate::sections::workspace::Workspace;
use crate::sections::{access, data_access, grants};
use crate::values::Name;

#[expect(clippy::struct_excessive_bools, reason = "templates ask for each by its name")]
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// Buckets are created.
    pub new_buckets: bool,
    /// Unity Catalog keeps buckets.
    pub unity_storage: bool,
    /// Something is granted or made in Unity Catalog.
    pub in_unity_catalog: bool,
    /// Settings inside the workspace are changed.
    pub settings: bool,
    /// Something in the workspace's own stack waits until IAM knows it everywhere.
    pub waits_for_iam: bool,
    /// Service principals whose application id is known only once they are created, and who are granted
    /// something.
    pub grants_to_applications: BTreeSet<Name>,
    /// It uses catalogs of other workspaces.
    pub takes_catalogs: bool,
}

/// Settles what sections decide for one another, and says it.
pub(crate) fn summarize(workspace: &mut Workspace) {
    keep_buckets(workspace);
    write_grants(workspace);
    settle_access(workspace);
    workspace.summary = of(workspace);
}

fn of(workspace: &Workspace) -> Summary {
    let metastore = &workspace.metastore;
    let unity_storage = workspace.buckets.iter().any(|bucket| bucket.in_unity_catalog);
    let makes_role = workspace.cross_account_role.as_ref().is_some_and(|role| role.create);
    let stores_here = unity_storage && !workspace.network.private;
    let has_grants = workspace.granted().next().is_some();
    let names = workspace.granted().filter_map(|principal| Name::parse(principal.as_str()).ok());
    Summary {
        new_buckets: workspace.buckets.iter().any(|bucket| bucket.create),
        unity_storage,
        in_unity_catalog: has_grants
            || unity_storage
            || workspace.catalogs.iter().any(Catalog::makes_something),
        settings: metastore.legacy_off || metastore.default_catalog.is_some(),
        waits_for_iam: makes_role || stores_here || workspace.data_access.in_aws,
        grants_to_applications: names.filter(|name| workspace.identity.is_created(name)).collect(),
        takes_catalogs: workspace.catalogs.iter().any(|catalog| catalog.from.is_some()),
    }
}

/// Buckets that catalogs and volumes lie in, or on whose files something is granted, are Unity Catalog's to keep.
fn keep_buckets(workspace: &mut Workspace) {
    let stored: BTreeSet<Name> =
        workspace.catalogs.iter().flat_map(Catalog::buckets).cloned().collect();
    for bucket in &mut workspace.buckets {
        let is_kept = !bucket.granted.is_empty() || stored.contains(&bucket.key);
        bucket.in_unity_catalog = workspace.metastore.unity_catalog && is_kept;
    }
}

fn write_grants(workspace: &mut Workspace) {
    let identity = &workspace.identity;
    let metastore = &mut workspace.metastore;
    metastore.grants = grants::lines(&metastore.granted, identity);
    for bucket in &mut workspace.buckets {
        bucket.grants = grants::lines(&bucket.granted, identity);
    }
    for catalog in &mut workspace.catalogs {
        catalog.grants = grants::lines(&catalog.granted, identity);
        for schema in &mut catalog.schemas {
            schema.grants = grants::lines(&schema.granted, identity);
            for volume in &mut schema.volumes {
                volume.grants = grants::lines(&volume.granted, identity);
            }
        }
    }
}

fn settle_access(workspace: &mut Workspace) {
    if let Some(access) = &mut workspace.access {
        access::settle(access, &workspace.identity);
    }
    let role = workspace.cross_account_role.as_ref();
    let restricted = role.is_some_and(|role| role.create && role.restricted);
    let let_in = workspace.access.as_ref();
    data_access::settle(&mut workspace.data_access, let_in, &workspace.buckets, restricted);
}
