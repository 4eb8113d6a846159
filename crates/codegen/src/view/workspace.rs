//! One workspace: its stack, or that of what is inside it.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::sections::buckets;
use blueprint::sections::cross_account_role::CrossAccountRole as Role;
use blueprint::sections::tags::Tags;
use blueprint::values::{
    AuthType, AwsAccountId, BucketName, ComputePlane, ControlPlane, DatabricksAccountId, Name,
    Partition, Region, Tier,
};
use serde::Serialize;

use super::access::{Accesses, DefaultEntitlements};
use super::catalogs::{Bucket, Catalog};
use super::data_access::DataAccess;
use super::directory::Identity;
use super::keys::{CrossAccountRole, Encryption, Iam};
use super::metastore::Metastore;
use super::network::Network;
use super::provision::Provision;
use super::quotas::Needed;
use super::state::State;

#[expect(clippy::struct_excessive_bools, reason = "templates ask for each by its name")]
#[derive(Debug, Serialize)]
pub struct Workspace<'a> {
    key: &'a str,
    /// It leaves the deployment.
    removed: bool,
    /// Full name, and prefix of the name of everything in it.
    name: &'a Name,
    region: Region,
    tier: Tier,
    /// As the Databricks provider writes it: `ENTERPRISE`.
    pricing_tier: String,
    compute_plane: ComputePlane,
    classic: bool,
    serverless: bool,
    partition: &'a Partition,
    control_plane: &'a ControlPlane,
    aws_account_id: Option<&'a AwsAccountId>,
    databricks_account_id: Option<&'a DatabricksAccountId>,
    auth_type: AuthType,
    prevent_destroy: bool,
    destroyable: bool,
    root_bucket: Option<Provision<'a, BucketName>>,
    tags: &'a Tags,
    state: State<'a>,
    inside_state: State<'a>,
    /// What is inside it has a stack, whether or not there is something.
    keeps_inside: bool,
    network: Network<'a>,
    encryption: Encryption<'a>,
    cross_account_role: Option<CrossAccountRole<'a>>,
    iam: Iam<'a>,
    metastore: Metastore<'a>,
    data_access: DataAccess<'a>,
    identity: Identity<'a>,
    access: Option<Accesses<'a>>,
    default_entitlements: Option<DefaultEntitlements>,
    buckets: Vec<Bucket<'a>>,
    catalogs: Vec<Catalog<'a>>,
    /// Names of metastores that this stack creates, by region.
    metastores: BTreeMap<Region, &'a str>,
    /// Buckets are created.
    new_buckets: bool,
    /// Some bucket that is created has a KMS key.
    new_bucket_keys: bool,
    /// Unity Catalog keeps buckets.
    unity_storage: bool,
    /// Some bucket that it keeps has a KMS key.
    unity_storage_keys: bool,
    /// Something is granted or made in Unity Catalog.
    in_unity_catalog: bool,
    /// Settings inside the workspace are changed.
    settings: bool,
    /// Something in the workspace's own stack waits until IAM knows it everywhere: a role of EC2's.
    waits_for_iam: bool,
    /// Or until Unity Catalog knows it.
    stores_here: bool,
    /// The workspace's own stack makes roles.
    makes_roles: bool,
    /// Service principals whose application id is known only once they are created, and who are granted
    /// something.
    grants_to_applications: BTreeSet<Name>,
    /// Somebody has another name than before, of those who have a resource each for what is granted to them.
    renamed_grantees: bool,
    /// It uses catalogs of other workspaces.
    takes_catalogs: bool,
    /// Quotas that it exceeds by itself.
    quotas: Vec<Needed>,
}

impl<'a> Workspace<'a> {
    pub fn of(workspace: &'a blueprint::Workspace) -> Self {
        let identity = &workspace.identity;
        let metastore = &workspace.metastore;
        let unity_storage = workspace.keeps_buckets();
        let with_key = || workspace.buckets.iter().filter(|bucket| bucket.kms_key.is_some());
        let role = workspace.cross_account_role.as_ref();
        let makes_role = role.is_some_and(Role::is_created);
        let is_private = workspace.network.is_private();
        let stores_here = unity_storage && !is_private;
        // A private workspace takes its instance profiles in another stack, which is applied later.
        let waits_for_clusters = workspace.data_access.is_in_aws() && !is_private;
        let names =
            workspace.granted().filter_map(|principal| Name::parse(principal.as_str()).ok());
        Self {
            key: &workspace.key,
            removed: workspace.is_removed(),
            name: &workspace.name,
            region: *workspace.region,
            tier: *workspace.tier,
            pricing_tier: workspace.tier.to_string().to_uppercase(),
            compute_plane: *workspace.compute_plane,
            classic: workspace.is_classic(),
            serverless: !workspace.is_classic(),
            partition: &workspace.partition,
            control_plane: &workspace.control_plane,
            aws_account_id: workspace.aws_account_id.as_deref(),
            databricks_account_id: workspace.databricks_account_id.as_deref(),
            auth_type: *workspace.auth_type,
            prevent_destroy: *workspace.prevent_destroy,
            destroyable: !*workspace.prevent_destroy,
            root_bucket: workspace.root_bucket.as_deref().map(Provision::of),
            tags: &workspace.tags,
            state: State::of(&workspace.state),
            inside_state: State::of(&workspace.inside_state),
            keeps_inside: workspace.keeps_inside && workspace.network.is_private(),
            network: Network::of(workspace),
            encryption: Encryption::of(workspace),
            cross_account_role: role.map(|role| CrossAccountRole::of(role, workspace)),
            iam: Iam::of(&workspace.iam),
            metastore: Metastore::of(workspace),
            data_access: DataAccess::of(workspace),
            identity: Identity::of(&workspace.directory, identity.provider.as_deref().copied()),
            access: Accesses::of(workspace),
            default_entitlements: DefaultEntitlements::of(workspace),
            buckets: workspace.buckets.iter().map(|it| Bucket::of(it, workspace)).collect(),
            catalogs: workspace.catalogs.iter().map(|it| Catalog::of(it, workspace)).collect(),
            metastores: makes_metastore(workspace)
                .then(|| (*workspace.region, &*metastore.name))
                .into_iter()
                .collect(),
            new_buckets: workspace.buckets.iter().any(buckets::Bucket::is_created),
            new_bucket_keys: with_key().any(buckets::Bucket::is_created),
            unity_storage,
            unity_storage_keys: with_key().any(buckets::Bucket::is_in_unity_catalog),
            in_unity_catalog: workspace.uses_unity_catalog(),
            settings: !*metastore.legacy_access || metastore.default_catalog.is_some(),
            waits_for_iam: makes_role || waits_for_clusters,
            stores_here,
            makes_roles: makes_role || stores_here || workspace.data_access.is_in_aws(),
            grants_to_applications: names.filter(|name| identity.is_created(name)).collect(),
            renamed_grantees: has_renamed_grantees(workspace),
            quotas: Needed::by([workspace]),
            takes_catalogs: workspace.catalogs.iter().any(|catalog| catalog.loan().is_some()),
        }
    }
}

/// A metastore is made in a workspace's own stack if the account has none.
pub(super) fn makes_metastore(workspace: &blueprint::Workspace) -> bool {
    workspace.metastore.is_created() && workspace.key.is_empty()
}

/// Whether somebody has another name than before of those who have a resource each for what is granted to them.
fn has_renamed_grantees(workspace: &blueprint::Workspace) -> bool {
    let existing = workspace.catalogs.iter().filter(|catalog| catalog.is_existing());
    let schemas = workspace.catalogs.iter().flat_map(|catalog| &catalog.schemas);
    let schemas = schemas.filter(|schema| *schema.existing).map(|schema| &schema.granted);
    let granted = existing.map(|catalog| &catalog.granted).chain(schemas);
    let mut granted = granted.chain([&workspace.metastore.granted]);
    let renames = &workspace.directory.renames;
    granted.any(|all| all.keys().any(|name| !renames.earlier([name.as_str()]).is_empty()))
}
