//! What was applied, under the addresses that it has once `moved` blocks are followed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::hcl::{InstanceKey, ModuleStep, StateAddress};
use crate::moved::Moved;
use crate::renaming::Renaming;
use crate::settled::Settled;
use crate::value::{Arguments, Value, has_all};

use super::Moves;

#[derive(Default)]
pub(crate) struct Prior<'a> {
    instances: BTreeMap<StateAddress, Settled>,
    /// The stack's provider configurations.
    pub(crate) providers: BTreeMap<String, Arguments>,
    /// Folders of the stacks in whose states resources were, by their addresses here.
    arrived: BTreeMap<StateAddress, String>,
    /// Something came from the state of another stack, or went there.
    pub(crate) is_exchanged: bool,
    /// In other stacks.
    pub(crate) renamings: &'a [Renaming],
}

impl<'a> Prior<'a> {
    pub(crate) fn new(
        settled: Vec<Settled>,
        providers: BTreeMap<String, Arguments>,
        moves: &Moves,
    ) -> Self {
        let applied: BTreeMap<_, _> =
            settled.into_iter().map(|it| (it.address.clone(), it)).collect();
        let addresses: Vec<_> = applied.keys().map(|it| moves.follow(it, &applied)).collect();
        let instances = addresses.into_iter().zip(applied.into_values()).collect();
        Self { instances, providers, ..Self::default() }
    }

    /// By what was applied in other stacks.
    pub(crate) fn joined_by(
        mut self,
        arrivals: Vec<(&Moved, Settled)>,
        is_exchanged: bool,
        renamings: &'a [Renaming],
    ) -> Self {
        for (moved, settled) in arrivals {
            if !moved.is_same_state {
                self.arrived.insert(moved.to.clone(), moved.from_stack.clone());
            }
            self.instances.insert(moved.to.clone(), settled);
        }
        Self { is_exchanged, renamings, ..self }
    }

    /// The folder of the stack in whose state it was; none if that is this one's.
    pub(crate) fn arrived_from(&self, address: &StateAddress) -> Option<&str> {
        self.arrived.get(address).map(String::as_str)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&StateAddress, &Settled)> {
        self.instances.iter()
    }

    /// What was applied there. Terraform moves by itself where `count` comes or goes.
    pub(crate) fn get(&self, address: &StateAddress) -> Option<&Settled> {
        let other = match address.key {
            InstanceKey::None => InstanceKey::Index(0),
            InstanceKey::Index(0) => InstanceKey::None,
            _ => return self.instances.get(address),
        };
        let implied = || self.instances.get(&StateAddress { key: other, ..address.clone() });
        self.instances.get(address).or_else(implied)
    }

    /// The applied resource that a data source of its type finds by `asked`: it has all that is asked for, and no other
    /// one has.
    pub(crate) fn found_by(&self, type_name: &str, asked: &Arguments) -> Option<&Settled> {
        let is_it = |settled: &&Settled| {
            settled.address.type_name.as_ref() == type_name && has_all(&settled.arguments, asked)
        };
        let is_question = asked.values().any(|value| *value != Value::Null);
        let mut found = self.instances.values().filter(is_it).filter(|_| is_question);
        found.next().filter(|_| found.next().is_none())
    }

    pub(crate) fn instances_of(
        &self,
        modules: &Arc<[ModuleStep]>,
        type_name: &str,
        name: &str,
    ) -> impl Iterator<Item = &StateAddress> {
        // The key that is before all others.
        let first = StateAddress {
            modules: Arc::clone(modules),
            type_name: type_name.into(),
            name: name.into(),
            key: InstanceKey::None,
        };
        let from = self.instances.range(first.clone()..).map(|(address, _)| address);
        from.take_while(move |it| it.is_of(&first))
    }
}
