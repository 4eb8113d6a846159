//! The normalised expressions by which opaque values are compared.

use std::fmt::Write;

use super::Value;

/// What a function makes of arguments that are not all known here.
pub(crate) fn call(name: &str, arguments: &[Value]) -> Value {
    if arguments.iter().any(Value::is_new) {
        return Value::Unknown;
    }
    let mut term = format!("{name}(");
    list(arguments, &mut term);
    term.push(')');
    let result = Value::opaque(term);
    if arguments.iter().any(Value::has_unknown) { result.deferred() } else { result }
}

fn list(values: &[Value], term: &mut String) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            term.push_str(", ");
        }
        write(value, term);
    }
}

fn write(value: &Value, term: &mut String) {
    match value {
        Value::Null => term.push_str("null"),
        Value::Bool(it) => write!(term, "{it}").expect("a string takes all"),
        Value::Number(number) => write!(term, "{number}").expect("a string takes all"),
        Value::String(text) => write!(term, "{text:?}").expect("a string takes all"),
        Value::List(items) => {
            term.push('[');
            list(items.values(), term);
            term.push(']');
        }
        Value::Set(items) => {
            term.push_str("toset([");
            list(items.values(), term);
            term.push_str("])");
        }
        Value::Map(entries) => {
            term.push('{');
            for (key, value) in entries.iter() {
                write!(term, "{key:?}=").expect("a string takes all");
                write(value, term);
                term.push(' ');
            }
            term.push('}');
        }
        Value::Instance(instance) => term.push_str(&instance.token),
        Value::Opaque(expression) | Value::Deferred(expression) => term.push_str(expression),
        Value::Unknown => term.push('?'),
    }
}

impl Value {
    pub(crate) fn term(&self) -> String {
        let mut term = String::new();
        write(self, &mut term);
        term
    }
}
