//! What a blueprint creates under a name that a later one can call existing.

use blueprint::sections::identity::Group;
use blueprint::{Architecture, Workspace, names};
use databricks_fake::preexisting::{Preexisting, What};
use serde_json::Value;

use crate::accounts::Accounts;
use crate::preexisting::aws::created_role;

/// `thing` is in the words of the fake of AWS.
pub(super) fn in_aws(archs: &[&Architecture], thing: &Value) -> bool {
    let is_named = |pointer: &str, name: &str| {
        thing.pointer(pointer).and_then(Value::as_str).is_some_and(|it| it == name)
    };
    workspaces(archs).any(|workspace| {
        let role = created_role(workspace, &names::cross_account_role(workspace));
        buckets(workspace).iter().any(|bucket| is_named("/buckets/0/name", bucket))
            || (workspace.existing_role().is_none() && is_named("/roles/0/arn", &role))
    })
}

fn buckets(workspace: &Workspace) -> Vec<String> {
    let account = Accounts::of(workspace).aws;
    let root = workspace.root_bucket.as_ref().filter(|bucket| bucket.existing().is_none());
    let root = root.map(|_| names::root_bucket(workspace, &account));
    let data = workspace.buckets.iter().filter(|bucket| bucket.is_created());
    let data = data.map(|bucket| names::data_bucket(workspace, &bucket.key, &account));
    root.into_iter().chain(data).collect()
}

pub(super) fn in_databricks(archs: &[&Architecture], it: &Preexisting) -> bool {
    let creates = |workspace: &Workspace| match &it.what {
        What::Group => workspace.identity.written_groups.iter().any(|(name, group)| {
            matches!(group.value, Group::Create { .. }) && name.to_string() == it.id
        }),
        What::User => {
            let mut users = workspace.identity.users.iter().flat_map(|users| users.iter());
            users.any(|user| user.value.to_string() == it.id)
        }
        What::Catalog { .. } => workspace
            .catalogs
            .iter()
            .any(|catalog| !catalog.is_existing() && catalog.name.as_str() == it.id),
        _ => false,
    };
    workspaces(archs).any(creates)
}

fn workspaces<'a>(archs: &'a [&'a Architecture]) -> impl Iterator<Item = &'a Workspace> {
    archs.iter().flat_map(|arch| &arch.workspaces)
}
