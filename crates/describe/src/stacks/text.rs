//! The stacks for people.

use std::fmt::Write;

use blueprint::AppliedFrom;

use super::{Kind, StackEntry, StackList, StateEntry};

/// A paragraph a stack.
pub fn text(list: &StackList) -> String {
    let StackList { deployment, stacks } = list;
    let count = match stacks.len() {
        1 => "1 stack".to_owned(),
        count => format!("{count} stacks, in the order in which they are applied"),
    };
    let mut text = format!("{deployment}: {count}\n");
    for (index, stack) in stacks.iter().enumerate() {
        paragraph(&mut text, index + 1, stack);
    }
    text
}

fn paragraph(text: &mut String, number: usize, stack: &StackEntry) {
    let mut line = |line: std::fmt::Arguments| {
        writeln!(text, "{line}").expect("writing to a String cannot fail");
    };
    let region = stack.region.as_deref().unwrap_or_default();
    let what = match stack.kind {
        Kind::Account => "what the workspaces share of the Databricks account".to_owned(),
        Kind::Workspace => format!("workspace {} in {region}", stack.name),
        Kind::WorkspaceLevel => format!("resources inside workspace {} in {region}", stack.name),
    };
    line(format_args!("\n{number}. {}: {what}", stack.folder));
    if !stack.after.is_empty() {
        line(format_args!("   after       {}", stack.after.join(", ")));
    }
    let from = match stack.applied_from {
        AppliedFrom::Anywhere => "anywhere",
        AppliedFrom::ListedAddress => "an address of the workspace's IP access list",
        AppliedFrom::PrivateNetwork => "a network that reaches the workspace over PrivateLink",
    };
    line(format_args!("   apply from  {from}"));
    line(format_args!("   accounts    {}", accounts(stack)));
    line(format_args!("   state       {}", place(&stack.state)));
}

/// Those that the blueprint leaves open are variables.
fn accounts(stack: &StackEntry) -> String {
    let shown = |id: &Option<String>, variable: &str| {
        id.clone().unwrap_or_else(|| format!("variable {variable}"))
    };
    let databricks =
        format!("Databricks {}", shown(&stack.databricks_account_id, "databricks_account_id"));
    let aws = shown(&stack.aws_account_id, "aws_account_id");
    match stack.kind {
        Kind::Account => databricks,
        Kind::Workspace | Kind::WorkspaceLevel => format!("AWS {aws}, {databricks}"),
    }
}

fn place(state: &StateEntry) -> String {
    match state {
        StateEntry::Local { path } => format!("file {path}"),
        StateEntry::S3 { bucket, key, region } => format!("s3://{bucket}/{key} in {region}"),
        StateEntry::HcpTerraform { hostname, organization, workspace, .. } => {
            format!("workspace {workspace} of {organization} at {hostname}")
        }
    }
}
