//! A resource or a data source, as expressions see it.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use codegen::schemas::{Block, NestedBlock, Nesting};

use super::{Evaluated, Value, fault};

/// What is written, of the types that the schema says. What is null is left out.
pub(crate) type Arguments = BTreeMap<Arc<str>, Value>;

/// Whether a resource with these arguments has all that a data source of its type asks for.
pub(crate) fn has_all(arguments: &Arguments, asked: &Arguments) -> bool {
    let has = |(name, value): (&Arc<str>, &Value)| {
        *value == Value::Null || value.is_plain() && arguments.get(name) == Some(value)
    };
    asked.iter().all(has)
}

/// Two with the same token that are equally certain are equal.
#[derive(Debug)]
pub(crate) struct Instance {
    /// What opaque values call it: a resource by the address under which it was applied, a data source by
    /// what it asks for.
    pub(crate) token: Arc<str>,
    pub(crate) arguments: Arc<Arguments>,
    /// Of the attributes that the provider sets.
    pub(crate) unknown: Unknowns,
    pub(crate) schema: Option<Arc<Block>>,
}

/// Which attributes that the provider sets are known after apply.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unknowns {
    None,
    /// Of an update in place: paths without indices.
    Some(Vec<String>),
    /// Of a data source that is read during apply.
    Deferred,
    All,
}

impl Instance {
    /// Whether an action of the plan changes it.
    pub(crate) fn is_changing(&self) -> bool {
        !matches!(self.unknown, Unknowns::None | Unknowns::Deferred)
    }

    /// All of it, where no single attribute is asked for.
    pub(crate) fn whole(&self) -> Value {
        match self.unknown {
            Unknowns::None => Value::opaque(self.token.to_string()),
            Unknowns::Deferred => Value::opaque(self.token.to_string()).deferred(),
            Unknowns::Some(_) | Unknowns::All => Value::Unknown,
        }
    }

    pub(crate) fn attribute(&self, name: &str) -> Evaluated {
        let written = self.arguments.get(name);
        let Some(schema) = &self.schema else {
            return Ok(written.cloned().unwrap_or_else(|| self.set_by_provider(name, name)));
        };
        match (written, schema.attributes.get(name), schema.blocks.get(name)) {
            (Some(written), _, Some(nested)) => self.with_computed(name, written, nested),
            (Some(written), _, None) => Ok(written.clone()),
            (None, Some(attribute), _) if attribute.computed => {
                Ok(self.set_by_provider(name, name))
            }
            (None, Some(_), _) => Ok(Value::Null),
            (None, None, Some(nested)) => match nested.nesting {
                Nesting::Single | Nesting::Group => Ok(Value::Null),
                Nesting::List | Nesting::Map => Value::list(Vec::new()),
                Nesting::Set => Value::set(Vec::new()),
            },
            (None, None, None) => fault(format!("`{}` has no attribute `{name}`", self.token)),
        }
    }

    /// Written blocks, with the attributes in them that the provider sets.
    fn with_computed(&self, name: &str, written: &Value, nested: &NestedBlock) -> Evaluated {
        let complete = |index: usize, block: &Value| {
            let Value::Map(entries) = block else { return Ok(block.clone()) };
            let mut entries = BTreeMap::clone(entries);
            for (attribute, schema) in &nested.block.attributes {
                if schema.computed && !entries.contains_key(&**attribute) {
                    let expression = format!("{name}[{index}].{attribute}");
                    let value = self.set_by_provider(&expression, &format!("{name}.{attribute}"));
                    entries.insert((&**attribute).into(), value);
                }
            }
            Value::map(entries)
        };
        let Some(blocks) = written.items() else { return complete(0, written) };
        let blocks = blocks.iter().enumerate().map(|(index, block)| complete(index, block));
        let blocks = blocks.collect::<Result<_, _>>()?;
        if nested.nesting == Nesting::Set { Value::set(blocks) } else { Value::list(blocks) }
    }

    /// `path` is the expression without its indices.
    fn set_by_provider(&self, expression: &str, path: &str) -> Value {
        let is_unknown = match &self.unknown {
            Unknowns::None | Unknowns::Deferred => false,
            Unknowns::Some(paths) => paths.iter().any(|unknown| unknown == path),
            Unknowns::All => true,
        };
        if is_unknown {
            return Value::Unknown;
        }
        let value = Value::opaque(format!("{}.{expression}", self.token));
        if self.unknown == Unknowns::Deferred { value.deferred() } else { value }
    }

    fn identity(&self) -> (&str, &Unknowns) {
        (&self.token, &self.unknown)
    }
}

impl PartialEq for Instance {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Instance {}

impl PartialOrd for Instance {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Instance {
    fn cmp(&self, other: &Self) -> Ordering {
        self.identity().cmp(&other.identity())
    }
}
