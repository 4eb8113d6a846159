//! `for_each` and `count`: which instances a resource or a module has.

use std::collections::BTreeMap;
use std::sync::Arc;

use hcl_edit::structure::Body;

use super::scope::Scope;
use super::state::Evaluation;
use crate::hcl::InstanceKey;
use crate::value::{Fault, Number, Value, fault};

pub(super) enum Expansion {
    One,
    Each(Vec<(Arc<str>, Value)>),
    Count(usize),
    /// Only Terraform knows which; this is the collection.
    Every(Value),
}

/// More instances have no stack.
const MOST: usize = 100_000;

impl<'a> Evaluation<'a> {
    pub(super) fn expansion(
        &mut self,
        scope: &mut Scope<'a>,
        body: &'a Body,
    ) -> Result<Expansion, Fault> {
        if let Some(for_each) = body.get_attribute("for_each") {
            let collection = self.value(scope, &for_each.value)?;
            return each(collection);
        }
        let Some(count) = body.get_attribute("count") else { return Ok(Expansion::One) };
        match self.value(scope, &count.value)? {
            Value::Number(number) => match number.index().filter(|count| *count <= MOST) {
                Some(count) => Ok(Expansion::Count(count)),
                None => fault(format!("`count` is {number}")),
            },
            Value::Unknown | Value::Deferred(_) => fault(UNKNOWN_INSTANCES),
            opaque @ Value::Opaque(_) => Ok(Expansion::Every(opaque)),
            _ => fault("`count` is no number"),
        }
    }
}

pub(crate) const UNKNOWN_INSTANCES: &str =
    "Terraform refuses the plan: the instances depend on what is known after apply";

fn each(collection: Value) -> Result<Expansion, Fault> {
    Ok(match collection {
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.clone(), value.clone()));
            Expansion::Each(entries.collect())
        }
        Value::Set(ref items) => {
            let keys: Option<Vec<_>> = items
                .values()
                .iter()
                .map(|item| item.text().map(|key| (key.clone(), Value::String(key))))
                .collect();
            match keys {
                Some(keys) => Expansion::Each(keys),
                None if collection.has_unknown() => return fault(UNKNOWN_INSTANCES),
                None => Expansion::Every(collection),
            }
        }
        Value::Unknown | Value::Deferred(_) => return fault(UNKNOWN_INSTANCES),
        Value::Opaque(_) => Expansion::Every(collection),
        _ => return fault("`for_each` is neither a map nor a set"),
    })
}

/// What expressions of an instance call its key. `value` is the value of `each`, or the collection where that
/// is not known.
pub(super) fn names_of<'a>(key: &InstanceKey, value: Value) -> Vec<(&'a str, Value)> {
    let object = |entries: Vec<(&str, Value)>| {
        let entries: BTreeMap<Arc<str>, Value> =
            entries.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Value::map(entries).unwrap_or(Value::Null)
    };
    match key {
        InstanceKey::None => Vec::new(),
        InstanceKey::Index(index) => {
            let index = Value::Number(Number::from(*index));
            vec![("count", object(vec![("index", index)]))]
        }
        InstanceKey::Key(key) => {
            vec![("each", object(vec![("key", Value::String(key.clone())), ("value", value)]))]
        }
        InstanceKey::Every => {
            let of = value.term();
            let (key, value) =
                (Value::opaque(format!("key of {of}")), Value::opaque(format!("each of {of}")));
            let index = Value::opaque(format!("index of {of}"));
            vec![
                ("each", object(vec![("key", key), ("value", value)])),
                ("count", object(vec![("index", index)])),
            ]
        }
    }
}
