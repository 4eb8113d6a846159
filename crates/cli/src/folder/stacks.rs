//! Stacks: which of them lose their state's configuration, and which of them a change affects.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use blueprint::account::ACCOUNT;
use codegen::{Addresses, StackFolder};

use super::names::shown;

/// Folder of the stack of what is inside an only workspace.
const INSIDE: &str = "inside";

/// Addresses of a stack whose state would be left without configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphaned {
    pub stack: StackFolder,
    pub addresses: Vec<String>,
    /// The stack in which the addresses appear now; none if their stack is gone as a whole.
    pub moved_to: Option<StackFolder>,
    /// It was looked for a place in other stacks, and there is none, or no single one.
    pub has_no_place: bool,
}

type Old<'a> = BTreeMap<&'a str, &'a [String]>;
type New = BTreeMap<StackFolder, Addresses>;

/// What the step from `old` to `new` would orphan. An address that merely vanishes is fine:
/// Terraform plans its destruction. One that vanishes here and is new elsewhere counts as moved;
/// that can be a coincidence, since two workspaces share their addresses, but nothing tells. Stacks of workspaces that
/// stood under `[removed]`, of which `removed` has the keys, go with their table.
pub fn orphaned<'a>(
    old: impl Iterator<Item = (&'a StackFolder, &'a Addresses)>,
    removed: &BTreeSet<String>,
    new: &New,
) -> Vec<Orphaned> {
    let is_let_go = |stack: &StackFolder| !new.contains_key(stack) && is_removed(stack, removed);
    let old = old.filter(|(stack, _)| !is_let_go(stack));
    let old: Old = old.map(|(stack, addresses)| (stack.as_str(), &**addresses)).collect();
    if old.is_empty() {
        return Vec::new();
    }
    let arrivals = arrivals(&old, new);
    let mut orphaned = Vec::new();
    for (stack, addresses) in old {
        let stack = stack.to_owned();
        let Some(kept) = new.get(&stack) else {
            if !addresses.is_empty() {
                let addresses = addresses.to_vec();
                let (moved_to, has_no_place) = (None, false);
                orphaned.push(Orphaned { stack, addresses, moved_to, has_no_place });
            }
            continue;
        };
        if **kept == *addresses {
            continue;
        }
        let kept: BTreeSet<&str> = kept.iter().map(String::as_str).collect();
        let mut moved: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for address in addresses.iter().filter(|address| !kept.contains(address.as_str())) {
            if let Some(to) = arrivals.get(address.as_str()) {
                moved.entry(to).or_default().push(address.clone());
            }
        }
        orphaned.extend(moved.into_iter().map(|(to, addresses)| Orphaned {
            stack: stack.clone(),
            addresses,
            moved_to: Some(to.to_owned()),
            has_no_place: false,
        }));
    }
    orphaned
}

/// Each address that a stack has and did not have before, and one such stack.
fn arrivals<'a>(old: &Old, new: &'a New) -> BTreeMap<&'a str, &'a str> {
    let mut arrivals = BTreeMap::new();
    for (stack, addresses) in new {
        let before = old.get(stack.as_str()).copied().unwrap_or_default();
        if *before == **addresses {
            continue;
        }
        let before: BTreeSet<&str> = before.iter().map(String::as_str).collect();
        for address in addresses.iter().filter(|address| !before.contains(address.as_str())) {
            arrivals.entry(address.as_str()).or_insert(stack.as_str());
        }
    }
    arrivals
}

/// Whether a stack is one of a workspace under `[removed]`, of which `removed` has the keys.
fn is_removed(stack: &str, removed: &BTreeSet<String>) -> bool {
    removed.contains(stack)
        || stack.split_once('/').is_some_and(|(workspace, _)| removed.contains(workspace))
}

/// The stacks that may read a file of `folder`: the stack the folder lies in, or, if it lies in
/// none, every one, because modules are shared and any file can be read by `file()`.
pub(super) fn affected<'a>(folder: &str, stacks: &BTreeSet<&'a str>) -> Vec<&'a str> {
    let mut at = folder;
    while !at.is_empty() {
        if let Some(stack) = stacks.get(at) {
            return vec![stack];
        }
        at = at.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
    stacks.iter().copied().collect()
}

impl Orphaned {
    /// Its workspace, as it is shown; none for the account's stack.
    pub(super) fn workspace(&self) -> Option<&str> {
        match self.stack.split_once('/') {
            Some((workspace, _)) => Some(workspace),
            None if self.stack == ACCOUNT => None,
            // Of an only workspace.
            None if self.stack == INSIDE => Some(shown("")),
            None => Some(shown(&self.stack)),
        }
    }
}

impl fmt::Display for Orphaned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stack, addresses, moved_to, has_no_place } = self;
        match moved_to.as_ref().filter(|_| !has_no_place) {
            None if *has_no_place => {
                writeln!(
                    f,
                    "resources of stack `{}` have no single place in another stack",
                    shown(stack)
                )
            }
            Some(to) => {
                writeln!(f, "addresses move from stack `{}` to stack `{}`", shown(stack), shown(to))
            }
            None => writeln!(f, "stack `{}` is no longer generated", shown(stack)),
        }?;
        addresses.iter().try_for_each(|address| writeln!(f, "  {address}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stacks(written: &[(&str, &[&str])]) -> New {
        let owned = |addresses: &[&str]| addresses.iter().map(ToString::to_string).collect();
        written.iter().map(|(name, addresses)| (name.to_string(), owned(addresses))).collect()
    }

    #[track_caller]
    fn check(old: &[(&str, &[&str])], new: &[(&str, &[&str])], expected: &[&str]) {
        let (old, new) = (stacks(old), stacks(new));
        let removed = BTreeSet::from(["left".to_owned()]);
        let found: Vec<String> = orphaned(old.iter(), &removed, &new)
            .iter()
            .map(|o| format!("{} {:?} {:?}", shown(&o.stack), o.addresses, o.moved_to))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_stack_that_goes_is_orphaned() {
        check(&[("dev", &["a"]), ("prod", &["a"])], &[("prod", &["a"])], &[r#"dev ["a"] None"#]);
    }

    #[test]
    fn an_address_that_changes_stacks_is_orphaned() {
        check(&[("", &["a", "b"])], &[("", &["a"]), ("in", &["b"])], &[r#". ["b"] Some("in")"#]);
    }

    #[test]
    fn new_stacks_and_vanishing_addresses_are_fine() {
        check(&[("dev", &["a", "b"])], &[("dev", &["a"]), ("prod", &["a", "c"])], &[]);
    }

    #[test]
    fn stacks_of_a_removed_workspace_go_unless_they_stay() {
        let (left, inside) = (("left", ["a", "b"]), ("left/inside", ["c"]));
        check(&[(left.0, &left.1), (inside.0, &inside.1)], &[], &[]);
        check(
            &[(left.0, &left.1)],
            &[("left", &["a"]), ("new", &["b"])],
            &[r#"left ["b"] Some("new")"#],
        );
    }

    #[test]
    fn a_module_affects_every_stack_and_a_stacks_file_only_that_stack() {
        let stacks = BTreeSet::from(["dev", "dev/inside", "prod"]);
        assert_eq!(affected("dev/files", &stacks), ["dev"]);
        assert_eq!(affected("dev/inside", &stacks), ["dev/inside"]);
        assert_eq!(affected("modules/network", &stacks), ["dev", "dev/inside", "prod"]);
        assert_eq!(affected("", &stacks).len(), 3);
    }
}
