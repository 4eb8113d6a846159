//! What Terraform has done before something else: the ancestors in its graph.

use std::collections::BTreeSet;

use super::module_instance::ModuleId;
use super::state::Evaluation;
use crate::hcl::{Declared, Mode, ProviderName, Reference, references, references_of};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node<'a> {
    Variable(ModuleId, &'a str),
    Local(ModuleId, &'a str),
    Output(ModuleId, &'a str),
    Resource(ModuleId, Declared<'a>),
    Provider(ProviderName<'a>),
    /// That a module's call is known: what all in it waits for.
    Opened(ModuleId),
    /// A module with all that is in it.
    Closed(ModuleId),
}

pub(super) type Resources<'a> = BTreeSet<(ModuleId, Declared<'a>)>;

impl<'a> Evaluation<'a> {
    /// The managed resources among `nodes` and behind them.
    pub(super) fn ancestors(&mut self, nodes: Vec<Node<'a>>) -> Resources<'a> {
        let mut seen: BTreeSet<Node<'a>> = BTreeSet::new();
        let mut open = nodes;
        while let Some(node) = open.pop() {
            if seen.insert(node) {
                open.extend(self.behind(node));
            }
        }
        let resource = |node| match node {
            Node::Resource(module, declared) if declared.mode == Mode::Managed => {
                Some((module, declared))
            }
            _ => None,
        };
        seen.into_iter().filter_map(resource).collect()
    }

    pub(super) fn is_any_pending(&mut self, resources: Resources<'a>) -> bool {
        let is_pending = |this: &mut Self, (module, declared)| {
            this.resource(module, declared).is_ok_and(|it| it.is_pending)
        };
        resources.into_iter().any(|it| is_pending(self, it))
    }

    pub(super) fn behind(&mut self, node: Node<'a>) -> Vec<Node<'a>> {
        match node {
            Node::Variable(module, name) => {
                let Some(caller) = &self.modules[module].caller else { return Vec::new() };
                let (outer, body) = (caller.module, caller.call.body);
                let argument = body.get_attribute(name).map(|it| references_of(&it.value));
                self.all(outer, &argument.unwrap_or_default())
            }
            Node::Local(module, name) => {
                let local = self.modules[module].module.locals.get(name).copied();
                let mut nodes = self.all(module, &local.map(references_of).unwrap_or_default());
                nodes.push(Node::Opened(module));
                nodes
            }
            Node::Output(module, name) => {
                let output = self.modules[module].module.outputs.get(name).copied();
                let mut nodes = self.all(module, &output.map(references).unwrap_or_default());
                nodes.push(Node::Opened(module));
                nodes
            }
            Node::Resource(module, declared) => {
                let Some(resource) = self.modules[module].module.resources.get(&declared) else {
                    return Vec::new();
                };
                let mut nodes = self.all(module, &references(resource.body));
                nodes.push(Node::Provider(self.provider(module, resource.provider)));
                nodes.push(Node::Opened(module));
                nodes
            }
            Node::Provider(name) => {
                let provider = self.modules[0].module.providers.get(&name);
                self.all(0, &provider.map(|it| references(it.body)).unwrap_or_default())
            }
            Node::Opened(module) => self.opened(module),
            Node::Closed(module) => self.inside(module),
        }
    }

    fn opened(&mut self, module: ModuleId) -> Vec<Node<'a>> {
        let Some(caller) = &self.modules[module].caller else { return Vec::new() };
        let (outer, body) = (caller.module, caller.call.body);
        let arguments = ["count", "depends_on", "for_each"];
        let written = arguments.iter().filter_map(|name| body.get_attribute(name));
        let found = written.flat_map(|it| references_of(&it.value)).collect();
        let mut nodes = self.all(outer, &found);
        nodes.push(Node::Opened(outer));
        nodes
    }

    fn inside(&mut self, module: ModuleId) -> Vec<Node<'a>> {
        let of = self.modules[module].module;
        let mut nodes: Vec<_> =
            of.resources.keys().map(|declared| Node::Resource(module, *declared)).collect();
        nodes.extend(of.outputs.keys().map(|name| Node::Output(module, name)));
        nodes.push(Node::Opened(module));
        for name in of.calls.keys() {
            let children = self.children(module, name).map(|it| it.ids()).unwrap_or_default();
            nodes.extend(children.into_iter().map(Node::Closed));
        }
        nodes
    }

    fn all(&mut self, module: ModuleId, references: &BTreeSet<Reference>) -> Vec<Node<'a>> {
        references.iter().flat_map(|reference| self.nodes(module, reference)).collect()
    }

    /// What a reference in `module` names.
    pub(super) fn nodes(&mut self, module: ModuleId, reference: &Reference) -> Vec<Node<'a>> {
        let of = self.modules[module].module;
        let declared = |mode, type_name, name| {
            let declared = of.declared(mode, type_name, name);
            declared.map(|it| Node::Resource(module, it)).into_iter().collect()
        };
        match reference {
            Reference::Variable(name) => {
                let known = of.variables.get_key_value(name.as_str());
                known.map(|(name, _)| Node::Variable(module, name)).into_iter().collect()
            }
            Reference::Local(name) => {
                let known = of.locals.get_key_value(name.as_str());
                known.map(|(name, _)| Node::Local(module, name)).into_iter().collect()
            }
            Reference::Managed(type_name, name) => declared(Mode::Managed, type_name, name),
            Reference::Data(type_name, name) => declared(Mode::Data, type_name, name),
            Reference::Module(name, output) => {
                let Some((name, _)) = of.calls.get_key_value(name.as_str()) else {
                    return Vec::new();
                };
                let children = self.children(module, name).map(|it| it.ids()).unwrap_or_default();
                let node = |id: ModuleId| {
                    let outputs = &self.modules[id].module.outputs;
                    let known = output.as_deref().and_then(|it| outputs.get_key_value(it));
                    known.map_or(Node::Closed(id), |(output, _)| Node::Output(id, output))
                };
                children.into_iter().map(node).collect()
            }
        }
    }
}
