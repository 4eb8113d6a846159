//! Functions of lists, sets and maps.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::value::{Fault, Number, Value, fault};

use super::super::expression::truth;
use super::super::traversal;

type Result = std::result::Result<Option<Value>, Fault>;

pub(super) fn length(arguments: &[Value]) -> Result {
    let [collection] = arguments else { return fault("`length` takes one argument") };
    let length = match collection {
        Value::List(items) => items.values().len(),
        Value::Map(entries) => entries.len(),
        // Elements that only Terraform knows may turn out to be the same.
        Value::Set(items) if collection.is_plain() || items.values().len() < 2 => {
            items.values().len()
        }
        Value::String(text) => text.chars().count(),
        _ => return Ok(None),
    };
    Ok(Some(Value::Number(Number::from(length))))
}

pub(super) fn keys(arguments: &[Value]) -> Result {
    let [Value::Map(entries)] = arguments else { return Ok(None) };
    Value::list(entries.keys().cloned().map(Value::String).collect()).map(Some)
}

pub(super) fn values(arguments: &[Value]) -> Result {
    let [Value::Map(entries)] = arguments else { return Ok(None) };
    Value::list(entries.values().cloned().collect()).map(Some)
}

pub(super) fn merge(arguments: &[Value]) -> Result {
    let mut merged: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    for argument in arguments {
        match argument {
            Value::Map(entries) => {
                merged.extend(entries.iter().map(|(key, value)| (key.clone(), value.clone())));
            }
            Value::Null => {}
            _ => return Ok(None),
        }
    }
    Value::map(merged).map(Some)
}

pub(super) fn concat(arguments: &[Value]) -> Result {
    let mut all = Vec::new();
    for argument in arguments {
        let Some(items) = argument.items() else { return Ok(None) };
        all.extend_from_slice(items);
    }
    Value::list(all).map(Some)
}

pub(super) fn flatten(arguments: &[Value]) -> Result {
    let [list] = arguments else { return fault("`flatten` takes one argument") };
    let mut flat = Vec::new();
    let is_known = flatten_into(list, &mut flat);
    if is_known { Value::list(flat).map(Some) } else { Ok(None) }
}

/// Whether it is known which elements are lists.
fn flatten_into(list: &Value, flat: &mut Vec<Value>) -> bool {
    let Some(items) = list.items() else { return false };
    items.iter().all(|item| match item {
        Value::List(_) | Value::Set(_) => flatten_into(item, flat),
        Value::Opaque(_) | Value::Deferred(_) | Value::Unknown => false,
        item => {
            flat.push(item.clone());
            true
        }
    })
}

pub(super) fn element(arguments: &[Value]) -> Result {
    let [list, Value::Number(index)] = arguments else { return Ok(None) };
    match (list.items(), index.index()) {
        (Some([]), _) => fault("`element` of an empty list"),
        (Some(items), Some(index)) => Ok(Some(items[index % items.len()].clone())),
        (None, Some(_)) => traversal::element(list.clone(), &Value::Number(*index)).map(Some),
        _ => Ok(None),
    }
}

pub(super) fn lookup(arguments: &[Value]) -> Result {
    let [Value::Map(entries), Value::String(key), default @ ..] = arguments else {
        return Ok(None);
    };
    match (entries.get(key), default) {
        (Some(value), _) => Ok(Some(value.clone())),
        (None, [default, ..]) => Ok(Some(default.clone())),
        (None, []) => fault(format!("`lookup` finds no `{key}`")),
    }
}

pub(super) fn one(arguments: &[Value]) -> Result {
    let [list] = arguments else { return fault("`one` takes one argument") };
    match list.items() {
        Some([]) => Ok(Some(Value::Null)),
        Some([only]) => Ok(Some(only.clone())),
        Some(_) if list.is_plain() => fault("`one` is given several elements"),
        _ => Ok(None),
    }
}

pub(super) fn contains(arguments: &[Value]) -> Result {
    let [list, asked] = arguments else { return fault("`contains` takes two arguments") };
    let Some(items) = list.items() else { return Ok(None) };
    if items.contains(asked) && !asked.has_unknown() {
        return Ok(Some(Value::Bool(true)));
    }
    let is_known = list.is_plain() && asked.is_plain();
    Ok(is_known.then_some(Value::Bool(false)))
}

pub(super) fn tolist(arguments: &[Value]) -> Result {
    let [list] = arguments else { return fault("`tolist` takes one argument") };
    list.items().map(|items| Value::list(items.to_vec())).transpose()
}

pub(super) fn toset(arguments: &[Value]) -> Result {
    let [list] = arguments else { return fault("`toset` takes one argument") };
    list.items().map(|items| Value::set(items.to_vec())).transpose()
}

pub(super) fn distinct(arguments: &[Value]) -> Result {
    let [list] = arguments else { return fault("`distinct` takes one argument") };
    let Some(items) = list.items().filter(|_| list.is_plain()) else { return Ok(None) };
    let mut distinct: Vec<Value> = Vec::new();
    for item in items {
        if !distinct.contains(item) {
            distinct.push(item.clone());
        }
    }
    Value::list(distinct).map(Some)
}

pub(super) fn compact(arguments: &[Value]) -> Result {
    let [list] = arguments else { return fault("`compact` takes one argument") };
    let Some(items) = list.items().filter(|_| list.is_plain()) else { return Ok(None) };
    let is_something = |item: &&Value| !item.is_null() && **item != Value::string("");
    Value::list(items.iter().filter(is_something).cloned().collect()).map(Some)
}

pub(super) fn reverse(arguments: &[Value]) -> Result {
    let [Value::List(items)] = arguments else { return Ok(None) };
    Value::list(items.values().iter().rev().cloned().collect()).map(Some)
}

pub(super) fn setunion(arguments: &[Value]) -> Result {
    let Some(Value::List(all)) = concat(arguments)? else { return Ok(None) };
    Value::set(all.values().to_vec()).map(Some)
}

pub(super) fn setsubtract(arguments: &[Value]) -> Result {
    let [from, what] = arguments else { return fault("`setsubtract` takes two arguments") };
    match (from.items(), what.items()) {
        (Some(from), Some(items)) if what.is_plain() => {
            let rest = from.iter().filter(|item| !items.contains(item));
            Value::set(rest.cloned().collect()).map(Some)
        }
        _ => Ok(None),
    }
}

pub(super) fn zipmap(arguments: &[Value]) -> Result {
    let [keys, values] = arguments else { return fault("`zipmap` takes two arguments") };
    let (Some(keys), Some(values)) = (keys.items(), values.items()) else { return Ok(None) };
    let keys: Option<Vec<_>> = keys.iter().map(Value::text).collect();
    match keys {
        Some(keys) => Value::map(keys.into_iter().zip(values.iter().cloned()).collect()).map(Some),
        None => Ok(None),
    }
}

pub(super) fn coalesce(arguments: &[Value]) -> Result {
    for argument in arguments {
        match argument {
            Value::Null => {}
            Value::String(text) if text.is_empty() => {}
            Value::Opaque(_) | Value::Deferred(_) | Value::Unknown => return Ok(None),
            value => return Ok(Some(value.clone())),
        }
    }
    fault("`coalesce` has no argument that is not null")
}

pub(super) fn alltrue(arguments: &[Value]) -> Result {
    let [list] = arguments else { return fault("`alltrue` takes one argument") };
    Ok(decided(list, false))
}

pub(super) fn anytrue(arguments: &[Value]) -> Result {
    let [list] = arguments else { return fault("`anytrue` takes one argument") };
    Ok(decided(list, true))
}

/// One element that is `decisive` decides.
fn decided(list: &Value, decisive: bool) -> Option<Value> {
    let truths: Vec<_> = list.items()?.iter().map(truth).collect();
    if truths.contains(&Some(decisive)) {
        return Some(Value::Bool(decisive));
    }
    (!truths.contains(&None)).then_some(Value::Bool(!decisive))
}
