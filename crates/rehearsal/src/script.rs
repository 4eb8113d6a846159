//! What is rehearsed: the files, the stacks in their order, and what is there before the first apply.

use std::collections::BTreeMap;

use blueprint::sections::state::Backend;
use blueprint::sections::workspace::{self, Workspace};
use blueprint::{Architecture, Source};
use codegen::{Catalog, RelativePath, StackFolder, Tree};
use serde_json::Value;

use crate::databricks::Tier;
use crate::given;

/// Stand in for the accounts that a blueprint leaves to whoever applies.
const AWS_ACCOUNT: &str = "123456789012";
const DATABRICKS_ACCOUNT: &str = "11111111-2222-3333-4444-555555555555";

#[derive(Clone, Debug)]
pub struct Script {
    pub blueprint: Source,
    pub files: BTreeMap<RelativePath, String>,
    pub stacks: Vec<Stack>,
    /// What the Databricks accounts are entitled to: the most that a workspace asks for.
    pub(crate) tier: Tier,
    /// What is there already, in the words of the stand-in for AWS.
    pub(crate) given: Vec<Value>,
    /// Name of a module's call, to paths into a workspace by which it was chosen:
    /// `workspace.network.shared`.
    pub(crate) chosen_by: BTreeMap<String, Vec<String>>,
}

/// A root module.
#[derive(Clone, Debug)]
pub struct Stack {
    pub folder: StackFolder,
    /// Folders of the stacks that must be applied before this one, and destroyed after it.
    pub after: Vec<StackFolder>,
    pub accounts: Accounts,
    pub backend: Backend,
}

/// Where a stack builds; those that the blueprint leaves to whoever applies are made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounts {
    pub aws: String,
    pub databricks: String,
}

impl Script {
    pub fn new(blueprint: Source, arch: &Architecture, tree: &Tree, catalog: &Catalog) -> Self {
        let mut chosen_by: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for module in catalog.modules() {
            let paths = chosen_by.entry(module.manifest.call.clone()).or_default();
            paths.push(module.manifest.when.clone());
        }
        Self {
            blueprint,
            files: tree.files().clone(),
            stacks: arch.workspaces.iter().map(stack).collect(),
            tier: arch.workspaces.iter().map(tier).max().unwrap_or(Tier::Premium),
            given: given::of(arch),
            chosen_by,
        }
    }
}

impl Accounts {
    pub(crate) fn of(workspace: &Workspace) -> Self {
        let aws = workspace.aws_account_id.as_ref().map(|id| id.as_str().to_owned());
        let databricks = workspace.databricks_account_id.as_ref().map(|id| id.to_string());
        Self {
            aws: aws.unwrap_or_else(|| AWS_ACCOUNT.to_owned()),
            databricks: databricks.unwrap_or_else(|| DATABRICKS_ACCOUNT.to_owned()),
        }
    }
}

fn stack(workspace: &Workspace) -> Stack {
    let owner = workspace.network.shared().map(|shared| shared.owner.to_string());
    Stack {
        folder: workspace.key.clone(),
        after: owner.into_iter().collect(),
        accounts: Accounts::of(workspace),
        backend: *workspace.backend,
    }
}

fn tier(workspace: &Workspace) -> Tier {
    match *workspace.tier {
        workspace::Tier::Standard => Tier::Standard,
        workspace::Tier::Premium => Tier::Premium,
        workspace::Tier::Enterprise => Tier::Enterprise,
    }
}
