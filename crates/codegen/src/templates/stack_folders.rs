//! The folders of stacks' templates, and of what a module adds to each kind of stack.

/// Folder of the templates of a workspace's stack, and of a module's part in it.
pub(crate) const ROOT: &str = "root";
/// The same for the stack of what is inside a workspace; it is also that stack's folder in the output.
pub(crate) const INSIDE: &str = "inside";
/// The same for the stack of what several workspaces share of the Databricks account.
pub(crate) const ACCOUNT: &str = blueprint::account::ACCOUNT;
/// Folder of the templates of files above several stacks.
pub(crate) const ESTATE: &str = "estate";
