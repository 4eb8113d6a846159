//! The names that an expression can use, besides those of its module.

use crate::value::Value;

use super::module_instance::ModuleId;

#[derive(Clone)]
pub(crate) struct Scope<'a> {
    pub(super) module: ModuleId,
    /// `each`, `count`, iterators of `dynamic` blocks, variables of `for`: the last one hides others.
    names: Vec<(&'a str, Value)>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(module: ModuleId, names: Vec<(&'a str, Value)>) -> Self {
        Self { module, names }
    }

    pub(super) fn name(&self, name: &str) -> Option<&Value> {
        self.names.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub(super) fn push(&mut self, name: &'a str, value: Value) {
        self.names.push((name, value));
    }

    pub(super) fn pop(&mut self) {
        self.names.pop();
    }
}
