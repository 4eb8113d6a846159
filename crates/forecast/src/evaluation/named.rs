//! Variables, locals and outputs of a module.

use std::collections::BTreeMap;
use std::sync::Arc;

use hcl_edit::expr::Expression;

use crate::hcl::{Defaults, Variable};
use crate::value::{Evaluated, Value, fault};

use super::convert::convert;
use super::module_instance::ModuleId;
use super::scope::Scope;
use super::state::{Evaluation, Named, Slot};

impl<'a> Evaluation<'a> {
    pub(super) fn named(&mut self, module: ModuleId, named: Named<'a>) -> Evaluated {
        match self.named.get(&(module, named)) {
            Some(Slot::Done(value)) => return value.clone(),
            Some(Slot::Busy) => return fault("it refers to itself"),
            None => {}
        }
        self.named.insert((module, named), Slot::Busy);
        let value = match named {
            Named::Variable(name) => self.variable(module, name),
            Named::Local(name) => {
                let written = self.modules[module].module.locals.get(name).copied();
                self.written(module, written, name)
            }
            Named::Output(name) => {
                let body = self.modules[module].module.outputs.get(name);
                let written = body.and_then(|it| it.get_attribute("value")).map(|it| &it.value);
                self.written(module, written, name)
            }
        };
        self.named.insert((module, named), Slot::Done(value.clone()));
        value
    }

    fn written(&mut self, module: ModuleId, expr: Option<&'a Expression>, name: &str) -> Evaluated {
        match expr {
            Some(expr) => self.value(&mut Scope::new(module, Vec::new()), expr),
            None => fault(format!("nothing is called `{name}` there")),
        }
    }

    fn variable(&mut self, module: ModuleId, name: &'a str) -> Evaluated {
        let instance = &self.modules[module];
        let Some(variable) = instance.module.variables.get(name) else {
            return fault(format!("there is no variable `{name}`"));
        };
        let given = match &instance.caller {
            None => {
                let written = self.values.get(name).copied();
                written.map(|expr| (Scope::new(module, Vec::new()), expr))
            }
            Some(caller) => {
                let argument = caller.call.body.get_attribute(name);
                let scope = Scope::new(caller.module, caller.names.clone());
                argument.map(|it| (scope, &it.value))
            }
        };
        let is_root = instance.caller.is_none();
        let given = match given {
            Some((mut scope, expr)) => Some(self.value(&mut scope, expr)?),
            None if is_root && variable.default.is_none() => self.assume(name),
            None => None,
        };
        let value = match (given, variable.default) {
            (Some(value), _) if variable.nullable || !value.is_null() => value,
            (_, Some(default)) => self.value(&mut Scope::new(module, Vec::new()), default)?,
            (Some(null), None) => null,
            // The operator gives it, and is not asked here.
            (None, None) if is_root => return Ok(Value::opaque(format!("var.{name}"))),
            (None, None) => return fault(format!("the call does not set `{name}`")),
        };
        let Variable { constraint, .. } = variable;
        let value = self.with_defaults(module, &constraint.defaults, value)?;
        convert(value, &constraint.ty)
    }

    fn assume(&mut self, name: &str) -> Option<Value> {
        let value = self.assumed.get(name).cloned()?;
        let side = if self.prior.is_some() { "after" } else { "before" };
        let why = format!("the files {side} the change give it no value: it is taken to stay");
        self.note(format!("var.{name}"), why);
        Some(value)
    }

    /// Fills in what `optional` gives.
    fn with_defaults(
        &mut self,
        module: ModuleId,
        defaults: &'a Defaults,
        value: Value,
    ) -> Evaluated {
        if defaults.is_empty() {
            return Ok(value);
        }
        match (&value, &defaults.elements) {
            (Value::List(items) | Value::Set(items), Some(inner)) => {
                let items = items.values().iter();
                let items = items.map(|item| self.with_defaults(module, inner, item.clone()));
                Value::list(items.collect::<Result<_, _>>()?)
            }
            (Value::Map(entries), Some(inner)) => {
                let entries = entries.iter().map(|(key, it)| {
                    Ok((key.clone(), self.with_defaults(module, inner, it.clone())?))
                });
                Value::map(entries.collect::<Result<_, _>>()?)
            }
            (Value::Map(entries), None) => {
                let mut entries: BTreeMap<Arc<str>, Value> = BTreeMap::clone(entries);
                for (name, default) in &defaults.own {
                    if entries.get(name).is_none_or(Value::is_null) {
                        let mut scope = Scope::new(module, Vec::new());
                        entries.insert(name.clone(), self.value(&mut scope, default)?);
                    }
                }
                for (name, inner) in &defaults.fields {
                    if let Some(field) = entries.get(name).cloned() {
                        entries.insert(name.clone(), self.with_defaults(module, inner, field)?);
                    }
                }
                Value::map(entries)
            }
            _ => Ok(value),
        }
    }
}
