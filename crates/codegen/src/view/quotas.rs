//! Quotas of which more is needed than an account has by default.

use blueprint::Workspace;
use blueprint::quotas::{Place, exceeded};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(crate) struct Needed {
    /// Whose quota it is: `AWS` or `Databricks`, with the account where it is known.
    account: String,
    what: String,
    count: usize,
    default: usize,
}

impl Needed {
    pub(crate) fn by<'a>(workspaces: impl IntoIterator<Item = &'a Workspace> + Clone) -> Vec<Self> {
        let needed = exceeded(workspaces).map(|it| {
            let service = it.quota.service;
            Self {
                account: match it.account {
                    Some(id) => format!("{service} account {id}"),
                    None => format!("your {service} account"),
                },
                what: match &it.place {
                    Place::ConnectivityConfiguration(id) => {
                        format!("{} at the connectivity configuration {id}", it.quota.what)
                    }
                    Place::Zone(region, _) | Place::Region(region) => {
                        format!("{} in {region}", it.quota.what)
                    }
                    Place::Account => it.quota.what.to_owned(),
                },
                count: it.count,
                default: it.limit,
            }
        });
        needed.collect()
    }
}
