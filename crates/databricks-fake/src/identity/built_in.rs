//! The groups that every workspace has, each with an id of its own there.

use serde_json::json;

use crate::account::Account;
use crate::entities::permission_assignments;
use crate::identity::members::reference;
use crate::identity::scim::put_values;
use crate::ids::digits;
use crate::object::Object;

/// Name, who is in it, and what it may from the beginning
/// (<https://docs.databricks.com/aws/en/security/auth/entitlements#default-entitlements>).
const GROUPS: [(&str, &[&str], &[&str]); 2] = [
    ("users", &["ADMIN", "USER"], &["databricks-sql-access", "workspace-access"]),
    (
        "admins",
        &["ADMIN"],
        &[
            "allow-cluster-create",
            "allow-instance-pool-create",
            "databricks-sql-access",
            "workspace-access",
        ],
    ),
];

pub(crate) fn all(account: &Account, workspace: &Object) -> Vec<Object> {
    GROUPS.iter().map(|group| shown(group, account, workspace)).collect()
}

fn shown(
    (name, permissions, entitlements): &(&str, &[&str], &[&str]),
    account: &Account,
    workspace: &Object,
) -> Object {
    let members = permission_assignments::holding(account, workspace, permissions);
    let mut group = Object::new();
    group.insert("id".to_owned(), json!(id(workspace, name)));
    group.insert("displayName".to_owned(), json!(name));
    group.insert("meta".to_owned(), json!({ "resourceType": "WorkspaceGroup" }));
    group.insert("groups".to_owned(), json!([]));
    group.insert("members".to_owned(), members.iter().map(|id| reference(account, id)).collect());
    let entitlements: Vec<String> = entitlements.iter().map(|&it| it.to_owned()).collect();
    put_values(&mut group, "entitlements", &entitlements);
    put_values(&mut group, "roles", &[]);
    group
}

fn id(workspace: &Object, name: &str) -> String {
    digits(&format!("{}/{name}", workspace["workspace_id"]))
}
