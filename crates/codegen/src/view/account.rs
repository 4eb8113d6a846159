//! The account's stack. Templates see it as `workspace`, because they read the same of both.

use std::collections::BTreeMap;

use blueprint::account;
use blueprint::values::{AuthType, DatabricksAccountId, Name, Partition, Region};
use serde::Serialize;

use super::directory::Identity;
use super::state::State;

#[derive(Debug, Serialize)]
pub struct Account<'a> {
    name: &'a Name,
    partition: &'a Partition,
    databricks_account_id: Option<&'a DatabricksAccountId>,
    auth_type: AuthType,
    state: State<'a>,
    identity: Identity<'a>,
    /// Names of the metastores that are created, by region.
    metastores: &'a BTreeMap<Region, String>,
}

impl<'a> Account<'a> {
    pub fn of(account: &'a account::Account) -> Self {
        let account::Account {
            name,
            partition,
            databricks_account_id,
            auth_type,
            state,
            directory,
            metastores,
        } = account;
        Self {
            name,
            partition,
            databricks_account_id: databricks_account_id.as_deref(),
            auth_type: **auth_type,
            state: State::of(state),
            identity: Identity::of(directory, None),
            metastores,
        }
    }
}
