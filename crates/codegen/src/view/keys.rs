//! `encryption`, `cross_account_role` and `iam`.

use blueprint::sections::cross_account_role::{self, Policy};
use blueprint::sections::{encryption, iam};
use blueprint::values::{IamPath, KmsKeyArn, PolicyArn, RoleArn};
use blueprint::{Made, Workspace, names};
use serde::Serialize;

use super::provision::Provision;

#[expect(clippy::struct_excessive_bools, reason = "templates ask for each by its name")]
#[derive(Debug, Serialize)]
pub(super) struct Encryption<'a> {
    managed_services: Option<Provision<'a, KmsKeyArn>>,
    workspace_storage: Option<Provision<'a, KmsKeyArn>>,
    /// Both use cases name the same existing key, which Databricks registers once.
    one_key: bool,
    /// Each use case has a key of its own.
    both_keys: bool,
    /// Each has one that is there already.
    existing_keys: bool,
    /// The stack may have made a key before the one that is there already.
    forgets_managed_services: bool,
    forgets_workspace_storage: bool,
}

impl<'a> Encryption<'a> {
    pub(super) fn of(workspace: &'a Workspace) -> Self {
        let Workspace { encryption, forgotten, .. } = workspace;
        let encryption::Encryption { managed_services, workspace_storage } = encryption;
        let (managed_services, workspace_storage) =
            (managed_services.as_deref(), workspace_storage.as_deref());
        let existing = managed_services.and_then(|key| key.existing());
        let existing_storage = workspace_storage.and_then(|key| key.existing());
        let one_key = existing.is_some() && existing == existing_storage;
        Self {
            managed_services: managed_services.map(Provision::of),
            workspace_storage: workspace_storage.map(Provision::of),
            one_key,
            both_keys: !one_key && managed_services.is_some() && workspace_storage.is_some(),
            existing_keys: !one_key && existing.is_some() && existing_storage.is_some(),
            forgets_managed_services: forgotten.contains(&Made::ManagedServicesKey),
            forgets_workspace_storage: forgotten.contains(&Made::WorkspaceStorageKey),
        }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct CrossAccountRole<'a> {
    existing: Option<&'a RoleArn>,
    create: bool,
    /// The existing one is the one that the stack made before.
    forgotten: bool,
    policy: Policy,
    restricted: bool,
    /// Of one that is created.
    name: String,
    /// Of one that is there already.
    existing_account: Option<&'a str>,
}

impl<'a> CrossAccountRole<'a> {
    pub(super) fn of(
        role: &'a cross_account_role::CrossAccountRole,
        workspace: &Workspace,
    ) -> Self {
        Self {
            existing: role.existing.as_deref(),
            create: role.is_created(),
            forgotten: workspace.forgotten.contains(&Made::CrossAccountRole),
            policy: *role.policy,
            restricted: role.is_restricted(),
            name: names::cross_account_role(workspace),
            existing_account: role.existing.as_deref().map(RoleArn::account),
        }
    }
}

/// What the roles that are created have in common.
#[derive(Debug, Serialize)]
pub(super) struct Iam<'a> {
    /// None for IAM's own, `/`.
    path: Option<&'a IamPath>,
    /// What stands before a role's name in its ARN: IAM's own is `/`.
    arn_path: &'a IamPath,
    permissions_boundary: Option<&'a PolicyArn>,
}

impl<'a> Iam<'a> {
    pub(super) fn of(iam: &'a iam::Iam) -> Self {
        let iam::Iam { path, permissions_boundary } = iam;
        Self {
            path: Some(&**path).filter(|path| !path.is_root()),
            arn_path: path,
            permissions_boundary: permissions_boundary.as_deref(),
        }
    }
}
