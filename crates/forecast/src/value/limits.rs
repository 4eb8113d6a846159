//! Collections, none of which is larger than a stack needs.
//!
//! A tree may have been edited by anybody, and a few lines of HCL can stand for more than a machine holds.
//! Invariant: the weight of a collection is the number of values in it, and at most [`MOST`].

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use super::{Fault, Value, fault};

const MOST: usize = 200_000;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Items {
    values: Vec<Value>,
    weight: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entries {
    entries: BTreeMap<Arc<str>, Value>,
    weight: usize,
}

impl Items {
    pub(super) fn new(values: Vec<Value>) -> Result<Self, Fault> {
        let weight = weight(values.iter())?;
        Ok(Self { values, weight })
    }

    pub(crate) fn values(&self) -> &[Value] {
        &self.values
    }
}

impl Entries {
    pub(super) fn new(entries: BTreeMap<Arc<str>, Value>) -> Result<Self, Fault> {
        let weight = weight(entries.values())?;
        Ok(Self { entries, weight })
    }
}

impl Deref for Entries {
    type Target = BTreeMap<Arc<str>, Value>;

    fn deref(&self) -> &Self::Target {
        &self.entries
    }
}

fn weight<'a>(values: impl Iterator<Item = &'a Value>) -> Result<usize, Fault> {
    let mut weight = 1;
    for value in values {
        weight += match value {
            Value::List(items) | Value::Set(items) => items.weight,
            Value::Map(entries) => entries.weight,
            _ => 1,
        };
        if weight > MOST {
            return fault(format!("a value has more than {MOST} parts"));
        }
    }
    Ok(weight)
}
