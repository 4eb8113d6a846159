//! `replace_triggered_by`.

use super::module_instance::ModuleId;
use super::state::Evaluation;
use crate::hcl::{Mode, Reference, Resource, references_of};
use crate::plan::Action;

impl<'a> Evaluation<'a> {
    /// Whether something that is named there is updated or replaced.
    pub(super) fn is_triggered(&mut self, module: ModuleId, resource: &'a Resource<'a>) -> bool {
        let named = resource.lifecycle.replace_triggered_by.iter();
        let named: Vec<_> = named.flat_map(|expr| references_of(expr)).collect();
        named.iter().any(|reference| self.changes(module, reference))
    }

    fn changes(&mut self, module: ModuleId, reference: &Reference) -> bool {
        let Reference::Managed(type_name, name) = reference else { return false };
        let declared = self.modules[module].module.declared(Mode::Managed, type_name, name);
        if declared.is_none_or(|it| self.resource(module, it).is_err()) {
            return false;
        }
        let path = &self.modules[module].path;
        self.found.planned.iter().any(|planned| {
            let address = &planned.address;
            address.modules == *path
                && *address.type_name == **type_name
                && *address.name == **name
                && matches!(planned.action, Action::Update | Action::Replace)
        })
    }
}
