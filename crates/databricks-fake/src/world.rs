//! What a check may look at.

use super::account::{Account, Object};
use super::{Settings, Tier};
use crate::facts::{Facts, Role};

/// What is the same for every account.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    pub(super) aws: &'a Facts,
    pub(super) settings: &'a Settings,
    /// Unix seconds.
    pub(super) now: f64,
}

#[derive(Clone, Copy)]
pub(super) struct World<'a> {
    pub(super) account: &'a Account,
    pub(super) aws: &'a Facts,
    pub(super) settings: &'a Settings,
    now: f64,
}

impl<'a> World<'a> {
    pub(super) fn new(account: &'a Account, around: Surroundings<'a>) -> Self {
        let Surroundings { aws, settings, now } = around;
        Self { account, aws, settings, now }
    }

    /// Time in the unit of the API: milliseconds since 1970.
    #[expect(clippy::cast_possible_truncation, reason = "until the year 292 million")]
    pub(super) fn milliseconds(&self) -> i64 {
        (self.now * 1000.0) as i64
    }

    pub(super) fn has(&self, tier: Tier) -> bool {
        self.settings.tier >= tier
    }

    /// A role as Databricks sees it: one that changed just now, IAM has not told everybody of.
    pub(super) fn role(&self, arn: &str) -> Option<&'a Role> {
        let role = self.aws.roles.iter().find(|role| role.arn == arn)?;
        self.is_known(role.changed).then_some(role)
    }

    /// Whether IAM has told everybody of what changed then, in Unix seconds.
    pub(super) fn is_known(&self, changed: f64) -> bool {
        self.now - changed >= self.settings.iam_propagation.as_secs_f64()
    }

    pub(super) fn object(&self, collection: &str, id: &str) -> Option<&'a Object> {
        self.account.get(collection, id)
    }
}
