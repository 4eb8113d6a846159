//! The type of a variable, and what it fills in.

use std::collections::BTreeMap;
use std::sync::Arc;

use codegen::schemas::{Attribute, Type};
use hcl_edit::expr::{Expression, FuncCall, Object, ObjectKey};

pub(crate) struct Constraint {
    pub(crate) ty: Type,
    pub(crate) defaults: Defaults,
}

/// Values of `optional(type, value)`, for an object, for what is in it and for elements.
#[derive(Default)]
pub(crate) struct Defaults {
    pub(crate) own: BTreeMap<Arc<str>, Expression>,
    pub(crate) fields: BTreeMap<Arc<str>, Defaults>,
    pub(crate) elements: Option<Box<Defaults>>,
}

impl Default for Constraint {
    fn default() -> Self {
        Self { ty: Type::Dynamic, defaults: Defaults::default() }
    }
}

impl Defaults {
    pub(crate) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.fields.is_empty() && self.elements.is_none()
    }
}

impl Constraint {
    /// What is no type allows any value: Terraform refuses it.
    pub(super) fn read(expr: &Expression) -> Self {
        match expr {
            Expression::Variable(name) => Self { ty: word(name.as_str()), ..Self::default() },
            Expression::FuncCall(call) => compound(call),
            _ => Self::default(),
        }
    }

    fn of_elements(self, collection: fn(Box<Type>) -> Type) -> Self {
        let Self { ty, defaults } = self;
        let elements = (!defaults.is_empty()).then(|| Box::new(defaults));
        let defaults = Defaults { elements, ..Defaults::default() };
        Self { ty: collection(Box::new(ty)), defaults }
    }
}

fn word(name: &str) -> Type {
    match name {
        "string" => Type::String,
        "number" => Type::Number,
        "bool" => Type::Bool,
        _ => Type::Dynamic,
    }
}

fn compound(call: &FuncCall) -> Constraint {
    let Some(argument) = call.args.iter().next() else { return Constraint::default() };
    match (call.name.name.as_str(), argument) {
        ("list", element) => Constraint::read(element).of_elements(Type::List),
        ("set", element) => Constraint::read(element).of_elements(Type::Set),
        ("map", element) => Constraint::read(element).of_elements(Type::Map),
        ("tuple", Expression::Array(items)) => {
            let types = items.iter().map(|item| Constraint::read(item).ty).collect();
            Constraint { ty: Type::Tuple(types), ..Constraint::default() }
        }
        ("object", Expression::Object(fields)) => object(fields),
        _ => Constraint::default(),
    }
}

fn object(fields: &Object) -> Constraint {
    let mut types = BTreeMap::new();
    let mut defaults = Defaults::default();
    for (key, field) in fields {
        let name = key_text(key);
        let (written, default) = match field.expr() {
            Expression::FuncCall(call) if call.name.name.as_str() == "optional" => {
                let mut arguments = call.args.iter();
                (arguments.next(), arguments.next())
            }
            required => (Some(required), None),
        };
        let Constraint { ty, defaults: inner } = written.map(Constraint::read).unwrap_or_default();
        if let Some(default) = default {
            defaults.own.insert(name.as_str().into(), default.clone());
        }
        if !inner.is_empty() {
            defaults.fields.insert(name.as_str().into(), inner);
        }
        let attribute = Attribute {
            ty,
            required: true,
            optional: false,
            computed: false,
            deprecated: false,
            sensitive: false,
        };
        types.insert(name.into(), attribute);
    }
    Constraint { ty: Type::Object(types), defaults }
}

fn key_text(key: &ObjectKey) -> String {
    match key {
        ObjectKey::Ident(ident) => ident.to_string(),
        ObjectKey::Expression(Expression::String(text)) => text.to_string(),
        ObjectKey::Expression(_) => String::new(),
    }
}
