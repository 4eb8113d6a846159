//! A part of a value that the value does not have: `aws_vpc.this.idd`, `var.subnet.cidrr`.
//!
//! Followed as far as types are known: schemas of providers and types of variables say a lot, locals
//! and functions nothing.

use super::module::{Module, Variable};
use super::reference::{Reference, Step, Target};
use super::report::Report;
use super::schema::Schemas;
use super::suggestion::did_you_mean;
use crate::schemas::{Attribute, Block, Name, Nesting, Type};

/// What is known of a value on the way through its parts.
#[derive(Clone, Copy)]
enum Shape<'a> {
    /// All instances of a resource with `for_each`.
    Instances(&'a Block),
    Block(&'a Block),
    /// Blocks of one kind, which only an index or a splat enters.
    Blocks(&'a Block),
    Type(&'a Type),
    Unknown,
}

pub(super) fn check(module: &Module, schemas: &Schemas, report: &mut Report) {
    for reference in &module.references.all {
        let shape = match &reference.target {
            Target::Variable(name) => {
                module.variables.get(name).and_then(Variable::known_type).map(Shape::Type)
            }
            Target::Resource(address) => {
                let repeated = module.resources.get(address).is_some_and(|it| it.repeated);
                let schema = schemas.resource(address.mode, address.type_name);
                schema.map(if repeated { Shape::Instances } else { Shape::Block })
            }
            Target::Local(_) | Target::Module(_) => None,
        };
        if let Some(shape) = shape {
            follow(reference, shape, report);
        }
    }
}

fn follow(reference: &Reference, mut shape: Shape, report: &mut Report) {
    let mut path = reference.target.to_string();
    for step in &reference.steps {
        match part(shape, *step) {
            Ok(part) => shape = part,
            Err(why) => return report.at(reference.place, format!("`{path}` {why}")),
        }
        match step {
            Step::Attribute(name) => path.extend([".", name]),
            Step::Key(key) => path.extend(["[\"", key, "\"]"]),
            Step::Index | Step::Element => path.push_str("[*]"),
        }
    }
}

fn part<'a>(shape: Shape<'a>, step: Step) -> Result<Shape<'a>, String> {
    match (shape, step) {
        (Shape::Unknown, _) | (Shape::Block(_), Step::Element) => Ok(Shape::Unknown),
        (Shape::Instances(_), Step::Attribute(name)) => {
            Err(format!("has `for_each`: `{name}` is an attribute of each instance"))
        }
        (Shape::Block(block), Step::Attribute(name) | Step::Key(name)) => {
            part_of_block(block, name)
        }
        (Shape::Block(_), Step::Index) => Err("has no instances to choose from".to_owned()),
        (Shape::Blocks(_), Step::Attribute(name)) => {
            Err(format!("is several blocks: `{name}` is an attribute of each"))
        }
        (Shape::Instances(block) | Shape::Blocks(block), _) => Ok(Shape::Block(block)),
        (Shape::Type(ty), step) => part_of_value(ty, step),
    }
}

fn part_of_block<'a>(block: &'a Block, name: &str) -> Result<Shape<'a>, String> {
    if let Some(attribute) = block.attributes.get(name) {
        return attribute_shape(attribute, name);
    }
    match block.blocks.get(name) {
        Some(nested) => Ok(match nested.nesting {
            Nesting::Single | Nesting::Group => Shape::Block(&nested.block),
            Nesting::List | Nesting::Set => Shape::Blocks(&nested.block),
            Nesting::Map => Shape::Unknown,
        }),
        None => Err(no_attribute(name, block.attributes.keys().chain(block.blocks.keys()))),
    }
}

fn part_of_value<'a>(ty: &'a Type, step: Step) -> Result<Shape<'a>, String> {
    match (ty, step) {
        (Type::Object(fields), Step::Attribute(name) | Step::Key(name)) => {
            let unknown = || no_attribute(name, fields.keys());
            attribute_shape(fields.get(name).ok_or_else(unknown)?, name)
        }
        (Type::List(element) | Type::Set(element), Step::Index | Step::Element)
        | (Type::Map(element), _) => Ok(Shape::Type(element)),
        (Type::String | Type::Number | Type::Bool, Step::Attribute(name) | Step::Key(name)) => {
            Err(format!("has no parts, so no `{name}`"))
        }
        (
            Type::List(_) | Type::Set(_) | Type::Tuple(_),
            Step::Attribute(name) | Step::Key(name),
        ) => Err(format!("is several values: `{name}` is a part of each")),
        _ => Ok(Shape::Unknown),
    }
}

fn attribute_shape<'a>(attribute: &'a Attribute, name: &str) -> Result<Shape<'a>, String> {
    if attribute.deprecated {
        return Err(format!("has a deprecated `{name}`"));
    }
    Ok(Shape::Type(&attribute.ty))
}

fn no_attribute<'a>(name: &str, known: impl Iterator<Item = &'a Name>) -> String {
    format!("has no attribute `{name}`{}", did_you_mean(name, known.map(AsRef::as_ref)))
}
