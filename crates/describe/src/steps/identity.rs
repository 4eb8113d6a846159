//! Who signs in, and how they come into the account: two consoles, for which no provider of Terraform has a
//! resource.
//!
//! Sources: docs.databricks.com, "Set up SSO for Databricks" and "Sync users and groups using SCIM" with the page of
//! each identity provider; databricks/terraform-provider-databricks 1.126, docs; read 2026-09.

use std::collections::BTreeSet;

use blueprint::Workspace;
use blueprint::sections::access::Access;
use blueprint::sections::identity::{Group, IdentityProvider};
use blueprint::sections::metastore::WhichMetastore;

use super::{ACCOUNT_ADMIN, IDENTITY, Step, When, after, before};
use crate::shown::{listed, provider_name};

pub(super) fn steps(workspace: &Workspace, steps: &mut Vec<Step>) {
    let found = groups_found(workspace);
    // What an apply looks up must be there.
    let when = if found.is_empty() { When::AfterApply } else { When::BeforeApply };
    single_sign_on(workspace, when, steps);
    scim(workspace, when, &found, steps);
    others_found(workspace, steps);
    metastore(workspace, steps);
    assignments(workspace, steps);
    let what = "name someone as backup account admin who can sign in when single sign-on cannot";
    steps.push(after(ACCOUNT_ADMIN, what));
}

/// Groups that the identity provider brings.
fn groups_found(workspace: &Workspace) -> Vec<String> {
    let groups = workspace.identity.written_groups.iter();
    let found = groups.filter(|(_, group)| group.value == Group::Existing);
    found.map(|(name, _)| name.as_str().to_owned()).collect()
}

fn single_sign_on(workspace: &Workspace, when: When, steps: &mut Vec<Step>) {
    let access = &workspace.data_access;
    if access.is_by_saml() && !*access.unified_login {
        let what = format!(
            "set up single sign-on with SAML in the workspace's own settings, with {}; Terraform cannot",
            provider_name(workspace)
        );
        return steps.push(after("workspace admin", what));
    }
    let with = match workspace.identity.provider.as_deref() {
        None => String::new(),
        Some(provider) => {
            format!(" with {}, {}", provider_name(workspace), protocol(*provider))
        }
    };
    let what = format!("set up single sign-on in the account console{with}; Terraform cannot");
    steps.push(Step { when, who: ACCOUNT_ADMIN, what });
}

/// The first is the one that Databricks documents first.
fn protocol(provider: IdentityProvider) -> &'static str {
    match provider {
        IdentityProvider::EntraId | IdentityProvider::Okta | IdentityProvider::OneLogin => {
            "by OpenID Connect or SAML"
        }
        IdentityProvider::Google => {
            "by SAML as a custom app, for which Databricks has no page of its own"
        }
        IdentityProvider::Ping => {
            "by SAML or OpenID Connect, for which Databricks has no page of its own"
        }
        IdentityProvider::AdFs => "by SAML, for which Databricks has no page of its own",
    }
}

fn scim(workspace: &Workspace, when: When, found: &[String], steps: &mut Vec<Step>) {
    let connect = match workspace.identity.provider.as_deref() {
        None => "connect SCIM",
        Some(IdentityProvider::EntraId) => "connect SCIM with the gallery's Databricks connector",
        Some(IdentityProvider::Okta) => {
            "connect SCIM with the catalog's app Databricks, beside that of single sign-on, and push the groups"
        }
        Some(IdentityProvider::OneLogin) => "connect SCIM with the app SCIM Provisioner (v2 Core)",
        Some(IdentityProvider::Ping) => {
            "connect SCIM at the account's address, which Databricks does not document for Ping: test it"
        }
        Some(IdentityProvider::Google) => {
            "have a job of yours write to the account's SCIM API, because Google has no connector"
        }
        Some(IdentityProvider::AdFs) => {
            "have a job of yours, or Entra ID, write to the account's SCIM API, because AD FS has none"
        }
    };
    let has_none = matches!(
        workspace.identity.provider.as_deref(),
        Some(IdentityProvider::Google | IdentityProvider::AdFs)
    );
    let what = if found.is_empty() && has_none {
        format!(
            "switch on just-in-time provisioning, which brings users and no groups; or {connect}"
        )
    } else if found.is_empty() {
        format!("{connect}, so that users and groups come from the identity provider")
    } else {
        format!("{connect}, so that the account has {}: the apply looks for them", listed(found))
    };
    steps.push(Step { when, who: IDENTITY, what });
}

/// Users and service principals that are named and not made.
fn others_found(workspace: &Workspace, steps: &mut Vec<Step>) {
    let directory = &workspace.directory;
    let users: BTreeSet<_> = directory.found().flat_map(|it| it.users.iter().cloned()).collect();
    let users: Vec<_> = users.into_iter().collect();
    if !users.is_empty() {
        let what =
            format!("have the users {} in the account: the apply looks for them", listed(&users));
        steps.push(before(IDENTITY, what));
    }
    let principals: BTreeSet<_> =
        directory.found().flat_map(|it| it.service_principals.keys()).collect();
    let principals: Vec<_> = principals.into_iter().map(ToString::to_string).collect();
    if !principals.is_empty() {
        let what = format!(
            "have the service principals {} in the account: the apply looks for them",
            listed(&principals)
        );
        steps.push(before(ACCOUNT_ADMIN, what));
    }
}

fn metastore(workspace: &Workspace, steps: &mut Vec<Step>) {
    if !workspace.has_metastore() || *workspace.metastore.provision != WhichMetastore::Automatic {
        return;
    }
    let region = workspace.region.name();
    if !workspace.access.is_empty() || workspace.uses_unity_catalog() {
        let what = format!(
            "see that the account assigns the Unity Catalog metastore of {region} to new workspaces by itself, or write which one into `metastore.provision`"
        );
        return steps.push(before(ACCOUNT_ADMIN, what));
    }
    let what = format!(
        "assign the Unity Catalog metastore of {region}, unless the account assigns it by itself"
    );
    steps.push(after(ACCOUNT_ADMIN, what));
}

fn assignments(workspace: &Workspace, steps: &mut Vec<Step>) {
    let access = &workspace.access;
    if access.is_empty() {
        let what = "assign groups to the workspace, one of them as admins";
        return steps.push(after(ACCOUNT_ADMIN, what));
    }
    if !access.values().any(|entry| entry.value == Access::Admin) {
        let what = "assign a group to the workspace as its admins: only the service principal that applies is one";
        steps.push(after(ACCOUNT_ADMIN, what));
    }
}
