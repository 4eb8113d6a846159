//! The changes of a stack, from what was planned for each resource and what is left over.

use std::collections::BTreeSet;

use crate::evaluation::Found;
use crate::hcl::StateAddress;
use crate::model::{Action, Change};
use crate::plan::{self, Moves, Planned, Prior};
use crate::settled::Settled;

/// A stack as it was applied, and as it is planned.
pub(crate) struct Comparison<'a> {
    pub(crate) found: &'a Found,
    pub(crate) prior: &'a Prior<'a>,
    pub(crate) moves: &'a Moves<'a>,
}

impl<'a> Comparison<'a> {
    pub(crate) fn changes(&self) -> Vec<Change> {
        let mut changes: Vec<_> =
            self.found.planned.iter().filter_map(|planned| self.change(planned)).collect();
        changes.extend(self.orphans().map(|(address, settled)| self.removal(address, settled)));
        changes.sort_by(|a, b| a.address.cmp(&b.address));
        changes
    }

    /// Whether a replacement creates before it destroys; what goes does so as it was last applied.
    pub(crate) fn is_created_first(&self, address: &str) -> bool {
        let written = self.found.settled.iter().find(|it| it.address.to_string() == address);
        let applied = || self.orphans().find(|(at, _)| at.to_string() == address);
        written.or_else(|| applied().map(|(_, it)| it)).is_some_and(|it| it.create_before_destroy)
    }

    /// What was applied and is not written any more, with the address that it has after all moves.
    pub(crate) fn orphans(&self) -> impl Iterator<Item = (&'a StateAddress, &'a Settled)> {
        let planned = self.found.planned.iter().filter_map(|it| it.applied_at.as_ref());
        let written: BTreeSet<&StateAddress> = planned.collect();
        self.prior.iter().filter(move |(_, settled)| !written.contains(&settled.address))
    }

    fn change(&self, planned: &Planned) -> Option<Change> {
        let Planned { address, action, arguments, reread, forced_by, applied_at, .. } = planned;
        let moved_from = applied_at.as_ref().filter(|from| *from != address);
        let from_stack = self.prior.arrived_from(address);
        let action = match action {
            plan::Action::NoOp if moved_from.is_some() || from_stack.is_some() => Action::Move,
            plan::Action::NoOp => return None,
            plan::Action::Create if self.found.imports.contains(address) => Action::Import,
            plan::Action::Create => Action::Create,
            plan::Action::Update => Action::Update,
            plan::Action::Replace => Action::Replace,
        };
        Some(Change {
            address: address.to_string(),
            type_name: address.type_name.to_string(),
            action,
            arguments: arguments.clone(),
            reread: reread.clone(),
            forced_by: forced_by.clone(),
            moved_from: moved_from.map(StateAddress::to_string),
            moved_from_stack: from_stack.map(str::to_owned),
        })
    }

    fn removal(&self, address: &StateAddress, settled: &Settled) -> Change {
        let is_forgotten = self.moves.destroys(address) == Some(false);
        let action = if is_forgotten { Action::Forget } else { Action::Destroy };
        let moved_from = (settled.address != *address).then(|| settled.address.to_string());
        Change { moved_from, ..of(address, action) }
    }
}

/// The resources of a stack that no file describes any more.
pub(crate) fn left(found: &Found) -> Vec<Change> {
    let mut changes: Vec<_> =
        found.settled.iter().map(|settled| of(&settled.address, Action::Leave)).collect();
    changes.sort_by(|a, b| a.address.cmp(&b.address));
    changes
}

fn of(address: &StateAddress, action: Action) -> Change {
    Change {
        address: address.to_string(),
        type_name: address.type_name.to_string(),
        action,
        arguments: Vec::new(),
        reread: Vec::new(),
        forced_by: Vec::new(),
        moved_from: None,
        moved_from_stack: None,
    }
}
