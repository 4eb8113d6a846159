//! The parts of a deployment, by plane: what `data/components.toml` says of each, and what it is here.

mod data;
mod here;

use std::sync::LazyLock;

use blueprint::Workspace;
use blueprint::sections::network::Kind;
use serde::{Deserialize, Serialize};

use here::here;

#[derive(Debug, Serialize)]
pub struct Component {
    pub plane: Plane,
    pub name: &'static str,
    pub purpose: &'static str,
    pub runs_in: &'static str,
    /// Its name, range or number in this deployment.
    pub here: String,
    /// How it is brought back after the loss of a region.
    pub recovery: &'static str,
    /// The Terraform resource, where there is one.
    pub resource: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plane {
    Control,
    Classic,
    Serverless,
    Outside,
}

impl Plane {
    pub(crate) const ALL: [Self; 4] =
        [Self::Control, Self::Classic, Self::Serverless, Self::Outside];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Control => "Control plane (Databricks' account)",
            Self::Classic => "Classic compute plane (your AWS account)",
            Self::Serverless => "Serverless compute plane (Databricks' account)",
            Self::Outside => "Outside",
        }
    }
}

#[derive(Deserialize)]
struct Data {
    component: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Row {
    id: Id,
    plane: Plane,
    name: String,
    purpose: String,
    runs_in: String,
    recovery: String,
    resource: String,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let data = include_str!("../../data/components.toml");
    toml::from_str::<Data>(data).expect("a test reads the data").component
});

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Id {
    Workspace,
    NetworkConfiguration,
    PrivateAccessSettings,
    Users,
    Groups,
    GroupMembership,
    ServicePrincipals,
    WorkspaceAccess,
    NotebookSource,
    GitFolders,
    JobScheduler,
    ClusterConfiguration,
    SqlWarehouse,
    Metastore,
    Catalog,
    Schema,
    Volume,
    Permissions,
    ExternalLocation,
    HiveMetastore,
    ModelRegistry,
    FeatureStoreMetadata,
    ManagedVpc,
    Vpc,
    WorkspaceSubnets,
    SecurityGroup,
    Nat,
    Firewall,
    AwsEndpoints,
    BackEndEndpoints,
    TransitVpc,
    CrossAccountRole,
    InstanceProfiles,
    DataRoles,
    RootBucket,
    ManagedServicesKey,
    WorkspaceStorageKey,
    DataLake,
    DeltaTables,
    MlflowArtifacts,
    Checkpoints,
    FeatureStoreData,
    ExecutionLogs,
    Shuffle,
    ServerlessCompute,
    ConnectivityConfiguration,
    NetworkPolicy,
    IdentityProvider,
    GitRemote,
    Glue,
    ExternalHive,
    PrivateServices,
}

/// Those that the architecture has, in the order of the data.
pub(crate) fn of(workspace: &Workspace) -> Vec<Component> {
    let shown = |row: &'static Row| {
        let component = component(row, here(row.id, workspace)?, workspace);
        // Without a compute plane of yours, your buckets are outside.
        let is_outside = row.plane == Plane::Classic && !workspace.is_classic();
        let plane = if is_outside { Plane::Outside } else { row.plane };
        Some(Component { plane, ..component })
    };
    ROWS.iter().filter_map(shown).collect()
}

fn component(row: &'static Row, here: String, workspace: &Workspace) -> Component {
    let Row { id, plane, name, purpose, runs_in, recovery, resource } = row;
    let is_databricks =
        *id == Id::Nat && matches!(&workspace.network.kind, Kind::DatabricksManaged);
    let resource = (resource != "-" && !is_databricks).then_some(resource.as_str());
    Component { plane: *plane, name, purpose, runs_in, here, recovery, resource }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_has_one_row_for_each_component_grouped_by_plane() {
        let ids: std::collections::BTreeSet<_> = ROWS.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), ROWS.len());
        assert!(ROWS.is_sorted_by_key(|row| row.plane));
    }
}
