//! One workspace, complete.

use std::collections::BTreeSet;

use crate::directory::Directory;
use crate::holdings::{Holdings, Said};
use crate::made::Made;
use crate::previous_run::{Attachment, Irrevocable, VpcOwner};
use crate::sections::access::{Accesses, Entitlement};
use crate::sections::buckets::Bucket;
use crate::sections::catalogs::Catalog;
use crate::sections::cross_account_role::CrossAccountRole;
use crate::sections::data_access::{DataAccess, DataRole};
use crate::sections::encryption::Encryption;
use crate::sections::iam::Iam;
use crate::sections::identity::{Identity, PrincipalKind};
use crate::sections::metastore::Metastore;
use crate::sections::network::Network;
use crate::sections::state::{Backend, State};
use crate::sections::tags::Tags;
use crate::source::Span;
use crate::sourced::Sourced;
use crate::tiers::{Feature, least};
use crate::values::{
    AuthType, AwsAccountId, BucketName, ComputePlane, ControlPlane, DatabricksAccountId,
    GovcloudShard, Name, Partition, PolicyArn, Principal, Provision, Region, RoleArn, Tier,
};

/// Whether a workspace stays in the deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Kept,
    /// Its stack is there to be destroyed, and no workspace that stays needs it.
    Removed,
}

impl Standing {
    /// The table that its own table is in.
    pub fn table(self) -> &'static str {
        match self {
            Self::Kept => "workspaces",
            Self::Removed => "removed",
        }
    }
}

/// Everything about one workspace.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Folder of its stack in the output, and its key in `[workspaces]` or `[removed]`; empty for a
    /// blueprint of one workspace.
    pub key: String,
    pub standing: Standing,
    /// Full name, and prefix of the name of everything in it.
    pub name: Sourced<Name>,
    pub region: Sourced<Region>,
    pub tier: Sourced<Tier>,
    pub compute_plane: Sourced<ComputePlane>,
    pub partition: Partition,
    pub control_plane: ControlPlane,
    pub govcloud_shard: Option<Sourced<GovcloudShard>>,
    pub aws_account_id: Option<Sourced<AwsAccountId>>,
    pub databricks_account_id: Option<Sourced<DatabricksAccountId>>,
    pub auth_type: Sourced<AuthType>,
    /// People depend on it from day to day.
    pub production: Sourced<bool>,
    pub prevent_destroy: Sourced<bool>,
    /// None for a serverless workspace, whose files are Databricks'.
    pub root_bucket: Option<Sourced<Provision<BucketName>>>,
    pub tags: Tags,
    pub backend: Sourced<Backend>,
    pub state: State,
    /// Of the stack of what is inside the workspace, where that is one of its own.
    pub inside_state: State,
    /// That stack was there before, and stays without content: Terraform deletes from it what was in it.
    pub keeps_inside: bool,
    pub network: Network,
    pub encryption: Encryption,
    /// None for a serverless workspace, which launches nothing in the customer's AWS account.
    pub cross_account_role: Option<CrossAccountRole>,
    pub iam: Iam,
    pub metastore: Metastore,
    pub data_access: DataAccess,
    pub identity: Identity,
    /// What its stack does about who there is in the account.
    pub directory: Directory,
    pub access: Accesses,
    /// What everybody in it may do, by its group `users`.
    pub default_entitlements: Option<Sourced<BTreeSet<Entitlement>>>,
    pub buckets: Vec<Bucket>,
    pub catalogs: Vec<Catalog>,
    /// What exists now, and its stack may have made before: Terraform forgets it and destroys nothing.
    pub forgotten: BTreeSet<Made>,
    /// Keys that are written but could not be read: what they would have named is not missing.
    pub unreadable: BTreeSet<String>,
    /// The workspace's table, for saying that something is missing in it.
    pub header: Span,
}

/// Its name is in the names of what it has.
impl AsRef<Name> for Workspace {
    fn as_ref(&self) -> &Name {
        &self.name
    }
}

impl Workspace {
    pub fn is_removed(&self) -> bool {
        self.standing == Standing::Removed
    }

    /// What neither Terraform nor, mostly, Databricks can change about it.
    pub fn irrevocable(&self) -> Irrevocable {
        let (network, encryption) = (&self.network, &self.encryption);
        let serverless = network.serverless.as_ref();
        let back_end = network.private_link.as_ref().and_then(|link| link.back_end.as_ref());
        let connectivity = serverless.and_then(|it| it.connectivity_configuration.as_ref());
        let metastore = &self.metastore;
        Irrevocable {
            aws_account_id: self.aws_account_id.as_deref().cloned(),
            back_end: Some(Attachment::of(back_end)),
            connectivity_configuration: Some(Attachment::of(connectivity)),
            databricks_account_id: self.databricks_account_id.as_deref().cloned(),
            govcloud_shard: self.govcloud_shard.as_deref().copied(),
            iam_path: self.creates_roles().then(|| (*self.iam.path).clone()),
            managed_services_key: Some(Attachment::of(encryption.managed_services.as_ref())),
            metastore: self.has_metastore().then(|| (*metastore.provision).clone()),
            network_policy: Some(Attachment::of(serverless.and_then(|it| it.policy.as_ref()))),
            private_access: Some(Attachment::of(network.private_link.as_ref())),
            region: Some(*self.region),
            root_bucket: self.root_bucket.as_deref().cloned(),
            tier: Some(*self.tier),
            vpc: Some(match network.mode {
                None => VpcOwner::Serverless,
                Some(_) if network.has_own_vpc() => VpcOwner::Customer,
                Some(_) => VpcOwner::Databricks,
            }),
            workspace_storage_key: Some(Attachment::of(encryption.workspace_storage.as_ref())),
        }
    }

    /// What its stack makes that no edit destroys.
    pub(crate) fn made(&self) -> BTreeSet<Made> {
        let said = Said {
            name: &self.name,
            cross_account_role: self.cross_account_role.as_ref(),
            encryption: &self.encryption,
            buckets: &self.buckets,
            catalogs: &self.catalogs,
        };
        let mut made = Holdings::of(said).made;
        made.extend(self.directory.created.made());
        made
    }

    /// Everybody whom something is granted in Unity Catalog.
    pub fn granted(&self) -> impl Iterator<Item = &Principal> {
        granted(&self.catalogs, &self.buckets, &self.metastore)
    }

    /// Whether a table, or something in it, is written but could not be read.
    pub(crate) fn has_lost(&self, table: &str) -> bool {
        let within = format!("{table}.");
        let is_lost = |key: &String| key.is_empty() || key == table || key.starts_with(&within);
        self.unreadable.iter().any(is_lost)
    }

    /// Clusters run in the customer's AWS account.
    pub fn is_classic(&self) -> bool {
        *self.compute_plane == ComputePlane::Classic
    }

    /// Unity Catalog keeps buckets of it.
    pub fn keeps_buckets(&self) -> bool {
        self.buckets.iter().any(Bucket::is_in_unity_catalog)
    }

    /// An IAM role is created for it.
    pub fn creates_roles(&self) -> bool {
        let cross_account = self.cross_account_role.as_ref();
        cross_account.is_some_and(CrossAccountRole::is_created)
            || self.data_access.is_in_aws()
            || self.keeps_buckets()
    }

    /// The permissions boundary of the roles that are created; none if there is no such role.
    pub fn bounded_by(&self) -> Option<&Sourced<PolicyArn>> {
        self.iam.permissions_boundary.as_ref().filter(|_| self.creates_roles())
    }

    /// It has a metastore of Unity Catalog, wherever its tables are: Databricks assigns one or Terraform does.
    pub fn has_metastore(&self) -> bool {
        *self.tier >= least(Feature::UnityCatalog)
    }

    /// Something is granted or made in Unity Catalog.
    pub fn uses_unity_catalog(&self) -> bool {
        self.granted().next().is_some()
            || self.keeps_buckets()
            || self.catalogs.iter().any(Catalog::makes_something)
    }

    /// The cross-account role launches nothing without tags, as Databricks' trial of an instance profile would.
    pub fn skips_validation(&self) -> bool {
        let role = self.cross_account_role.as_ref();
        let is_restricted = role.is_some_and(|role| role.is_created() && role.is_restricted());
        self.data_access.is_in_aws() && is_restricted
    }

    /// Every group that works on clusters with passthrough: by SCIM those with a data role, by SAML all that
    /// are let into the workspace.
    pub fn passthrough_groups(&self) -> BTreeSet<Principal> {
        if self.data_access.is_by_saml() {
            let is_group = |who: &&Principal| self.identity.kind(who) == Some(PrincipalKind::Group);
            return self.access.keys().filter(is_group).cloned().collect();
        }
        self.data_access.roles.iter().flat_map(DataRole::groups).collect()
    }

    /// The cross-account role, where it is there already.
    pub fn existing_role(&self) -> Option<&Sourced<RoleArn>> {
        self.cross_account_role.as_ref()?.existing.as_ref()
    }

    /// The root bucket, where it is there already.
    pub fn existing_root_bucket(&self) -> Option<&BucketName> {
        self.root_bucket.as_ref()?.existing()
    }
}

/// Everybody whom something is granted on these.
pub(crate) fn granted<'a>(
    catalogs: &'a [Catalog],
    buckets: &'a [Bucket],
    metastore: &'a Metastore,
) -> impl Iterator<Item = &'a Principal> {
    let catalogs = catalogs.iter().flat_map(Catalog::principals);
    let buckets = buckets.iter().flat_map(|bucket| bucket.granted.keys());
    catalogs.chain(buckets).chain(metastore.granted.keys())
}
