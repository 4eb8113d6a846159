//! Which stacks may take over what another stack has.
//!
//! | from, to | account | the same workspace | another workspace |
//! | --- | --- | --- | --- |
//! | account | stays | yes | yes |
//! | workspace, or inside it | yes | yes | never |
//!
//! A workspace is known by its name, which never changes. What two workspaces have under the same address is never
//! the same thing: each has a name of its own in it, or an id.

use blueprint::account::ACCOUNT;
use blueprint::values::Name;

use crate::model::Side;

const INSIDE: &str = "inside";

/// Whether a stack has what is inside a workspace whose public access is off.
pub(crate) fn is_inside(stack: &str) -> bool {
    stack == INSIDE || stack.strip_suffix(INSIDE).is_some_and(|it| it.ends_with('/'))
}

#[derive(Debug, PartialEq, Eq)]
enum Owner<'a> {
    Account,
    Workspace(Option<&'a Name>),
}

/// New stacks that may have what the old stack `from` had.
pub(crate) fn successors<'a>(from: &str, before: Side, after: Side<'a>) -> Vec<&'a str> {
    let old = owner(from, before);
    let may_take = |to: &&&str| match (&old, owner(to, after)) {
        (Owner::Workspace(old), Owner::Workspace(new)) => new.is_some() && *old == new,
        _ => true,
    };
    after.files.stacks.iter().filter(may_take).copied().collect()
}

fn owner<'a>(stack: &str, side: Side<'a>) -> Owner<'a> {
    let is_only = side.files.stacks.contains("");
    let key = match stack {
        // An only workspace has every stack.
        _ if is_only => "",
        ACCOUNT => return Owner::Account,
        _ => stack.strip_suffix(INSIDE).and_then(|it| it.strip_suffix('/')).unwrap_or(stack),
    };
    Owner::Workspace(side.names.get(key))
}
