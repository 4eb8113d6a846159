//! Functions of texts and numbers. All arguments are known.

use std::fmt::Write;
use std::sync::Arc;

use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use crate::value::{Fault, Number, Value, fault};

type Result = std::result::Result<Option<Value>, Fault>;

fn text_of(arguments: &[Value], index: usize) -> std::result::Result<Arc<str>, Fault> {
    match arguments.get(index).and_then(Value::text) {
        Some(text) => Ok(text),
        None => fault("an argument of a function is no text"),
    }
}

pub(super) fn join(arguments: &[Value]) -> Result {
    let separator = text_of(arguments, 0)?;
    let mut parts = Vec::new();
    for list in &arguments[1..] {
        let Some(items) = list.items() else { return fault("`join` takes lists") };
        for item in items {
            parts.push(text_of(std::slice::from_ref(item), 0)?);
        }
    }
    Ok(Some(Value::string(parts.join(&*separator))))
}

pub(super) fn split(arguments: &[Value]) -> Result {
    let (separator, text) = (text_of(arguments, 0)?, text_of(arguments, 1)?);
    if text.is_empty() {
        return Value::list(Vec::new()).map(Some);
    }
    Value::list(text.split(&*separator).map(Value::string).collect()).map(Some)
}

pub(super) fn sort(arguments: &[Value]) -> Result {
    let Some(items) = arguments.first().and_then(Value::items) else { return Ok(None) };
    let mut items = items.to_vec();
    items.sort();
    Value::list(items).map(Some)
}

pub(super) fn replace(arguments: &[Value]) -> Result {
    let (text, from, to) = (text_of(arguments, 0)?, text_of(arguments, 1)?, text_of(arguments, 2)?);
    let is_pattern = from.len() > 1 && from.starts_with('/') && from.ends_with('/');
    Ok(if is_pattern || from.is_empty() {
        None
    } else {
        Some(Value::string(text.replace(&*from, &to)))
    })
}

pub(super) fn substr(arguments: &[Value]) -> Result {
    let [text, Value::Number(start), Value::Number(length)] = arguments else { return Ok(None) };
    let text = text_of(std::slice::from_ref(text), 0)?;
    // From the end, and to the end, are left to Terraform.
    let (Some(start), Some(length)) = (start.index(), length.index()) else { return Ok(None) };
    Ok(Some(Value::string(text.chars().skip(start).take(length).collect::<String>())))
}

pub(super) fn lower(arguments: &[Value]) -> Result {
    Ok(Some(Value::string(text_of(arguments, 0)?.to_lowercase())))
}

pub(super) fn upper(arguments: &[Value]) -> Result {
    Ok(Some(Value::string(text_of(arguments, 0)?.to_uppercase())))
}

pub(super) fn trimspace(arguments: &[Value]) -> Result {
    Ok(Some(Value::string(text_of(arguments, 0)?.trim())))
}

pub(super) fn trimprefix(arguments: &[Value]) -> Result {
    let (text, prefix) = (text_of(arguments, 0)?, text_of(arguments, 1)?);
    Ok(Some(Value::string(text.strip_prefix(&*prefix).unwrap_or(&text))))
}

pub(super) fn trimsuffix(arguments: &[Value]) -> Result {
    let (text, suffix) = (text_of(arguments, 0)?, text_of(arguments, 1)?);
    Ok(Some(Value::string(text.strip_suffix(&*suffix).unwrap_or(&text))))
}

pub(super) fn startswith(arguments: &[Value]) -> Result {
    Ok(Some(Value::Bool(text_of(arguments, 0)?.starts_with(&*text_of(arguments, 1)?))))
}

pub(super) fn endswith(arguments: &[Value]) -> Result {
    Ok(Some(Value::Bool(text_of(arguments, 0)?.ends_with(&*text_of(arguments, 1)?))))
}

pub(super) fn sha256(arguments: &[Value]) -> Result {
    let mut hex = String::new();
    for byte in Sha256::digest(text_of(arguments, 0)?.as_bytes()) {
        write!(hex, "{byte:02x}").expect("a string takes all");
    }
    Ok(Some(Value::string(hex)))
}

pub(super) fn tostring(arguments: &[Value]) -> Result {
    match arguments {
        [Value::Null] => Ok(Some(Value::Null)),
        arguments => Ok(Some(Value::string(text_of(arguments, 0)?))),
    }
}

pub(super) fn tonumber(arguments: &[Value]) -> Result {
    match arguments {
        [number @ (Value::Number(_) | Value::Null)] => Ok(Some(number.clone())),
        arguments => match Number::parse(&text_of(arguments, 0)?) {
            Some(number) => Ok(Some(Value::Number(number))),
            None => fault("`tonumber` is given no number"),
        },
    }
}

pub(super) fn tobool(arguments: &[Value]) -> Result {
    match arguments {
        [it @ (Value::Bool(_) | Value::Null)] => Ok(Some(it.clone())),
        arguments => match &*text_of(arguments, 0)? {
            "true" => Ok(Some(Value::Bool(true))),
            "false" => Ok(Some(Value::Bool(false))),
            _ => fault("`tobool` is given neither true nor false"),
        },
    }
}

/// As Terraform does: keys in their order, and no `<`, `>` or `&`.
pub(super) fn jsonencode(arguments: &[Value]) -> Result {
    let [value] = arguments else { return fault("`jsonencode` takes one argument") };
    let text = json(value).to_string();
    Ok(Some(Value::string(
        text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"),
    )))
}

fn json(value: &Value) -> Json {
    match value {
        Value::Bool(it) => Json::Bool(*it),
        Value::Number(number) => serde_json::from_str(&number.to_string()).unwrap_or(Json::Null),
        Value::String(text) => Json::String(text.to_string()),
        Value::List(items) | Value::Set(items) => {
            Json::Array(items.values().iter().map(json).collect())
        }
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.to_string(), json(value)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
        _ => Json::Null,
    }
}
