//! The stacks of a deployment, for whoever applies them.

mod dot;
mod text;

use blueprint::sections::state::State;
use blueprint::{AppliedFrom, Architecture, Stack, StackKind};
use serde::Serialize;

pub use dot::dot;
pub use text::text;

/// Stacks in an order in which they can be applied; its form when serialised is what `--format json`
/// prints.
#[derive(Debug, Serialize)]
pub struct StackList {
    pub deployment: String,
    pub stacks: Vec<StackEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct StackEntry {
    /// In the output folder; `.` for the output folder itself.
    pub folder: String,
    pub kind: Kind,
    /// Key of the workspace in the blueprint; absent for the account, and where the blueprint has one
    /// workspace and no key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workspace: Option<String>,
    /// Full name of the workspace, or of the deployment for the account.
    pub name: String,
    /// Of the workspace; absent for the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Absent if whoever applies sets the variable `aws_account_id`, and for the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aws_account_id: Option<String>,
    /// Absent if whoever applies sets the variable `databricks_account_id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub databricks_account_id: Option<String>,
    pub applied_from: AppliedFrom,
    /// Folders of the stacks that are applied before, and destroyed after.
    pub after: Vec<String>,
    pub state: StateEntry,
}

/// As [`StackKind`], without the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Account,
    Workspace,
    WorkspaceLevel,
}

/// Where Terraform keeps the stack's state.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", tag = "backend")]
pub enum StateEntry {
    Local {
        /// In the output folder.
        path: String,
    },
    S3 {
        bucket: String,
        key: String,
        region: String,
    },
    HcpTerraform {
        /// `app.terraform.io` or that of an installation of Terraform Enterprise.
        hostname: String,
        organization: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        project: Option<String>,
        workspace: String,
    },
}

/// `stacks` are those of `arch` in their order.
pub fn stacks(arch: &Architecture, stacks: &[Stack]) -> StackList {
    let stacks = stacks.iter().map(|stack| entry(arch, stack)).collect();
    StackList { deployment: arch.name.to_string(), stacks }
}

/// As people write the folder of a stack.
fn shown(folder: &str) -> String {
    if folder.is_empty() { ".".to_owned() } else { folder.to_owned() }
}

fn entry(arch: &Architecture, stack: &Stack) -> StackEntry {
    let workspace = stack.workspace().and_then(|key| arch.workspace(key));
    let account = arch.account.as_ref();
    let databricks = match workspace {
        Some(workspace) => workspace.databricks_account_id.as_ref(),
        None => account.and_then(|account| account.databricks_account_id.as_ref()),
    };
    StackEntry {
        folder: shown(&stack.folder),
        kind: match stack.kind {
            StackKind::Account => Kind::Account,
            StackKind::Workspace(_) => Kind::Workspace,
            StackKind::WorkspaceLevel(_) => Kind::WorkspaceLevel,
        },
        workspace: stack.workspace().filter(|key| !key.is_empty()).map(str::to_owned),
        name: workspace.map_or(&arch.name, |workspace| &workspace.name).to_string(),
        region: workspace.map(|workspace| workspace.region.to_string()),
        aws_account_id: workspace
            .and_then(|workspace| workspace.aws_account_id.as_ref())
            .map(|id| id.to_string()),
        databricks_account_id: databricks.map(|id| id.to_string()),
        applied_from: arch.applied_from(stack),
        after: stack.after.iter().map(|folder| shown(folder)).collect(),
        state: state(arch.state(stack), &stack.folder),
    }
}

fn state(state: &State, folder: &str) -> StateEntry {
    match state {
        State::Local => StateEntry::Local {
            path: match folder {
                "" => "terraform.tfstate".to_owned(),
                folder => format!("{folder}/terraform.tfstate"),
            },
        },
        State::S3 { bucket, region, key, kms_key: _ } => StateEntry::S3 {
            bucket: bucket.to_string(),
            key: (**key).clone(),
            region: region.to_string(),
        },
        State::HcpTerraform { organization, project, hcp_workspace, hostname } => {
            StateEntry::HcpTerraform {
                hostname: hostname
                    .as_ref()
                    .map_or_else(|| "app.terraform.io".to_owned(), |hostname| hostname.to_string()),
                organization: organization.to_string(),
                project: project.as_ref().map(|project| project.to_string()),
                workspace: (**hcp_workspace).clone(),
            }
        }
    }
}
