//! The folders of stacks' templates in `stacks/`, and of what a module adds to each kind of stack.

/// Of a workspace's stack.
pub(crate) const WORKSPACE: &str = "workspace";
/// Of the stack of what is inside a workspace; it is also that stack's folder in the output.
pub(crate) const INSIDE: &str = "inside";
/// Of the stack of what several workspaces share of the Databricks account.
pub(crate) const ACCOUNT: &str = blueprint::account::ACCOUNT;
/// Of files above several stacks.
pub(crate) const DEPLOYMENT: &str = "deployment";
