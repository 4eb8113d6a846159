//! Which of the stack's provider configurations a resource has, and what these say of all their resources.

use std::collections::BTreeMap;

use codegen::schemas::Block;

use super::module_instance::ModuleId;
use super::scope::Scope;
use super::state::Evaluation;
use crate::hcl::ProviderName;
use crate::value::term::call;
use crate::value::{Arguments, Value};

impl<'a> Evaluation<'a> {
    /// Follows a name of a module outwards.
    pub(super) fn provider(
        &self,
        mut module: ModuleId,
        mut name: ProviderName<'a>,
    ) -> ProviderName<'a> {
        while let Some(caller) = &self.modules[module].caller {
            name = caller.call.providers.get(&name).copied().unwrap_or(name);
            module = caller.module;
        }
        name
    }

    /// `tags_all` of a resource that has it; null of any other.
    pub(super) fn all_tags(
        &mut self,
        provider: ProviderName<'a>,
        schema: Option<&Block>,
        arguments: &Arguments,
    ) -> Value {
        if !schema.is_some_and(|it| it.attributes.contains_key("tags_all")) {
            return Value::Null;
        }
        let own = arguments.get("tags").cloned().unwrap_or(Value::Null);
        match (self.default_tags(provider), own) {
            (Value::Null, own) => own,
            (defaults, Value::Null) => defaults,
            (Value::Map(defaults), Value::Map(own)) => {
                let mut all = BTreeMap::clone(&defaults);
                all.extend(own.iter().map(|(key, value)| (key.clone(), value.clone())));
                Value::map(all).unwrap_or(Value::Null)
            }
            (defaults, own) => call("merge", &[defaults, own]),
        }
    }

    fn default_tags(&mut self, provider: ProviderName<'a>) -> Value {
        if let Some(known) = self.default_tags.get(&provider) {
            return known.clone();
        }
        let configured = self.modules[0].module.providers.get(&provider);
        let tags = configured
            .and_then(|it| it.body.get_blocks("default_tags").next())
            .and_then(|it| it.body.get_attribute("tags"));
        let tags = tags.map(|it| self.value(&mut Scope::new(0, Vec::new()), &it.value));
        let tags = tags.and_then(Result::ok).unwrap_or(Value::Null);
        self.default_tags.insert(provider, tags.clone());
        tags
    }

    /// What the stack's configurations say, but for their blocks.
    pub(super) fn configure_providers(&mut self) {
        for (name, provider) in &self.modules[0].module.providers {
            let place = format!("provider {name}");
            let mut scope = Scope::new(0, Vec::new());
            let arguments = self.arguments(&mut scope, provider.body, None, &place);
            self.found.providers.insert(name.to_string(), arguments);
        }
    }
}
