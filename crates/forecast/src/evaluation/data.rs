//! Data sources: what they answer is the same where they ask the same, unless they are asked during apply.

use std::sync::Arc;

use codegen::schemas::Block;

use crate::hcl::{Declared, Reference, Resource, references, references_of};
use crate::renaming::asked_before;
use crate::value::{Arguments, Instance, Unknowns, Value};

use super::module_instance::ModuleId;
use super::orders::Node;
use super::state::Evaluation;

impl<'a> Evaluation<'a> {
    pub(super) fn read(
        &mut self,
        module: ModuleId,
        declared: Declared<'a>,
        resource: &'a Resource<'a>,
        arguments: Arc<Arguments>,
        schema: Option<Arc<Block>>,
    ) -> Instance {
        let provider = self.provider(module, resource.provider);
        let is_deferred = self.prior.is_some()
            && (arguments.values().any(Value::has_unknown)
                || self.waits(module, declared, resource));
        let renamings = self.prior.map_or(&[][..], |prior| prior.renamings);
        let asked = asked_before(renamings, declared.type_name, &arguments);
        let asked = asked.unwrap_or_else(|| Arguments::clone(&arguments));
        let asked = Value::map(asked).map_or_else(|it| it.0, |it| it.term());
        // What was applied here and is found by its name is what it was.
        let applied = self.prior.and_then(|prior| prior.found_by(declared.type_name, &arguments));
        // The name does not matter, the question does.
        let question = applied.map_or_else(
            || format!("data.{}({provider} {asked})", declared.type_name),
            |applied| applied.address.to_string(),
        );
        let token = match Value::opaque(question) {
            Value::Opaque(token) => token,
            _ => declared.to_string().into(),
        };
        let unknown = match (is_deferred, arguments.values().any(Value::is_new)) {
            (false, _) => Unknowns::None,
            (true, false) => Unknowns::Deferred,
            // What it asks is not known either.
            (true, true) => Unknowns::All,
        };
        Instance { token, arguments, unknown, schema }
    }

    /// Whether Terraform reads it during apply, because something that it depends on changes.
    fn waits(
        &mut self,
        module: ModuleId,
        declared: Declared<'a>,
        resource: &'a Resource<'a>,
    ) -> bool {
        self.waits_for_module(module)
            || self.waits_for_written(module, resource)
            || resource.lifecycle.has_conditions && {
                let all = self.ancestors(vec![Node::Resource(module, declared)]);
                self.is_any_pending(all)
            }
    }

    /// For what it names in `depends_on`, or refers to: Terraform looks no further, unless `depends_on` names
    /// something that is no resource.
    fn waits_for_written(&mut self, module: ModuleId, resource: &'a Resource<'a>) -> bool {
        let mut named = references(resource.body);
        let mut further = Vec::new();
        if let Some(depends_on) = resource.body.get_attribute("depends_on") {
            for reference in references_of(&depends_on.value) {
                match reference {
                    Reference::Managed(..) => drop(named.insert(reference)),
                    Reference::Data(..) => {}
                    other => further.extend(self.nodes(module, &other)),
                }
            }
        }
        let direct = named.iter().filter(|it| matches!(it, Reference::Managed(..)));
        let direct: Vec<_> = direct.flat_map(|it| self.nodes(module, it)).collect();
        let mut all = self.ancestors(further);
        all.extend(direct.into_iter().filter_map(|node| match node {
            Node::Resource(module, declared) => Some((module, declared)),
            _ => None,
        }));
        self.is_any_pending(all)
    }

    /// For what the calls of its module and of those around it name in `depends_on`, and all behind that.
    fn waits_for_module(&mut self, module: ModuleId) -> bool {
        if let Some(known) = self.deferred.get(&module) {
            return *known;
        }
        let Some(caller) = &self.modules[module].caller else { return false };
        let (outer, body) = (caller.module, caller.call.body);
        let mut nodes = Vec::new();
        if let Some(depends_on) = body.get_attribute("depends_on") {
            for reference in references_of(&depends_on.value) {
                nodes.extend(self.nodes(outer, &reference));
            }
        }
        let all = self.ancestors(nodes);
        let waits = self.is_any_pending(all) || self.waits_for_module(outer);
        self.deferred.insert(module, waits);
        waits
    }
}
