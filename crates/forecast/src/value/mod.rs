//! What an expression stands for, as far as it is known before Terraform runs.

mod instance;
mod limits;
mod number;
mod shortened;
pub(crate) mod term;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use instance::{Arguments, Instance, Unknowns, has_all};
pub(crate) use limits::{Entries, Items};
pub(crate) use number::Number;
use shortened::shortened;

/// Ordered, so that a set has one form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(Arc<str>),
    /// A list or a tuple.
    List(Arc<Items>),
    /// Sorted, without duplicates.
    Set(Arc<Items>),
    /// A map or an object.
    Map(Arc<Entries>),
    /// A resource or a data source, as an expression refers to it.
    Instance(Arc<Instance>),
    /// Known to Terraform. Here only its normalised expression is known: two with the same one are equal.
    Opaque(Arc<str>),
    /// Known after apply, because Terraform reads it then: as it is now, unless what it reads has changed.
    Deferred(Arc<str>),
    /// Known after apply.
    Unknown,
}

/// Why an expression has no value: Terraform would refuse it, or it is larger than any stack needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault(pub(crate) String);

pub(crate) type Evaluated = Result<Value, Fault>;

pub(crate) fn fault<T>(why: impl Into<String>) -> Result<T, Fault> {
    Err(Fault(why.into()))
}

impl Value {
    /// Of a normalised expression.
    pub(crate) fn opaque(expression: String) -> Self {
        Self::Opaque(shortened(expression).into())
    }

    pub(crate) fn string(text: impl Into<Arc<str>>) -> Self {
        Self::String(text.into())
    }

    pub(crate) fn list(values: Vec<Self>) -> Evaluated {
        Ok(Self::List(Arc::new(Items::new(values)?)))
    }

    pub(crate) fn set(mut values: Vec<Self>) -> Evaluated {
        values.sort_unstable();
        values.dedup();
        Ok(Self::Set(Arc::new(Items::new(values)?)))
    }

    pub(crate) fn map(entries: BTreeMap<Arc<str>, Self>) -> Evaluated {
        Ok(Self::Map(Arc::new(Entries::new(entries)?)))
    }

    /// Of a list or a set.
    pub(crate) fn items(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) | Self::Set(items) => Some(items.values()),
            _ => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether it, or something in it, is known after apply.
    pub(crate) fn has_unknown(&self) -> bool {
        self.any(&|value| match value {
            Self::Unknown | Self::Deferred(_) => true,
            Self::Instance(instance) => instance.unknown != Unknowns::None,
            _ => false,
        })
    }

    /// Whether it, or something in it, is known after apply, and not because it is read then.
    pub(crate) fn is_new(&self) -> bool {
        self.any(&|value| match value {
            Self::Unknown => true,
            Self::Instance(instance) => instance.is_changing(),
            _ => false,
        })
    }

    /// What it is if what Terraform reads during apply has not changed.
    pub(crate) fn as_read_before(&self) -> Self {
        let all = |items: &[Self]| items.iter().map(Self::as_read_before).collect();
        let read = match self {
            Self::Deferred(expression) => Ok(Self::Opaque(expression.clone())),
            Self::List(items) => Self::list(all(items.values())),
            Self::Set(items) => Self::set(all(items.values())),
            Self::Map(entries) => Self::map(
                entries.iter().map(|(key, value)| (key.clone(), value.as_read_before())).collect(),
            ),
            other => Ok(other.clone()),
        };
        read.unwrap_or(Self::Unknown)
    }

    /// The same, read during apply.
    pub(crate) fn deferred(self) -> Self {
        match self {
            Self::Opaque(expression) => Self::Deferred(expression),
            other => other,
        }
    }

    /// Whether all of it is known here.
    pub(crate) fn is_plain(&self) -> bool {
        !self.any(&|value| {
            matches!(value, Self::Unknown | Self::Deferred(_) | Self::Opaque(_) | Self::Instance(_))
        })
    }

    fn any(&self, is: &impl Fn(&Self) -> bool) -> bool {
        match self {
            Self::List(items) | Self::Set(items) => items.values().iter().any(|it| it.any(is)),
            Self::Map(entries) => entries.values().any(|it| it.any(is)),
            other => is(other),
        }
    }

    /// As text, if Terraform would take it for one.
    pub(crate) fn text(&self) -> Option<Arc<str>> {
        match self {
            Self::String(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string().into()),
            Self::Bool(it) => Some(it.to_string().into()),
            _ => None,
        }
    }
}
