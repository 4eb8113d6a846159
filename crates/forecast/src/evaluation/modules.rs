//! The modules of a stack, an instance for each call.

use crate::hcl::{Call, InstanceKey, ModuleStep, key_suffix};
use crate::value::term::call;
use crate::value::{Evaluated, Fault, Value, fault};

use super::expansion::{Expansion, names_of};
use super::module_instance::{Caller, Children, ModuleId, ModuleInstance};
use super::scope::Scope;
use super::state::{Evaluation, Named, Slot};

impl<'a> Evaluation<'a> {
    pub(super) fn children(&mut self, module: ModuleId, name: &'a str) -> Result<Children, Fault> {
        match self.children.get(&(module, name)) {
            Some(Slot::Done(children)) => return children.clone(),
            Some(Slot::Busy) => return fault("it refers to itself"),
            None => {}
        }
        self.children.insert((module, name), Slot::Busy);
        let children = self.expand_call(module, name);
        self.children.insert((module, name), Slot::Done(children.clone()));
        children
    }

    fn expand_call(&mut self, module: ModuleId, name: &'a str) -> Result<Children, Fault> {
        let ModuleInstance { folder, module: of, .. } = self.modules[module];
        let Some(call) = of.calls.get(name) else {
            return fault(format!("there is no module `{name}`"));
        };
        let tree = self.tree;
        let Some((callee, _)) = call.source.and_then(|source| tree.callee(folder, source)) else {
            let source = call.source.unwrap_or("an expression");
            return fault(format!("its source is not among the files: `{source}`"));
        };
        if self.is_inside(module, callee) {
            return fault("the module calls itself");
        }
        let expansion = self.expansion(&mut Scope::new(module, Vec::new()), call.body)?;
        let mut child = |key: InstanceKey, value: Value| {
            let names = names_of(&key, value);
            self.add(module, name, call, callee, key, names)
        };
        Ok(match expansion {
            Expansion::One => Children::One(child(InstanceKey::None, Value::Null)),
            Expansion::Each(entries) => {
                let entries = entries.into_iter();
                let ids =
                    entries.map(|(key, value)| (key.clone(), child(InstanceKey::Key(key), value)));
                Children::Keyed(ids.collect())
            }
            Expansion::Count(count) => {
                let ids = (0..count).map(|index| child(InstanceKey::Index(index), Value::Null));
                Children::Counted(ids.collect())
            }
            Expansion::Every(of) => Children::Every(child(InstanceKey::Every, of)),
        })
    }

    fn is_inside(&self, module: ModuleId, folder: &str) -> bool {
        let instance = &self.modules[module];
        instance.folder == folder
            || instance.caller.as_ref().is_some_and(|it| self.is_inside(it.module, folder))
    }

    fn add(
        &mut self,
        caller: ModuleId,
        name: &str,
        call: &'a Call<'a>,
        folder: &'a str,
        key: InstanceKey,
        names: Vec<(&'a str, Value)>,
    ) -> ModuleId {
        let ModuleInstance { path, prefix, .. } = &self.modules[caller];
        let prefix = format!("{prefix}module.{name}{}.", key_suffix(&key));
        let step = ModuleStep { name: name.into(), key };
        let path = path.iter().cloned().chain([step]).collect();
        let module = self.tree.module(folder).expect("the call leads to it");
        let caller = Some(Caller { module: caller, call, names });
        self.modules.push(ModuleInstance { folder, module, caller, path, prefix });
        self.modules.len() - 1
    }

    /// An output of a module that is called once.
    pub(super) fn output_of_one(
        &mut self,
        module: ModuleId,
        name: &'a str,
        output: &'a str,
    ) -> Result<Option<Value>, Fault> {
        match self.children(module, name)? {
            Children::One(id) => self.named(id, Named::Output(output)).map(Some),
            _ => Ok(None),
        }
    }

    /// All outputs of a module, by instance.
    pub(super) fn outputs(&mut self, module: ModuleId, name: &'a str) -> Evaluated {
        match self.children(module, name)? {
            Children::One(id) => self.outputs_of(id),
            Children::Keyed(ids) => {
                let outputs = ids.into_iter().map(|(key, id)| Ok((key, self.outputs_of(id)?)));
                Value::map(outputs.collect::<Result<_, _>>()?)
            }
            Children::Counted(ids) => {
                let outputs = ids.into_iter().map(|id| self.outputs_of(id));
                Value::list(outputs.collect::<Result<_, _>>()?)
            }
            Children::Every(id) => {
                let outputs = self.outputs_of(id)?;
                Ok(call("every", &[outputs]))
            }
        }
    }

    fn outputs_of(&mut self, id: ModuleId) -> Evaluated {
        let outputs = &self.modules[id].module.outputs;
        let outputs =
            outputs.keys().map(|name| Ok(((*name).into(), self.named(id, Named::Output(name))?)));
        Value::map(outputs.collect::<Result<_, _>>()?)
    }
}
