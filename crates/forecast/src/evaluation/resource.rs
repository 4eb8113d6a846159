//! Resources and data sources: their instances, and what becomes of these.

use std::collections::BTreeMap;
use std::sync::Arc;

use codegen::schemas::Block;

use crate::hcl::{Declared, InstanceKey, Mode, Resource, StateAddress};
use crate::plan::{self, Action, Circumstances};
use crate::value::{Arguments, Fault, Instance, Unknowns, Value, fault};

use super::expansion::{Expansion, names_of};
use super::module_instance::ModuleId;
use super::scope::Scope;
use super::state::{Evaluation, Expanded, Slot};
use crate::settled::Settled;

/// Of a resource that is evaluated as one, whatever instances it has.
pub(crate) const TERRAFORM_ALONE: &str = "which instances it has is known to Terraform alone";

impl<'a> Evaluation<'a> {
    pub(super) fn resource(
        &mut self,
        module: ModuleId,
        declared: Declared<'a>,
    ) -> Result<Expanded, Fault> {
        match self.resources.get(&(module, declared)) {
            Some(Slot::Done(expanded)) => return expanded.clone(),
            Some(Slot::Busy) => return fault("it refers to itself"),
            None => {}
        }
        let Some(resource) = self.modules[module].module.resources.get(&declared) else {
            return fault(format!("there is no `{declared}`"));
        };
        self.resources.insert((module, declared), Slot::Busy);
        let expanded = self.expand(module, declared, resource);
        self.resources.insert((module, declared), Slot::Done(expanded.clone()));
        expanded
    }

    fn expand(
        &mut self,
        module: ModuleId,
        declared: Declared<'a>,
        resource: &'a Resource<'a>,
    ) -> Result<Expanded, Fault> {
        let expansion = self.expansion(&mut Scope::new(module, Vec::new()), resource.body)?;
        let mut keys = Vec::new();
        let mut instance = |key: InstanceKey, value: Value| {
            let mut scope = Scope::new(module, names_of(&key, value));
            keys.push(key.clone());
            Arc::new(self.instance(&mut scope, declared, resource, key))
        };
        let value = match expansion {
            Expansion::One => Value::Instance(instance(InstanceKey::None, Value::Null)),
            Expansion::Each(entries) => {
                let instances = entries.into_iter().map(|(key, value)| {
                    let instance = instance(InstanceKey::Key(key.clone()), value);
                    (key, Value::Instance(instance))
                });
                Value::map(instances.collect::<BTreeMap<_, _>>())?
            }
            Expansion::Count(count) => {
                let instances = (0..count)
                    .map(|index| Value::Instance(instance(InstanceKey::Index(index), Value::Null)));
                Value::list(instances.collect())?
            }
            Expansion::Every(of) => instance(InstanceKey::Every, of).whole(),
        };
        if resource.lifecycle.prevent_destroy {
            self.found.guarded.insert(self.address(module, declared, InstanceKey::None));
        }
        if declared.mode == Mode::Managed && keys.contains(&InstanceKey::Every) {
            let place = format!("{}{declared}", self.modules[module].prefix);
            self.note(place, TERRAFORM_ALONE.to_owned());
        }
        let goes = |address: &&StateAddress| !keys.contains(&address.key);
        let is_pending = declared.mode == Mode::Managed
            && (value.has_unknown() || self.applied(module, declared).iter().any(goes));
        Ok(Expanded { value, is_pending })
    }

    fn instance(
        &mut self,
        scope: &mut Scope<'a>,
        declared: Declared<'a>,
        resource: &'a Resource<'a>,
        key: InstanceKey,
    ) -> Instance {
        let schemas = self.schemas;
        let schema = schemas.get(declared.mode, declared.type_name).cloned();
        let address = self.address(scope.module, declared, key);
        let arguments = self.arguments(scope, resource.body, schema.as_deref(), &address);
        let arguments = Arc::new(arguments);
        match declared.mode {
            Mode::Data => self.read(scope.module, declared, resource, arguments, schema),
            Mode::Managed => self.settle(scope, resource, address, arguments, schema.as_ref()),
        }
    }

    pub(super) fn address(
        &self,
        module: ModuleId,
        declared: Declared<'a>,
        key: InstanceKey,
    ) -> StateAddress {
        let modules = self.modules[module].path.clone();
        let (type_name, name) = (declared.type_name.into(), declared.name.into());
        StateAddress { modules, type_name, name, key }
    }

    fn settle(
        &mut self,
        scope: &Scope<'a>,
        resource: &'a Resource<'a>,
        address: StateAddress,
        arguments: Arc<Arguments>,
        schema: Option<&Arc<Block>>,
    ) -> Instance {
        let provider = self.provider(scope.module, resource.provider);
        let settled = Settled {
            all_tags: self.all_tags(provider, schema.map(|it| &**it), &arguments),
            address,
            arguments: Arc::clone(&arguments),
            prevent_destroy: resource.lifecycle.prevent_destroy,
            create_before_destroy: resource.lifecycle.create_before_destroy,
            provider: provider.to_string(),
            schema: schema.cloned(),
        };
        let instance = |token: String, unknown| Instance {
            token: token.into(),
            arguments,
            unknown,
            schema: schema.cloned(),
        };
        let Some(prior) = self.prior else {
            let instance = instance(settled.address.to_string(), Unknowns::None);
            self.found.settled.push(settled);
            return instance;
        };
        let circumstances = Circumstances {
            lifecycle: &resource.lifecycle,
            is_triggered: self.is_triggered(scope.module, resource),
            is_exchanged: prior.is_exchanged,
            rules: self.changes.of(&settled.address.type_name),
        };
        let applied = prior.get(&settled.address);
        let planned = plan::plan(applied, &settled, &circumstances);
        let token = applied.map_or(&settled.address, |it| &it.address).to_string();
        let unknown = match planned.action {
            Action::NoOp => Unknowns::None,
            Action::Update => Unknowns::Some(planned.unknown.clone()),
            _ => Unknowns::All,
        };
        if let Some(doubt) = &planned.doubt {
            self.note(settled.address.to_string(), doubt.clone());
        }
        self.found.planned.push(planned);
        self.found.settled.push(settled);
        instance(token, unknown)
    }
}
