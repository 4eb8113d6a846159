//! When the provider sees no change, although another value is written.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::rules::Rules;
use crate::value::{Number, Value};

pub(super) struct Sameness<'r> {
    rules: &'r Rules,
    /// The stack reads values in another place than before, because resources have changed stacks.
    is_exchanged: bool,
}

impl<'r> Sameness<'r> {
    pub(super) fn new(rules: &'r Rules, is_exchanged: bool) -> Self {
        Self { rules, is_exchanged }
    }

    /// Whether the value is taken to be the same, although its expression is another one.
    pub(super) fn is_read_elsewhere(&self, before: &Value, now: &Value) -> bool {
        self.is_exchanged && !(before.is_plain() && now.is_plain())
    }

    pub(super) fn holds(&self, path: &str, before: &Value, now: &Value) -> bool {
        if now.has_unknown() {
            return false;
        }
        if before == now {
            return true;
        }
        let default = self.rules.defaults.get(path).map(value);
        let written = |value: &Value| match (value, &default) {
            (Value::Null, Some(default)) => default.clone(),
            (value, _) => value.clone(),
        };
        let (before, now) = (written(before), written(now));
        match (&before, &now) {
            (Value::Null, other) | (other, Value::Null) => is_nothing(other),
            (Value::String(before), Value::String(now)) => self.is_same_text(path, before, now),
            (before, now) => before == now,
        }
    }

    fn is_same_text(&self, path: &str, before: &str, now: &str) -> bool {
        let is_named = |paths: &[String]| paths.iter().any(|it| it == path);
        before == now
            || is_named(&self.rules.ignores_json_spelling) && is_same_json(before, now)
            || is_named(&self.rules.ignores_case) && before.to_lowercase() == now.to_lowercase()
            || is_named(&self.rules.ignores_trailing_slash)
                && before.trim_end_matches('/') == now.trim_end_matches('/')
    }
}

/// What the providers do not tell from no value.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Number(number) => *number == Number::from(0_usize),
        Value::String(text) => text.is_empty(),
        Value::Map(entries) => entries.is_empty(),
        value => value.items().is_some_and(<[Value]>::is_empty),
    }
}

fn is_same_json(before: &str, now: &str) -> bool {
    let document = |text: &str| serde_json::from_str::<Json>(text).ok();
    document(before).is_some_and(|before| Some(before) == document(now))
}

fn value(default: &toml::Value) -> Value {
    match default {
        toml::Value::Boolean(it) => Value::Bool(*it),
        toml::Value::String(text) => Value::String(Arc::from(text.as_str())),
        number => Number::parse(&number.to_string()).map_or(Value::Null, Value::Number),
    }
}
