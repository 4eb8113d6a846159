//! The schemas of all that a tree uses, each decoded once.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use super::module::{Mode, Module};
use crate::schemas::{self, Attribute, Block, Name, NestedBlock, Nesting, Type};

pub(super) struct Schemas<'a> {
    resources: BTreeMap<&'a str, Option<Block>>,
    data_sources: BTreeMap<&'a str, Option<Block>>,
    providers: BTreeMap<&'a str, Option<Block>>,
}

pub(super) fn used_by<'a>(modules: &[Module<'a>]) -> Schemas<'a> {
    let addresses = || modules.iter().flat_map(|module| module.resources.keys());
    let types = |mode| addresses().filter(move |it| it.mode == mode).map(|it| it.type_name);
    let configured = modules.iter().flat_map(|module| module.providers.keys());
    let required = modules.iter().flat_map(|module| module.requirements.keys().copied());
    let providers = configured.map(|configuration| configuration.local_name).chain(required);
    Schemas {
        resources: decode(types(Mode::Managed), schemas::resource),
        data_sources: decode(types(Mode::Data), schemas::data_source),
        providers: decode(providers, schemas::provider),
    }
}

fn decode<'a>(
    names: impl Iterator<Item = &'a str>,
    schema: fn(&str) -> Option<Block>,
) -> BTreeMap<&'a str, Option<Block>> {
    let distinct: BTreeSet<&str> = names.collect();
    distinct.into_iter().map(|name| (name, schema(name).map(with_attributes_as_blocks))).collect()
}

/// Terraform reads an argument that is a list or set of plain objects from blocks as well: `ingress`
/// of `aws_security_group`. Written so, what is left out is null.
fn with_attributes_as_blocks(mut block: Block) -> Block {
    for nested in block.blocks.values_mut() {
        nested.block = with_attributes_as_blocks(mem::take(&mut nested.block));
    }
    for (name, attribute) in block.attributes.iter().filter(|(_, it)| settable(it)) {
        if let Some((nesting, fields)) = plain_objects(&attribute.ty) {
            let optional = |(name, field): (&Name, &Attribute)| {
                (name.clone(), Attribute { required: false, optional: true, ..field.clone() })
            };
            let attributes = fields.iter().map(optional).collect();
            let block_of_fields = Block { attributes, ..Block::default() };
            let nested =
                NestedBlock { nesting, min_items: 0, max_items: 0, block: block_of_fields };
            block.blocks.insert(name.clone(), nested);
        }
    }
    block
}

/// Every attribute of a plain object is required.
fn plain_objects(ty: &Type) -> Option<(Nesting, &BTreeMap<Name, Attribute>)> {
    let (nesting, element) = match ty {
        Type::List(element) => (Nesting::List, element),
        Type::Set(element) => (Nesting::Set, element),
        _ => return None,
    };
    let Type::Object(fields) = &**element else { return None };
    fields.values().all(|field| field.required).then_some((nesting, fields))
}

impl Schemas<'_> {
    pub(super) fn resource(&self, mode: Mode, type_name: &str) -> Option<&Block> {
        let types = if mode == Mode::Data { &self.data_sources } else { &self.resources };
        types.get(type_name)?.as_ref()
    }

    pub(super) fn provider(&self, local_name: &str) -> Option<&Block> {
        self.providers.get(local_name)?.as_ref()
    }
}

/// Whether a value may be written; the rest is only read.
pub(super) fn settable(attribute: &Attribute) -> bool {
    attribute.required || attribute.optional || !attribute.computed
}
