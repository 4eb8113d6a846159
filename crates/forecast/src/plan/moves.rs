//! `moved` and `removed` blocks.

use std::collections::{BTreeMap, BTreeSet};

use crate::hcl::{InstanceKey, Module, ModuleStep, Move, Place, Removal, StateAddress, Tree};

/// Those of a stack and of all modules that it calls, with the calls that lead to them.
#[derive(Default)]
pub(crate) struct Moves<'a> {
    moves: Vec<(Vec<&'a str>, &'a Move)>,
    removals: Vec<(Vec<&'a str>, &'a Removal)>,
}

/// Calls inside one another: a module that calls itself has more.
const DEEPEST: usize = 16;

impl<'a> Moves<'a> {
    pub(crate) fn of(tree: &'a Tree<'a>, folder: &'a str) -> Self {
        let mut moves = Self::default();
        if let Some(module) = tree.module(folder) {
            moves.collect(tree, folder, module, &mut Vec::new());
        }
        moves
    }

    fn collect(
        &mut self,
        tree: &'a Tree<'a>,
        folder: &str,
        module: &'a Module<'a>,
        path: &mut Vec<&'a str>,
    ) {
        self.moves.extend(module.moves.iter().map(|it| (path.clone(), it)));
        self.removals.extend(module.removals.iter().map(|it| (path.clone(), it)));
        if path.len() == DEEPEST {
            return;
        }
        for (name, call) in &module.calls {
            let callee = call.source.and_then(|source| tree.callee(folder, source));
            if let Some((folder, module)) = callee {
                path.push(name);
                self.collect(tree, folder, module, path);
                path.pop();
            }
        }
    }

    /// Where an address is moved to. Terraform moves nothing to where something is.
    pub(crate) fn follow<T>(
        &self,
        address: &StateAddress,
        applied: &BTreeMap<StateAddress, T>,
    ) -> StateAddress {
        let mut at = address.clone();
        // Each block is followed once.
        for _ in &self.moves {
            let next = self.moves.iter().find_map(|(path, it)| target(path, it, &at));
            match next.filter(|to| *to != at && !applied.contains_key(to)) {
                Some(to) => at = to,
                None => break,
            }
        }
        at
    }

    /// Whether a block names a resource of the type.
    pub(crate) fn concern(&self, type_name: &str) -> bool {
        let is_its =
            |it: &Move| matches!(&it.from, Place::Resource(from) if *from.type_name == *type_name);
        self.moves.iter().any(|(_, it)| is_its(it))
    }

    /// What a `removed` block says of an address: whether it is destroyed.
    pub(crate) fn destroys(&self, address: &StateAddress) -> Option<bool> {
        let of = |(path, removal): &(Vec<&str>, &Removal)| {
            let inner = below(path, address)?;
            covers(&removal.from, inner, address).then_some(removal.destroy)
        };
        self.removals.iter().find_map(of)
    }

    /// Where two blocks move the same away, or to the same address: Terraform refuses that.
    pub(crate) fn ambiguous(&self) -> Vec<String> {
        let are = |(a_path, a): &(Vec<&str>, &Move), (b_path, b): &(Vec<&str>, &Move)| {
            a_path == b_path && (a.from == b.from) != (a.to == b.to)
        };
        let pairs = self.moves.iter().enumerate();
        pairs
            .filter(|(index, one)| self.moves[..*index].iter().any(|other| are(one, other)))
            .map(|(_, (_, it))| it.from.to_string())
            .collect()
    }

    /// Where a block moves away what is still declared: Terraform refuses that.
    pub(crate) fn still_declared(&self, declared: &BTreeSet<&StateAddress>) -> Vec<String> {
        let is_from = |path: &[&str], it: &Move, address: &StateAddress| {
            target(path, it, address).is_some_and(|to| to != *address)
        };
        self.moves
            .iter()
            .filter(|(path, it)| declared.iter().any(|address| is_from(path, it, address)))
            .map(|(_, it)| it.from.to_string())
            .collect()
    }
}

/// The calls of an address below those that lead to a module.
fn below<'s>(path: &[&str], address: &'s StateAddress) -> Option<&'s [ModuleStep]> {
    let (outer, inner) = address.modules.split_at_checked(path.len())?;
    outer.iter().zip(path).all(|(step, name)| *step.name == **name).then_some(inner)
}

fn target(path: &[&str], it: &Move, address: &StateAddress) -> Option<StateAddress> {
    let inner = below(path, address)?;
    let outer = &address.modules[..path.len()];
    match (&it.from, &it.to) {
        (Place::Resource(from), Place::Resource(to)) => {
            let is_it = *from.modules == *inner
                && from.type_name == address.type_name
                && from.name == address.name;
            let key = is_it.then(|| key(&from.key, &to.key, &address.key)).flatten()?;
            let modules = outer.iter().chain(&*to.modules).cloned().collect();
            Some(StateAddress { modules, key, ..to.clone() })
        }
        (Place::Module(from), Place::Module(to)) => {
            let (inner, rest) = inner.split_at_checked(from.len())?;
            let ((last, leading), (from_last, from_leading)) =
                (inner.split_last()?, from.split_last()?);
            let (to_last, to_leading) = to.split_last()?;
            let is_it = leading == from_leading && last.name == from_last.name;
            let key = is_it.then(|| key(&from_last.key, &to_last.key, &last.key)).flatten()?;
            let moved = ModuleStep { name: to_last.name.clone(), key };
            let modules = outer.iter().chain(to_leading).chain([&moved]).chain(rest);
            Some(StateAddress { modules: modules.cloned().collect(), ..address.clone() })
        }
        _ => None,
    }
}

/// The key after a move. Without keys in the block it concerns every instance, and each keeps its key.
fn key(from: &InstanceKey, to: &InstanceKey, key: &InstanceKey) -> Option<InstanceKey> {
    match (from, to) {
        (InstanceKey::None, InstanceKey::None) => Some(key.clone()),
        (from, to) => (from == key).then(|| to.clone()),
    }
}

/// Without instance keys, which a `removed` block may not have.
fn covers(from: &Place, inner: &[ModuleStep], address: &StateAddress) -> bool {
    let leads = |steps: &[ModuleStep]| {
        steps.len() <= inner.len() && steps.iter().zip(inner).all(|(a, b)| a.name == b.name)
    };
    match from {
        Place::Module(steps) => leads(steps),
        Place::Resource(from) => {
            leads(&from.modules)
                && from.modules.len() == inner.len()
                && from.type_name == address.type_name
                && from.name == address.name
        }
    }
}
