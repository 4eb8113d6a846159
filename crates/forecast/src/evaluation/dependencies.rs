//! On what resources and provider configurations rest, as Terraform writes it into the state.

use std::collections::{BTreeMap, BTreeSet};

use super::module_instance::ModuleId;
use super::orders::{Node, Resources};
use super::state::Evaluation;
use crate::hcl::{Declared, InstanceKey, Mode, ProviderName, StateAddress, references};

/// Managed resources, without instance keys.
pub(crate) type Dependencies = BTreeSet<StateAddress>;

/// What a provider configuration rests on.
pub(crate) struct Foundation {
    pub(crate) resources: Dependencies,
    /// The modules and resources of the stack's own folder that it names: `module.workspace`.
    pub(crate) named: BTreeSet<String>,
}

impl<'a> Evaluation<'a> {
    /// Of those of `resources` that there are.
    pub(crate) fn dependencies(
        mut self,
        resources: &Dependencies,
    ) -> BTreeMap<StateAddress, Dependencies> {
        let mut dependencies = BTreeMap::new();
        let mut next = 0;
        // The list grows while it is gone through.
        while next < self.modules.len() {
            let module = self.modules[next].module;
            for declared in module.resources.keys().filter(|it| it.mode == Mode::Managed) {
                let address = self.without_keys(next, *declared);
                if resources.contains(&address) {
                    let before = self.ancestors(vec![Node::Resource(next, *declared)]);
                    let mut before = self.addresses(before);
                    before.remove(&address);
                    let of_resource: &mut Dependencies = dependencies.entry(address).or_default();
                    of_resource.extend(before);
                }
            }
            for name in module.calls.keys() {
                // What can't be evaluated is noted elsewhere.
                self.children(next, name).ok();
            }
            next += 1;
        }
        dependencies
    }

    /// By the names of provider configurations.
    pub(crate) fn foundations(mut self) -> BTreeMap<String, Foundation> {
        let providers = &self.modules[0].module.providers;
        let foundation = |name: &ProviderName<'a>| {
            let resources = self.ancestors(vec![Node::Provider(*name)]);
            let resources = self.addresses(resources);
            (name.to_string(), Foundation { resources, named: self.named_by(*name) })
        };
        providers.keys().map(foundation).collect()
    }

    fn named_by(&mut self, provider: ProviderName<'a>) -> BTreeSet<String> {
        let Some(provider) = self.modules[0].module.providers.get(&provider) else {
            return BTreeSet::new();
        };
        let mut named = BTreeSet::new();
        let mut open: Vec<_> =
            references(provider.body).iter().flat_map(|it| self.nodes(0, it)).collect();
        while let Some(node) = open.pop() {
            match node {
                Node::Local(..) => open.extend(self.behind(node)),
                Node::Output(module, _) | Node::Closed(module) if module > 0 => {
                    let call = self.modules[module].path.first();
                    named.extend(call.map(|step| format!("module.{}", step.name)));
                }
                Node::Resource(0, declared) if declared.mode == Mode::Managed => {
                    named.insert(declared.to_string());
                }
                _ => {}
            }
        }
        named
    }

    fn addresses(&self, resources: Resources<'a>) -> Dependencies {
        resources
            .into_iter()
            .map(|(module, declared)| self.without_keys(module, declared))
            .collect()
    }

    fn without_keys(&self, module: ModuleId, declared: Declared<'a>) -> StateAddress {
        self.address(module, declared, InstanceKey::None).without_keys()
    }
}
