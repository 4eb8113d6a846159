//! How much of each quota a deployment takes, and where that is more than an account has by default.

mod table;

use std::collections::BTreeMap;
use std::fmt;

use crate::architecture::Workspace;
use crate::source::Span;
use crate::values::{Region, Tier, Uuid, ZoneId};
use table::QUOTAS;

/// Whose account it is, and who raises the quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    Aws,
    Databricks,
}

/// What an account has only so many of.
#[derive(Debug)]
pub struct Quota {
    pub service: Service,
    /// In the plural.
    pub what: &'static str,
    /// By the highest tier of the workspaces in the account.
    limit: fn(Tier) -> usize,
    uses: fn(&Workspace) -> Vec<Use>,
    /// What to do if it is not raised.
    pub instead: &'static str,
}

/// One of the things that a workspace takes.
struct Use {
    place: Place,
    span: Span,
}

/// Where in an account a quota holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Account,
    Region(Region),
    Zone(Region, ZoneId),
    ConnectivityConfiguration(Uuid),
}

/// A quota of which the workspaces take more than an account has by default.
#[derive(Debug)]
pub struct Exceeded {
    pub quota: &'static Quota,
    /// None: that of whoever applies.
    pub account: Option<String>,
    pub place: Place,
    pub count: usize,
    pub limit: usize,
    /// The first that is too many.
    pub span: Span,
}

/// In the order of the table of quotas. Of the zones of a region only the one in which the most is taken:
/// the quota is raised for all of them.
pub fn exceeded<'a>(
    workspaces: impl IntoIterator<Item = &'a Workspace> + Clone,
) -> impl Iterator<Item = Exceeded> {
    QUOTAS.iter().flat_map(move |quota| {
        let mut found: Vec<Exceeded> = Vec::new();
        for next in exceeded_of(quota, workspaces.clone()) {
            let alike = |it: &&mut Exceeded| it.account == next.account && same_raise(it, &next);
            match found.iter_mut().find(alike) {
                Some(most) if most.count < next.count => *most = next,
                Some(_) => {}
                None => found.push(next),
            }
        }
        found
    })
}

fn same_raise(one: &Exceeded, other: &Exceeded) -> bool {
    match (&one.place, &other.place) {
        (Place::Zone(one, _), Place::Zone(other, _)) => one == other,
        (one, other) => one == other,
    }
}

#[derive(Default)]
struct Taken {
    highest: Option<Tier>,
    spans: Vec<Span>,
}

fn exceeded_of<'a>(
    quota: &'static Quota,
    workspaces: impl IntoIterator<Item = &'a Workspace>,
) -> impl Iterator<Item = Exceeded> {
    let mut taken: BTreeMap<_, Taken> = BTreeMap::new();
    for workspace in workspaces {
        let account = quota.service.account(workspace);
        for Use { place, span } in (quota.uses)(workspace) {
            let key = (workspace.partition.name.clone(), account.clone(), place);
            let taken = taken.entry(key).or_default();
            taken.highest = taken.highest.max(Some(*workspace.tier));
            taken.spans.push(span);
        }
    }
    taken.into_iter().filter_map(move |((_, account, place), taken)| {
        let limit = (quota.limit)(taken.highest?);
        let span = *taken.spans.get(limit)?;
        Some(Exceeded { quota, account, place, count: taken.spans.len(), limit, span })
    })
}

impl Service {
    fn account(self, workspace: &Workspace) -> Option<String> {
        match self {
            Self::Aws => workspace.aws_account_id.as_deref().map(ToString::to_string),
            Self::Databricks => workspace.databricks_account_id.as_deref().map(ToString::to_string),
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Aws => "AWS",
            Self::Databricks => "Databricks",
        })
    }
}

impl Place {
    /// The region, where the quota is one of a region.
    pub fn region(&self) -> Option<Region> {
        match self {
            Self::Region(region) | Self::Zone(region, _) => Some(*region),
            Self::Account | Self::ConnectivityConfiguration(_) => None,
        }
    }
}
