//! What rules about what workspaces share of an account have in common.

use super::repeats::groups;
use crate::architecture::Workspace;
use crate::sourced::Sourced;

/// Of Databricks. Unless both say that they are not: an id that is not written is that of whoever applies.
pub(super) fn same_account(one: &Workspace, other: &Workspace) -> bool {
    let ids = (&one.databricks_account_id, &other.databricks_account_id);
    same_partition(one, other) && may_be_same(ids)
}

/// The same of AWS.
pub(super) fn same_aws_account(one: &Workspace, other: &Workspace) -> bool {
    same_partition(one, other) && may_be_same((&one.aws_account_id, &other.aws_account_id))
}

fn same_partition(one: &Workspace, other: &Workspace) -> bool {
    one.partition.name == other.partition.name
}

fn may_be_same<Id: PartialEq>(ids: (&Option<Sourced<Id>>, &Option<Sourced<Id>>)) -> bool {
    let ids = ids.0.as_deref().zip(ids.1.as_deref());
    ids.is_none_or(|(one, other)| one == other)
}

/// One of two workspaces that say something of one thing.
pub(super) struct Use<'a, V> {
    pub(super) workspace: &'a Workspace,
    pub(super) value: V,
}

/// Of the uses of one thing, by its key: each that is not the first in its account, after the first.
pub(super) fn repeats<'a, K: Ord, V: Copy>(
    uses: impl IntoIterator<Item = (K, Use<'a, V>)>,
) -> Vec<(Use<'a, V>, Use<'a, V>)> {
    let mut found = Vec::new();
    for (_, uses) in groups(uses) {
        for (index, again) in uses.iter().enumerate() {
            let first = uses[..index].iter().find(|it| same_account(it.workspace, again.workspace));
            let copy = |it: &Use<'a, V>| Use { workspace: it.workspace, value: it.value };
            found.extend(first.map(|first| (copy(first), copy(again))));
        }
    }
    found
}
