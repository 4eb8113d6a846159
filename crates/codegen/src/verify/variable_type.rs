//! The type constraint of a variable, as the same `Type` that provider schemas speak of.

use std::collections::BTreeMap;

use hcl_edit::expr::{Expression, FuncCall, Object, ObjectKey};

use super::source::start;
use crate::schemas::{Attribute, Name, Type};

/// Where a type constraint is not one, and why.
pub(super) struct NotAType {
    pub(super) offset: usize,
    pub(super) message: String,
}

pub(super) fn parse(constraint: &Expression) -> Result<Type, NotAType> {
    let not_a_type = |message| Err(NotAType { offset: start(constraint), message });
    match constraint {
        Expression::Variable(name) => match name.as_str() {
            "string" => Ok(Type::String),
            "number" => Ok(Type::Number),
            "bool" => Ok(Type::Bool),
            "any" => Ok(Type::Dynamic),
            other => not_a_type(format!("`{other}` is not a type")),
        },
        Expression::FuncCall(call) => match compound(call)? {
            Some(ty) => Ok(ty),
            None => not_a_type(format!("`{}` is not a type of one argument", call.name.name)),
        },
        _ => not_a_type("this is not a type".to_owned()),
    }
}

fn compound(call: &FuncCall) -> Result<Option<Type>, NotAType> {
    let [argument] = call.args.iter().collect::<Vec<_>>()[..] else { return Ok(None) };
    let element = || parse(argument).map(Box::new);
    Ok(match (call.name.name.as_str(), argument) {
        ("list", _) => Some(Type::List(element()?)),
        ("set", _) => Some(Type::Set(element()?)),
        ("map", _) => Some(Type::Map(element()?)),
        ("tuple", Expression::Array(items)) => {
            Some(Type::Tuple(items.iter().map(parse).collect::<Result<_, _>>()?))
        }
        ("object", Expression::Object(fields)) => Some(Type::Object(object(fields)?)),
        _ => None,
    })
}

fn object(fields: &Object) -> Result<BTreeMap<Name, Attribute>, NotAType> {
    fields.iter().map(|(key, value)| Ok((key_text(key).into(), field(value.expr())?))).collect()
}

fn field(constraint: &Expression) -> Result<Attribute, NotAType> {
    let optional = match constraint {
        Expression::FuncCall(call) if call.name.name.as_str() == "optional" => call.args.get(0),
        _ => None,
    };
    Ok(Attribute {
        ty: parse(optional.unwrap_or(constraint))?,
        required: optional.is_none(),
        optional: optional.is_some(),
        computed: false,
        deprecated: false,
        sensitive: false,
    })
}

/// The text of an object's key; empty if it is not known before Terraform runs.
pub(super) fn key_text(key: &ObjectKey) -> String {
    match key {
        ObjectKey::Ident(ident) => ident.to_string(),
        ObjectKey::Expression(Expression::String(text)) => text.to_string(),
        ObjectKey::Expression(Expression::Variable(name)) => name.to_string(),
        ObjectKey::Expression(_) => String::new(),
    }
}
