//! `for` expressions.

use std::collections::BTreeMap;
use std::sync::Arc;

use hcl_edit::expr::ForExpr;

use crate::value::term::call;
use crate::value::{Evaluated, Fault, Number, Value, fault};

use super::expression::truth;
use super::scope::Scope;
use super::state::Evaluation;

/// What an iteration makes: nothing if it is filtered out.
struct Made {
    condition: Value,
    key: Value,
    value: Value,
}

impl<'a> Evaluation<'a> {
    pub(super) fn for_expression(&mut self, scope: &mut Scope<'a>, expr: &'a ForExpr) -> Evaluated {
        let collection = self.value(scope, &expr.intro.collection_expr)?;
        let Some(elements) = elements(&collection) else {
            return match collection {
                Value::Unknown => Ok(Value::Unknown),
                Value::Opaque(_) | Value::Deferred(_) => {
                    self.for_each_opaque(scope, expr, collection)
                }
                _ => fault("`for` goes through what is no collection"),
            };
        };
        let mut made = Vec::new();
        for (key, value) in elements {
            let iteration = self.iteration(scope, expr, key, value)?;
            match truth(&iteration.condition) {
                Some(true) => made.push(iteration),
                Some(false) => {}
                None => {
                    let all = [iteration.condition, collection.clone(), iteration.value];
                    return Ok(call("for", &all));
                }
            }
        }
        if expr.key_expr.is_none() {
            return Value::list(made.into_iter().map(|made| made.value).collect());
        }
        object(expr, made)
    }

    fn iteration(
        &mut self,
        scope: &mut Scope<'a>,
        expr: &'a ForExpr,
        key: Value,
        value: Value,
    ) -> Result<Made, Fault> {
        scope.push(expr.intro.key_var.as_ref().map_or("", |it| it.as_str()), key);
        scope.push(expr.intro.value_var.as_str(), value);
        let made = self.in_iteration(scope, expr);
        scope.pop();
        scope.pop();
        made
    }

    fn in_iteration(&mut self, scope: &mut Scope<'a>, expr: &'a ForExpr) -> Result<Made, Fault> {
        let condition = match &expr.cond {
            Some(condition) => self.value(scope, &condition.expr)?,
            None => Value::Bool(true),
        };
        if truth(&condition) == Some(false) {
            return Ok(Made { condition, key: Value::Null, value: Value::Null });
        }
        let key = match &expr.key_expr {
            Some(key) => self.value(scope, key)?,
            None => Value::Null,
        };
        Ok(Made { condition, key, value: self.value(scope, &expr.value_expr)? })
    }

    /// One iteration stands for all.
    fn for_each_opaque(
        &mut self,
        scope: &mut Scope<'a>,
        expr: &'a ForExpr,
        collection: Value,
    ) -> Evaluated {
        let of = collection.term();
        let (key, value) =
            (Value::opaque(format!("key of {of}")), Value::opaque(format!("each of {of}")));
        let Made { condition, key, value } = self.iteration(scope, expr, key, value)?;
        Ok(call("for", &[collection, condition, key, value]))
    }
}

fn object(expr: &ForExpr, made: Vec<Made>) -> Evaluated {
    let mut entries: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    let mut keys = Vec::new();
    let mut is_known = true;
    for Made { key, value, .. } in made {
        match key.text() {
            Some(key) => entries.entry(key).or_default().push(value.clone()),
            None if key.is_null() => return fault("`for` makes a key that is null"),
            None => is_known = false,
        }
        keys.extend([key, value]);
    }
    if !is_known {
        return Ok(call("for", &keys));
    }
    let entry = |(key, mut values): (Arc<str>, Vec<Value>)| {
        if expr.grouping {
            return Ok((key, Value::list(values)?));
        }
        match (values.pop(), values.is_empty()) {
            (Some(value), true) => Ok((key, value)),
            _ => fault(format!("`for` makes the key `{key}` twice")),
        }
    };
    Value::map(entries.into_iter().map(entry).collect::<Result<_, _>>()?)
}

/// Keys and values; none of what is no collection, or is not known.
pub(super) fn elements(collection: &Value) -> Option<Vec<(Value, Value)>> {
    Some(match collection {
        Value::List(items) => {
            let items = items.values().iter().enumerate();
            items.map(|(index, it)| (Value::Number(Number::from(index)), it.clone())).collect()
        }
        Value::Set(items) => {
            items.values().iter().map(|item| (item.clone(), item.clone())).collect()
        }
        Value::Map(entries) => {
            entries.iter().map(|(key, it)| (Value::String(key.clone()), it.clone())).collect()
        }
        _ => return None,
    })
}
