//! The body of a resource or a data source, as the provider gets it.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use codegen::schemas::{Block as Schema, Nesting, Type};
use hcl_edit::Ident;
use hcl_edit::structure::{Attribute, Block, Body, Structure};

use crate::value::term::call;
use crate::value::{Arguments, Evaluated, Fault, Value, fault};

use super::convert::{as_argument, convert};
use super::for_expression::elements;
use super::scope::Scope;
use super::state::Evaluation;

/// What Terraform reads of a resource itself.
const META_ARGUMENTS: [&str; 4] = ["count", "depends_on", "for_each", "provider"];
const META_BLOCKS: [&str; 3] = ["connection", "lifecycle", "provisioner"];

/// The blocks of one name in a body.
#[derive(Default)]
struct Blocks {
    /// With their labels, which few have.
    written: Vec<(String, Value)>,
    /// In place of those whose number only Terraform knows.
    instead: Option<Value>,
}

impl<'a> Evaluation<'a> {
    /// `place` is what notes are about: the address.
    pub(super) fn arguments(
        &mut self,
        scope: &mut Scope<'a>,
        body: &'a Body,
        schema: Option<&Schema>,
        place: &dyn Display,
    ) -> Arguments {
        let mut arguments = Arguments::new();
        let mut blocks: BTreeMap<&str, Blocks> = BTreeMap::new();
        for structure in body {
            match structure {
                Structure::Attribute(it) if META_ARGUMENTS.contains(&it.key.as_str()) => {}
                Structure::Block(it) if META_BLOCKS.contains(&it.ident.as_str()) => {}
                Structure::Attribute(attribute) => {
                    let name = attribute.key.as_str();
                    let value = self.argument(scope, attribute, schema);
                    self.put(&mut arguments, name, value, place);
                }
                Structure::Block(block) => {
                    let (name, block) = named(block);
                    let inner = schema.and_then(|it| it.blocks.get(name)).map(|it| &it.block);
                    let added = self.block(scope, block, inner, blocks.entry(name).or_default());
                    if let Err(fault) = added {
                        self.put(&mut arguments, name, Err(fault), place);
                    }
                }
            }
        }
        for (name, blocks) in blocks {
            let value = nested(blocks, schema, name);
            self.put(&mut arguments, name, value, place);
        }
        arguments
    }

    /// What cannot be evaluated is the same on both sides if it is written alike.
    fn put(
        &mut self,
        arguments: &mut Arguments,
        name: &str,
        value: Evaluated,
        place: &dyn Display,
    ) {
        let value = match value {
            Ok(value) => value,
            Err(Fault(why)) => {
                let place = format!("{place}: {name}");
                self.note(place.clone(), why.clone());
                Value::opaque(format!("{place}: {why}"))
            }
        };
        if !value.is_null() {
            arguments.insert(name.into(), value);
        }
    }

    fn argument(
        &mut self,
        scope: &mut Scope<'a>,
        attribute: &'a Attribute,
        schema: Option<&Schema>,
    ) -> Evaluated {
        let value = as_argument(self.value(scope, &attribute.value)?);
        match schema.and_then(|it| it.attributes.get(attribute.key.as_str())) {
            Some(attribute) => convert(value, &attribute.ty),
            None => Ok(value),
        }
    }

    fn block(
        &mut self,
        scope: &mut Scope<'a>,
        block: Written<'a>,
        schema: Option<&Schema>,
        blocks: &mut Blocks,
    ) -> Result<(), Fault> {
        match block {
            Written::Block(block) => {
                let label = block.labels.first().map_or("", |it| it.as_str());
                let value = self.content(scope, &block.body, schema)?;
                blocks.written.push((label.to_owned(), value));
                Ok(())
            }
            Written::Dynamic(block) => self.dynamic(scope, block, schema, blocks),
        }
    }

    fn content(
        &mut self,
        scope: &mut Scope<'a>,
        body: &'a Body,
        schema: Option<&Schema>,
    ) -> Evaluated {
        self.deeper(|this| Value::map(this.arguments(scope, body, schema, &"a nested block")))
    }

    fn dynamic(
        &mut self,
        scope: &mut Scope<'a>,
        block: &'a Block,
        schema: Option<&Schema>,
        blocks: &mut Blocks,
    ) -> Result<(), Fault> {
        let name = block.labels.first().map_or("", |it| it.as_str());
        let iterator = block.body.get_attribute("iterator").and_then(|it| it.value.as_variable());
        let iterator = iterator.map_or(name, Ident::as_str);
        let content = block.body.get_blocks("content").next().map(|it| &it.body);
        let (Some(for_each), Some(content)) = (block.body.get_attribute("for_each"), content)
        else {
            return fault("a dynamic block lacks `for_each` or `content`");
        };
        let collection = self.value(scope, &for_each.value)?;
        let Some(elements) = elements(&collection) else {
            blocks.instead = Some(match collection {
                Value::Unknown => Value::Unknown,
                collection => {
                    let of = collection.term();
                    let item = Value::opaque(format!("each of {of}"));
                    let value =
                        self.in_dynamic(scope, iterator, item.clone(), item, content, schema)?;
                    call("dynamic", &[collection, value])
                }
            });
            return Ok(());
        };
        for (key, value) in elements {
            let value = self.in_dynamic(scope, iterator, key, value, content, schema)?;
            blocks.written.push((String::new(), value));
        }
        Ok(())
    }

    fn in_dynamic(
        &mut self,
        scope: &mut Scope<'a>,
        iterator: &'a str,
        key: Value,
        value: Value,
        content: &'a Body,
        schema: Option<&Schema>,
    ) -> Evaluated {
        let item = [(Arc::from("key"), key), (Arc::from("value"), value)];
        scope.push(iterator, Value::map(item.into_iter().collect())?);
        let value = self.content(scope, content, schema);
        scope.pop();
        value
    }
}

#[derive(Clone, Copy)]
enum Written<'a> {
    Block(&'a Block),
    Dynamic(&'a Block),
}

/// The name that a block has for the provider.
fn named(block: &Block) -> (&str, Written<'_>) {
    match block.labels.first() {
        Some(label) if block.has_ident("dynamic") => (label.as_str(), Written::Dynamic(block)),
        _ => (block.ident.as_str(), Written::Block(block)),
    }
}

/// All blocks of one name as one value.
fn nested(blocks: Blocks, schema: Option<&Schema>, name: &str) -> Evaluated {
    let Blocks { mut written, instead } = blocks;
    if let Some(instead) = instead {
        let written = written.into_iter().map(|(_, value)| value);
        let all: Vec<_> = written.chain([instead]).collect();
        return Ok(if all.len() == 1 { all[0].clone() } else { call("blocks", &all) });
    }
    let values = |written: Vec<(String, Value)>| written.into_iter().map(|(_, it)| it).collect();
    match schema.and_then(|it| it.blocks.get(name)).map(|it| it.nesting) {
        Some(Nesting::Single | Nesting::Group) => {
            Ok(written.pop().map_or(Value::Null, |(_, value)| value))
        }
        Some(Nesting::Set) => Value::set(values(written)),
        Some(Nesting::Map) => {
            Value::map(written.into_iter().map(|(label, it)| (label.into(), it)).collect())
        }
        Some(Nesting::List) => Value::list(values(written)),
        // An argument that is a list of objects may be written as blocks.
        None => {
            let list = Value::list(values(written))?;
            match schema.and_then(|it| it.attributes.get(name)) {
                Some(attribute) if matches!(attribute.ty, Type::List(_) | Type::Set(_)) => {
                    convert(list, &attribute.ty)
                }
                _ => Ok(list),
            }
        }
    }
}
