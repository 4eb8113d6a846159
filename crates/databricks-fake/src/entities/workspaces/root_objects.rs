//! What a workspace keeps in its root bucket: why a bucket that does not give up its objects can't be destroyed.
//!
//! Nothing takes the objects away again, in a bucket that was given neither: "After a workspace is deleted,
//! Databricks is not responsible for cleaning up the resources attached to that workspace"
//! (<https://docs.databricks.com/administration-guide/workspace/delete-workspace.html>).

use crate::effect::{self, Effect};
use crate::entities::storage_configurations;
use crate::object::{Object, plain, text};
use crate::workspace;
use crate::world::World;

/// None before it runs. In reality a workspace writes all its life; one object is what makes a bucket not empty.
pub(crate) fn effects(workspace: &Object, world: &World) -> Vec<Effect> {
    if text(workspace, "workspace_status") != Some("RUNNING") {
        return Vec::new();
    }
    let storage = text(workspace, "storage_configuration_id")
        .and_then(|id| world.object(storage_configurations::ENTITY.collection, id))
        .and_then(storage_configurations::bucket_name);
    let bucket = world.aws.buckets.iter().find(|bucket| Some(bucket.name.as_str()) == storage);
    let put = bucket.map(|bucket| {
        Effect::PutObject(effect::Object {
            account: bucket.account.clone(),
            region: bucket.region.clone(),
            bucket: bucket.name.clone(),
            key: key(&bucket.region, &plain(&workspace[workspace::ID])),
        })
    });
    put.into_iter().collect()
}

/// Keys begin with the shard and the workspace (databricks/terraform-databricks-sra, aws/tf, restrictive policy of
/// the root bucket). Shards have names of their own, `ireland-prod`; the region stands for it.
fn key(region: &str, workspace: &str) -> String {
    format!("{region}-prod/{workspace}/FileStore/rehearsal")
}

#[cfg(test)]
mod tests;
