//! Every resource of a stack, one after the other.

use std::collections::BTreeMap;

use crate::value::Value;

use super::found::Found;
use super::module_instance::ModuleId;
use super::state::{Evaluation, Named};

impl<'a> Evaluation<'a> {
    /// The values of the stack's variables that its files say.
    pub(crate) fn given(mut self) -> BTreeMap<&'a str, Value> {
        let module = self.modules[0].module;
        let says = |name: &str| {
            let default = module.variables.get(name).and_then(|it| it.default);
            self.values.contains_key(name) || default.is_some()
        };
        let names: Vec<&str> = module.variables.keys().copied().filter(|it| says(it)).collect();
        let value = |name| Some((name, self.named(0, Named::Variable(name)).ok()?));
        names.into_iter().filter_map(value).collect()
    }

    /// Evaluates every resource.
    pub(crate) fn run(mut self) -> Found {
        // The list grows while it is gone through.
        let mut next = 0;
        while next < self.modules.len() {
            self.run_module(next);
            next += 1;
        }
        self.configure_providers();
        self.found
    }

    fn run_module(&mut self, id: ModuleId) {
        let module = self.modules[id].module;
        for (path, why) in &module.unreadable {
            self.note(path.clone(), why.clone());
        }
        self.found.imports.extend(module.imports.iter().cloned());
        for declared in module.resources.keys() {
            if let Err(fault) = self.resource(id, *declared) {
                self.note(format!("{}{declared}", self.modules[id].prefix), fault.0);
            }
        }
        for name in module.calls.keys() {
            if let Err(fault) = self.children(id, name) {
                self.note(format!("{}module.{name}", self.modules[id].prefix), fault.0);
            }
        }
    }
}
