//! Names that we give to things at AWS and Databricks: one function each, for everybody who prints or measures one.
//!
//! Terraform makes most of these names from variables, so a module spells the same pattern in HCL.
//! `tests/tests/it/names.rs` compares both. How long a name may be is for rules to say: a workspace's name has 40
//! characters at most, which leaves enough for every name without a key (`tests` below), and names with a key are
//! measured by `role-name-too-long` and `bucket-name-too-long`.

#[cfg(test)]
mod tests;

use std::fmt::Display;

use super::Workspace;
use crate::sections::buckets::Bucket;
use crate::values::{Name, Region};

/// Declares a function for each name, and all patterns together.
macro_rules! names {
    ($(
        $(#[$about:meta])*
        $name:ident($workspace:ident $(, $part:ident)*) = $pattern:literal;
    )*) => {
        $(
            $(#[$about])*
            pub fn $name($workspace: &impl AsRef<Name> $(, $part: impl Display)*) -> String {
                let $workspace = $workspace.as_ref().as_str();
                format!($pattern)
            }
        )*

        /// Each of these functions, and what it fills in.
        pub const PATTERNS: &[(&str, &str)] = &[$((stringify!($name), $pattern)),*];
    };
}

names! {
    // IAM. Names of roles are unique in an AWS account.

    /// Names the role with which Databricks launches clusters.
    cross_account_role(workspace) = "{workspace}-databricks";
    /// Names the instance profile of one of `[data-access.profiles]`, and its role.
    instance_profile(workspace, key) = "{workspace}-{key}-profile";
    /// Names the meta instance profile, whose clusters take data roles, and its role.
    passthrough_profile(workspace) = "{workspace}-passthrough";
    /// Names the data role of one of `[data-access.roles]`.
    data_role(workspace, key) = "{workspace}-{key}-data";
    /// Names the role with which Unity Catalog reads and writes a bucket that it keeps.
    storage_role(workspace, key) = "{workspace}-{key}-storage";

    // S3. Names of buckets are unique in all AWS accounts of a partition, so the account's id is in them.

    root_bucket(workspace, account) = "{workspace}-root-{account}";
    /// Names the bucket of one of `[buckets]`.
    data_bucket(workspace, key, account) = "{workspace}-{key}-{account}";

    // KMS. Aliases are unique in an account and region.

    managed_services_key(workspace) = "alias/{workspace}-managed-services";
    workspace_storage_key(workspace) = "alias/{workspace}-workspace-storage";

    // EC2. A security group is replaced before the old one goes, so AWS ends its name at random; we give the
    // beginning, and the same as tag `Name`.

    /// Names the security group of clusters.
    workspace_security_group(workspace) = "{workspace}-workspace";
    /// Names the security group of the endpoints of AWS services.
    endpoint_security_group(workspace) = "{workspace}-endpoint";
    /// Names the security group of the back-end PrivateLink endpoints.
    control_plane_security_group(workspace) = "{workspace}-control-plane";
    /// Names the security group of the front-end PrivateLink endpoint.
    front_end_security_group(workspace) = "{workspace}-front-end";
    /// Names the security group of the endpoint for performance-intensive services.
    service_direct_security_group(workspace) = "{workspace}-service-direct";
    /// Names the security group of the resolver in the transit VPC.
    resolver_security_group(workspace) = "{workspace}-resolver";

    // Other services of AWS.

    /// Names the Route 53 resolver endpoint that clients ask.
    resolver_endpoint(workspace) = "{workspace}-clients";
    /// Names the rule group of AWS Network Firewall with the domains that may be reached.
    firewall_domains(workspace) = "{workspace}-domains";
    /// Names the rule group of AWS Network Firewall for what is not TLS.
    firewall_protocols(workspace) = "{workspace}-protocols";
    /// Names a log group of AWS Network Firewall in CloudWatch. Under this prefix AWS lets its services write
    /// without a policy for each group, whose size is limited.
    firewall_log_group(workspace, kind) = "/aws/vendedlogs/network-firewall/{workspace}/{kind}";
    /// Names the SSM parameter in which the owner of a VPC tells the others under what id an endpoint is registered.
    endpoint_id_parameter(workspace, kind) = "/databricks/{workspace}/{kind}-endpoint-id";

    // Configurations of the Databricks account. What cannot change is replaced before the old one goes, so
    // the name has a digest of the content in it, or the id of what is registered.

    credential_configuration(workspace, digest) = "{workspace}-{digest}";
    network_configuration(workspace, digest) = "{workspace}-{digest}";
    private_access_settings(workspace) = "{workspace}-private-access";
    back_end_registration(workspace, kind, endpoint) = "{workspace}-{kind}-{endpoint}";
    front_end_registration(workspace, endpoint) = "{workspace}-front-end-{endpoint}";
    service_direct_registration(workspace, endpoint) = "{workspace}-service-direct-{endpoint}";

    // In a workspace, and in its metastore.

    /// Names the policy of clusters with one of `[data-access.profiles]`.
    cluster_policy(workspace, key) = "{workspace}-{key}";
    /// Names the policy of clusters with passthrough.
    passthrough_policy(workspace) = "{workspace}-passthrough";
    /// Names the credential and the external location of a bucket that Unity Catalog keeps. Both are unique in a metastore.
    external_location(workspace, key) = "{workspace}-{key}";
}

/// A workspace that the blueprint gives no name. It may be too long.
pub(crate) fn workspace(deployment: &Name, key: &Name) -> String {
    format!("{deployment}-{key}")
}

/// A metastore that is created. It is one of the region, so any name does.
pub(crate) fn metastore(deployment: &Name, region: Region) -> String {
    format!("{deployment}-{region}")
}

/// Where all [`firewall_log_group`]s of a workspace are.
pub fn firewall_log_groups(workspace: &Workspace) -> String {
    firewall_log_group(workspace, "").trim_end_matches('/').to_owned()
}

/// Roles that clusters of the workspace take: whoever launches them must be allowed to pass these.
pub fn cluster_roles(workspace: &Workspace) -> Vec<String> {
    let access = &workspace.data_access;
    let profiles = access.profiles.iter().map(|it| instance_profile(workspace, &it.key));
    let meta = access.has_passthrough().then(|| passthrough_profile(workspace));
    profiles.chain(meta).collect()
}

/// Roles that are made to read or write a bucket.
pub fn bucket_roles(workspace: &Workspace, bucket: &Bucket) -> Vec<String> {
    let access = &workspace.data_access;
    let key = &bucket.key;
    let storage = bucket.is_in_unity_catalog().then(|| storage_role(workspace, key));
    let profiles = access.profiles.iter().filter(|it| it.buckets.contains_key(key));
    let data_roles = access.roles.iter().filter(|it| it.buckets.contains_key(key));
    storage
        .into_iter()
        .chain(profiles.map(|it| instance_profile(workspace, &it.key)))
        .chain(data_roles.map(|it| data_role(workspace, &it.key)))
        .collect()
}

/// The AWS account in names of buckets. One that is not written is known only when Terraform is applied.
pub fn aws_account(workspace: &Workspace) -> String {
    let id = workspace.aws_account_id.as_ref();
    id.map_or_else(|| "<AWS account>".to_owned(), |id| id.to_string())
}
