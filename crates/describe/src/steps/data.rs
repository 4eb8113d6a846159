//! What the ways to data need that Terraform cannot do, or must not.

use blueprint::sections::catalogs::Catalog;
use blueprint::sections::data_access::BucketAccess;
use blueprint::sections::metastore::WhichMetastore;
use blueprint::{Workspace, names};

use super::{AWS_ADMIN, IDENTITY, PLATFORM, Step, after, before};
use crate::shown::{data_bucket, listed, provider_name};

pub(super) fn steps(workspace: &Workspace, steps: &mut Vec<Step>) {
    owners_first(workspace, steps);
    unity_catalog(workspace, steps);
    buckets(workspace, steps);
    roles(workspace, steps);
    glue(workspace, steps);
    passthrough(workspace, steps);
}

fn owners_first(workspace: &Workspace, steps: &mut Vec<Step>) {
    for catalog in &workspace.catalogs {
        if let Some(owner) = catalog.loan().and_then(|loan| loan.owner_name.as_ref()) {
            let what = format!("apply {owner} first: its catalog {} is bound here", catalog.name);
            steps.push(before(PLATFORM, what));
        }
    }
}

fn unity_catalog(workspace: &Workspace, steps: &mut Vec<Step>) {
    let creates = workspace.keeps_buckets() || workspace.catalogs.iter().any(Catalog::is_created);
    if let WhichMetastore::Existing(id) = &*workspace.metastore.provision
        && workspace.metastore.is_unity_catalog()
        && creates
    {
        let what = format!(
            "let the service principal that applies create catalogs, storage credentials and external locations in the metastore {id}"
        );
        steps.push(before("metastore admin", what));
    }
    let existing =
        workspace.catalogs.iter().filter(|it| it.is_existing() && !it.granted.is_empty());
    let existing: Vec<_> = existing.map(|catalog| catalog.name.to_string()).collect();
    if !existing.is_empty() {
        let what = format!(
            "let the service principal that applies grant on {}: with MANAGE, or as owner",
            listed(&existing)
        );
        steps.push(before("owner of the catalog", what));
    }
}

/// Theirs is the policy, and the key.
fn buckets(workspace: &Workspace, steps: &mut Vec<Step>) {
    for bucket in workspace.buckets.iter().filter(|bucket| bucket.existing.is_some()) {
        let what = format!(
            "see that policy and key of {} let in the roles that are made for it",
            data_bucket(workspace, &bucket.key)
        );
        steps.push(before(AWS_ADMIN, what));
    }
}

fn roles(workspace: &Workspace, steps: &mut Vec<Step>) {
    let roles = names::cluster_roles(workspace);
    if roles.is_empty() {
        return;
    }
    if let Some(role) = workspace.existing_role() {
        let what = format!("let {} pass {} (iam:PassRole)", **role, listed(&roles));
        steps.push(before(AWS_ADMIN, what));
    }
    if workspace.skips_validation() {
        let what = "start a cluster with each instance profile: Databricks could not try them, because the restricted role refuses the trial";
        steps.push(after(PLATFORM, what));
    }
}

/// Source: awslabs/aws-glue-data-catalog-client-for-apache-hive-metastore, issue 67, read 2026-09.
fn glue(workspace: &Workspace, steps: &mut Vec<Step>) {
    let profiles = &workspace.data_access.profiles;
    let mut reading =
        profiles.iter().filter(|profile| profile.glue.as_deref() == Some(&BucketAccess::Read));
    if workspace.metastore.is_glue() && reading.next().is_some() {
        let what = "have the database `default` in AWS Glue: clusters look for it, and a profile that only reads cannot make it";
        steps.push(before(AWS_ADMIN, what));
    }
}

/// Sources: docs.databricks.com/aws/en/archive/credential-passthrough/iam-passthrough and iam-federation; AWS,
/// "Configure SAML assertions for the authentication response"; read 2026-09.
fn passthrough(workspace: &Workspace, steps: &mut Vec<Step>) {
    let access = &workspace.data_access;
    if !access.has_passthrough() {
        return;
    }
    if access.is_by_saml() {
        saml(workspace, steps);
    }
    let what = format!(
        "plan the way out: passthrough ends with runtime {}; for each data role a storage credential and an external location in Unity Catalog, grants to the same people, tables upgraded, clusters moved",
        *access.runtime
    );
    steps.push(after(PLATFORM, what));
}

fn saml(workspace: &Workspace, steps: &mut Vec<Step>) {
    let provider = provider_name(workspace);
    let what =
        format!("hand over the SAML metadata of {provider}, for the variable `saml_metadata`");
    steps.push(before(IDENTITY, what));
    let what = format!(
        "let {provider} claim at sign-in: https://aws.amazon.com/SAML/Attributes/Role, a value `<data role's ARN>,<SAML provider's ARN>` for each role somebody may take; https://aws.amazon.com/SAML/Attributes/RoleSessionName, the e-mail address"
    );
    steps.push(after(IDENTITY, what));
    let what = "switch on `Allow IAM role entitlement auto sync` where the workspace's single sign-on is set up";
    steps.push(after("workspace admin", what));
}
