//! Which module calls which: folders with the same texts and the same callees are one node, so what
//! a thousand stacks share is looked at once.

use std::collections::{BTreeMap, BTreeSet};

use super::module::{Call, Configuration, Mode, Module, Place};
use crate::Addresses;

pub(super) type NodeId = usize;

pub(super) struct Node<'a> {
    /// The first folder that is like this.
    pub(super) folder: &'a str,
    pub(super) module: &'a Module<'a>,
    /// The module behind each call that leads to one.
    pub(super) callees: BTreeMap<&'a str, NodeId>,
    /// The providers that it and its callees use, in its own names, and where it says so first.
    pub(super) needs: BTreeMap<Configuration<'a>, Place>,
    /// Of all resources that it and its callees manage, sorted.
    pub(super) addresses: Addresses,
}

#[derive(Default)]
pub(super) struct Links<'a> {
    /// A callee stands before its callers.
    pub(super) nodes: Vec<Node<'a>>,
    pub(super) node_of: BTreeMap<&'a str, NodeId>,
    pub(super) called: BTreeSet<&'a str>,
}

/// What makes two folders one node: their module and what its calls lead to.
type Likeness = (usize, Vec<Option<NodeId>>);

struct Linker<'a> {
    folders: &'a BTreeMap<&'a str, usize>,
    modules: &'a [Module<'a>],
    links: Links<'a>,
    known: BTreeMap<Likeness, NodeId>,
    /// The folders between a stack and the one being linked: a call back into them leads nowhere.
    open: Vec<&'a str>,
}

/// `folders` says which of the modules each folder is.
pub(super) fn link<'a>(
    folders: &'a BTreeMap<&'a str, usize>,
    modules: &'a [Module<'a>],
) -> Links<'a> {
    let links = Links::default();
    let mut linker = Linker { folders, modules, links, known: BTreeMap::new(), open: Vec::new() };
    for folder in folders.keys() {
        linker.node(folder);
    }
    linker.links
}

impl<'a> Linker<'a> {
    fn node(&mut self, folder: &'a str) -> NodeId {
        if let Some(&node) = self.links.node_of.get(folder) {
            return node;
        }
        let index = self.folders[folder];
        let module = &self.modules[index];
        self.open.push(folder);
        let callees: Vec<_> = module.calls.values().map(|call| self.callee(folder, call)).collect();
        self.open.pop();
        let node = match self.known.get(&(index, callees.clone())) {
            Some(&node) => node,
            None => self.add(folder, module, &callees),
        };
        self.known.insert((index, callees), node);
        self.links.node_of.insert(folder, node);
        node
    }

    fn callee(&mut self, caller: &str, call: &Call) -> Option<NodeId> {
        let path = resolve(caller, call.source.as_ref()?.path)?;
        let (folder, _) = self.folders.get_key_value(path.as_str())?;
        self.links.called.insert(folder);
        (!self.open.contains(folder)).then(|| self.node(folder))
    }

    fn add(
        &mut self,
        folder: &'a str,
        module: &'a Module<'a>,
        callees: &[Option<NodeId>],
    ) -> NodeId {
        let calls = module.calls.keys().zip(callees);
        let callees = calls.filter_map(|(name, callee)| Some((*name, (*callee)?))).collect();
        let (needs, addresses) = (BTreeMap::new(), Addresses::default());
        let mut node = Node { folder, module, callees, needs, addresses };
        node.needs = self.needs(&node);
        node.addresses = self.addresses(&node);
        self.links.nodes.push(node);
        self.links.nodes.len() - 1
    }

    fn needs(&self, node: &Node<'a>) -> BTreeMap<Configuration<'a>, Place> {
        let mut needs = BTreeMap::new();
        for resource in node.module.resources.values() {
            needs.entry(resource.provider).or_insert(resource.place);
        }
        for (name, call) in &node.module.calls {
            for passed in call.providers.values() {
                needs.entry(passed.configuration).or_insert(passed.place);
            }
            let Some(&callee) = node.callees.get(name) else { continue };
            let inherited = self.links.nodes[callee]
                .needs
                .keys()
                .filter(|need| need.alias.is_none() && !call.providers.contains_key(need));
            inherited.for_each(|need| {
                needs.entry(*need).or_insert(call.place);
            });
        }
        needs
    }

    fn addresses(&self, node: &Node<'a>) -> Addresses {
        let own = node.module.resources.keys().filter(|address| address.mode == Mode::Managed);
        let mut addresses: Vec<String> = own.map(ToString::to_string).collect();
        for (name, &callee) in &node.callees {
            let inner = &self.links.nodes[callee].addresses;
            addresses.extend(inner.iter().map(|address| format!("module.{name}.{address}")));
        }
        addresses.sort_unstable();
        addresses.into()
    }
}

/// The folder that a relative source leads to; `None` if it leads out of the tree.
pub(super) fn resolve(caller: &str, source: &str) -> Option<String> {
    if !source.starts_with("./") && !source.starts_with("../") {
        return None;
    }
    let mut path: Vec<&str> = caller.split('/').filter(|component| !component.is_empty()).collect();
    for component in source.split('/') {
        match component {
            "" | "." => {}
            ".." => {
                path.pop()?;
            }
            component => path.push(component),
        }
    }
    Some(path.join("/"))
}
