//! Whether a value fits a type, as far as it can be known before Terraform runs.
//!
//! Terraform converts: `"5"` is a number, `5` a string, `"true"` a bool. What comes from a name or a
//! function may have any type and is left alone.

use std::collections::BTreeMap;

use hcl_edit::expr::{BinaryOperator, Expression, Object, UnaryOperator};
use hcl_edit::template::Element;

use super::schema::settable;
use super::source::start;
use super::suggestion::did_you_mean;
use super::variable_type::key_text;
use crate::schemas::{Attribute, Name, Type};

pub(super) struct Misfit {
    pub(super) offset: usize,
    pub(super) message: String,
}

/// Each place in the value of `name` that cannot be what `ty` says.
pub(super) fn misfits(value: &Expression, ty: &Type, name: &str) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    compare(value, ty, name, &mut misfits);
    misfits
}

/// What a value certainly is.
enum Certain<'a> {
    Text(&'a str),
    /// Text that is put together when Terraform runs.
    Template,
    Number,
    Bool,
    Tuple,
    Object,
}

fn compare(value: &Expression, ty: &Type, name: &str, misfits: &mut Vec<Misfit>) {
    match (value, ty) {
        (Expression::Parenthesis(inner), _) => compare(inner.inner(), ty, name, misfits),
        (Expression::Conditional(conditional), _) => {
            compare(&conditional.true_expr, ty, name, misfits);
            compare(&conditional.false_expr, ty, name, misfits);
        }
        (Expression::Array(items), Type::List(element) | Type::Set(element)) => {
            items.iter().for_each(|item| compare(item, element, name, misfits));
        }
        (Expression::Array(items), Type::Tuple(types)) if items.len() == types.len() => {
            items.iter().zip(types).for_each(|(item, ty)| compare(item, ty, name, misfits));
        }
        (Expression::Object(object), Type::Map(element)) => {
            for (key, value) in object {
                compare(value.expr(), element, &format!("{name}.{}", key_text(key)), misfits);
            }
        }
        (Expression::Object(object), Type::Object(fields)) => fill(object, fields, name, misfits),
        _ => {
            if certain(value).is_some_and(|certain| !fits(&certain, ty)) {
                let message = format!("`{name}` is {}, and this is not one", kind(ty));
                misfits.push(Misfit { offset: start(value), message });
            }
        }
    }
}

fn fill(
    object: &Object,
    fields: &BTreeMap<Name, Attribute>,
    name: &str,
    misfits: &mut Vec<Misfit>,
) {
    for (key, value) in object {
        let text = key_text(key);
        let message = match fields.get(text.as_str()) {
            _ if text.is_empty() => continue,
            Some(field) if settable(field) => {
                compare(value.expr(), &field.ty, &format!("{name}.{text}"), misfits);
                continue;
            }
            Some(_) => format!("`{name}.{text}` is read-only"),
            None => {
                let suggestion = did_you_mean(&text, fields.keys().map(AsRef::as_ref));
                format!("`{name}` has no attribute `{text}`{suggestion}")
            }
        };
        misfits.push(Misfit { offset: start(key), message });
    }
    let computed_key = object.iter().any(|(key, _)| key_text(key).is_empty());
    let written: Vec<Name> = object.iter().map(|(key, _)| key_text(key).into()).collect();
    for (field, _) in
        fields.iter().filter(|(name, field)| field.required && !written.contains(name))
    {
        if !computed_key {
            let message = format!("`{name}` needs `{field}`");
            misfits.push(Misfit { offset: start(object), message });
        }
    }
}

fn certain(value: &Expression) -> Option<Certain<'_>> {
    match value {
        Expression::String(text) => Some(Certain::Text(text.as_str())),
        // `"${x}"` alone is whatever `x` is.
        Expression::StringTemplate(template)
            if matches!(template.as_single_element(), Some(Element::Interpolation(_))) =>
        {
            None
        }
        Expression::StringTemplate(_) | Expression::HeredocTemplate(_) => Some(Certain::Template),
        Expression::Number(_) => Some(Certain::Number),
        Expression::Bool(_) => Some(Certain::Bool),
        Expression::Array(_) => Some(Certain::Tuple),
        Expression::Object(_) => Some(Certain::Object),
        Expression::ForExpr(for_expr) => {
            Some(if for_expr.key_expr.is_some() { Certain::Object } else { Certain::Tuple })
        }
        Expression::UnaryOp(operation) => Some(match operation.operator.value() {
            UnaryOperator::Neg => Certain::Number,
            UnaryOperator::Not => Certain::Bool,
        }),
        Expression::BinaryOp(operation) => Some(match operation.operator.value() {
            BinaryOperator::Plus
            | BinaryOperator::Minus
            | BinaryOperator::Mul
            | BinaryOperator::Div
            | BinaryOperator::Mod => Certain::Number,
            _ => Certain::Bool,
        }),
        _ => None,
    }
}

fn fits(certain: &Certain, ty: &Type) -> bool {
    match (certain, ty) {
        (_, Type::Dynamic)
        | (Certain::Text(_) | Certain::Template | Certain::Number | Certain::Bool, Type::String)
        | (Certain::Template | Certain::Number, Type::Number)
        | (Certain::Template | Certain::Bool, Type::Bool)
        // An array of another length than a tuple's has been compared before.
        | (Certain::Tuple, Type::List(_) | Type::Set(_))
        | (Certain::Object, Type::Map(_) | Type::Object(_)) => true,
        (Certain::Text(text), Type::Number) => text.parse::<f64>().is_ok_and(f64::is_finite),
        (Certain::Text(text), Type::Bool) => matches!(*text, "true" | "false" | "1" | "0"),
        _ => false,
    }
}

fn kind(ty: &Type) -> &'static str {
    match ty {
        Type::String => "a string",
        Type::Number => "a number",
        Type::Bool => "a bool",
        Type::Dynamic => "anything",
        Type::List(_) => "a list",
        Type::Set(_) => "a set",
        Type::Map(_) => "a map",
        Type::Tuple(_) => "a tuple",
        Type::Object(_) => "an object",
    }
}
