//! The bodies that a provider's schema is about, each beside its schema, blocks in blocks included.

use hcl_edit::structure::{Attribute, Block, Body};

use super::module::{Address, Configuration, Module, Place};
use super::schema::Schemas;
use crate::schemas;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Resource,
    Provider,
    Nested,
}

pub(super) struct Written<'a> {
    pub(super) place: Place,
    pub(super) level: Level,
    /// As messages say it: `` `rule` in `aws_s3_bucket_ownership_controls` ``.
    pub(super) name: String,
    pub(super) body: &'a Body,
    pub(super) schema: &'a schemas::Block,
    /// The provider's blocks, those of `dynamic` by what they expand to.
    pub(super) blocks: Vec<Nested<'a>>,
}

pub(super) struct Nested<'a> {
    pub(super) place: Place,
    pub(super) name: &'a str,
    pub(super) body: &'a Body,
    pub(super) is_dynamic: bool,
}

pub(super) fn bodies<'a>(module: &'a Module<'_>, schemas: &'a Schemas<'_>) -> Vec<Written<'a>> {
    let mut bodies = Vec::new();
    for (Address { mode, type_name, .. }, resource) in &module.resources {
        if let Some(schema) = schemas.resource(*mode, type_name) {
            let name = format!("`{type_name}`");
            descend(resource.place, Level::Resource, name, resource.body, schema, &mut bodies);
        }
    }
    for (Configuration { local_name, .. }, provider) in &module.providers {
        if let Some(schema) = schemas.provider(local_name) {
            let name = format!("provider `{local_name}`");
            descend(provider.place, Level::Provider, name, provider.body, schema, &mut bodies);
        }
    }
    bodies
}

fn descend<'a>(
    place: Place,
    level: Level,
    name: String,
    body: &'a Body,
    schema: &'a schemas::Block,
    bodies: &mut Vec<Written<'a>>,
) {
    let blocks: Vec<Nested> = body
        .blocks()
        .filter(|block| level != Level::Resource || !block.has_ident("lifecycle"))
        .map(|block| nested(block, place.of(block)))
        .collect();
    for block in &blocks {
        if let Some(nested) = schema.blocks.get(block.name) {
            let name = format!("`{}` in {name}", block.name);
            descend(block.place, Level::Nested, name, block.body, &nested.block, bodies);
        }
    }
    bodies.push(Written { place, level, name, body, schema, blocks });
}

fn nested(block: &Block, place: Place) -> Nested<'_> {
    let content = block.body.get_blocks("content").next();
    match (block.ident.as_str(), block.labels.first(), content) {
        ("dynamic", Some(label), Some(content)) => {
            Nested { place, name: label.as_str(), body: &content.body, is_dynamic: true }
        }
        (name, ..) => Nested { place, name, body: &block.body, is_dynamic: false },
    }
}

impl<'a> Written<'a> {
    /// The arguments that the provider reads, not Terraform.
    pub(super) fn arguments(&self) -> impl Iterator<Item = &'a Attribute> {
        let meta: &[&str] = match self.level {
            Level::Resource => &["count", "depends_on", "for_each", "provider"],
            Level::Provider => &["alias"],
            Level::Nested => &[],
        };
        self.body.attributes().filter(|argument| !meta.contains(&argument.key.as_str()))
    }

    pub(super) fn has_block(&self, name: &str) -> bool {
        self.blocks.iter().any(|block| block.name == name)
    }
}
