//! What templates see of an architecture.
//!
//! A template decides nothing: it asks for a field by its name, and most of these are yes or no. So what the
//! architecture says in enums is spelt out here, one file a section, and nowhere else. Values are
//! written as templates print them.

mod access;
mod account;
mod catalogs;
mod data_access;
mod directory;
mod grants;
mod keys;
mod metastore;
mod network;
mod private_link;
mod provision;
mod quotas;
mod renamed;
mod serverless;
mod state;
mod workspace;

use blueprint::Architecture;
use serde::Serialize;

pub use account::Account;
pub(crate) use quotas::Needed;
pub use workspace::Workspace;

/// Everything that templates see.
#[derive(Debug, Serialize)]
pub struct View<'a> {
    pub name: String,
    pub workspaces: Vec<Workspace<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Account<'a>>,
}

pub fn of(arch: &Architecture) -> View<'_> {
    View {
        name: arch.name.to_string(),
        workspaces: arch.workspaces.iter().map(Workspace::of).collect(),
        account: arch.account.as_ref().map(Account::of),
    }
}
