//! What rules about grants have in common.

use crate::architecture::Workspace;
use crate::sections::grants::{Securable, Written};

/// Everything that a workspace grants, with what it is granted on.
pub(in crate::rules) fn written_grants(
    workspace: &Workspace,
) -> impl Iterator<Item = (Securable, &Written)> {
    let metastore = [(Securable::Metastore, &workspace.metastore.written_grants)];
    let buckets = workspace.buckets.iter();
    let buckets = buckets.map(|bucket| (Securable::ExternalLocation, &bucket.written_grants));
    let catalogs = workspace.catalogs.iter().flat_map(|catalog| {
        let schemas = catalog.schemas.iter().flat_map(|schema| {
            let volumes = schema.volumes.iter().map(|it| (Securable::Volume, &it.written_grants));
            [(Securable::Schema, &schema.written_grants)].into_iter().chain(volumes)
        });
        [(Securable::Catalog, &catalog.written_grants)].into_iter().chain(schemas)
    });
    metastore.into_iter().chain(buckets).chain(catalogs)
}
