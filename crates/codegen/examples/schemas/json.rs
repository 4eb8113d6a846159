//! Reads what `terraform providers schema -json` says.
//!
//! The format: <https://developer.hashicorp.com/terraform/cli/commands/providers/schema> (as of Terraform 1.11).
//! What it does not describe panics: better no snapshot than a wrong one.

use codegen::schemas::{Attribute, Block, Kind, NestedBlock, Nesting, Type};
use serde_json::{Map, Value};

use super::Entries;

pub(super) fn entries(schemas: &Value, local_name: &str) -> Entries {
    let mut entries = Entries::new();
    for (kind, key) in
        [(Kind::Resource, "resource_schemas"), (Kind::DataSource, "data_source_schemas")]
    {
        for (name, schema) in members(&schemas[key]) {
            entries.insert((kind, name.clone()), block(&schema["block"]));
        }
    }
    let provider = block(&schemas["provider"]["block"]);
    entries.insert((Kind::Provider, local_name.to_owned()), provider);
    entries
}

fn members(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flat_map(Map::iter)
}

fn flag(of: &Value, name: &str) -> bool {
    of[name].as_bool().unwrap_or(false)
}

fn block(json: &Value) -> Block {
    let attributes = members(&json["attributes"]);
    let blocks = members(&json["block_types"]);
    Block {
        attributes: attributes.map(|(name, json)| (name.clone().into(), attribute(json))).collect(),
        blocks: blocks.map(|(name, json)| (name.clone().into(), nested_block(json))).collect(),
        deprecated: flag(json, "deprecated"),
    }
}

fn nested_block(json: &Value) -> NestedBlock {
    let nesting = match json["nesting_mode"].as_str() {
        Some("single") => Nesting::Single,
        Some("group") => Nesting::Group,
        Some("list") => Nesting::List,
        Some("set") => Nesting::Set,
        Some("map") => Nesting::Map,
        other => panic!("unknown nesting {other:?}"),
    };
    let limit = |name: &str| {
        let limit = json[name].as_u64().unwrap_or(0);
        u32::try_from(limit).expect("nobody limits to more than four thousand million blocks")
    };
    NestedBlock {
        nesting,
        min_items: limit("min_items"),
        max_items: limit("max_items"),
        block: block(&json["block"]),
    }
}

fn attribute(json: &Value) -> Attribute {
    Attribute {
        ty: if json["type"].is_null() {
            nested_type(&json["nested_type"])
        } else {
            plain_type(&json["type"])
        },
        required: flag(json, "required"),
        optional: flag(json, "optional"),
        computed: flag(json, "computed"),
        deprecated: flag(json, "deprecated"),
        sensitive: flag(json, "sensitive"),
    }
}

fn nested_type(json: &Value) -> Type {
    let attributes = members(&json["attributes"]);
    let object = Type::Object(
        attributes.map(|(name, json)| (name.clone().into(), attribute(json))).collect(),
    );
    match json["nesting_mode"].as_str() {
        Some("single") => object,
        Some("list") => Type::List(Box::new(object)),
        Some("set") => Type::Set(Box::new(object)),
        Some("map") => Type::Map(Box::new(object)),
        other => panic!("unknown nesting {other:?}"),
    }
}

fn plain_type(json: &Value) -> Type {
    match (json.as_str(), json[0].as_str()) {
        (Some("string"), _) => Type::String,
        (Some("number"), _) => Type::Number,
        (Some("bool"), _) => Type::Bool,
        (Some("dynamic"), _) => Type::Dynamic,
        (_, Some("list")) => Type::List(Box::new(plain_type(&json[1]))),
        (_, Some("set")) => Type::Set(Box::new(plain_type(&json[1]))),
        (_, Some("map")) => Type::Map(Box::new(plain_type(&json[1]))),
        (_, Some("object")) => plain_object(&json[1], json[2].as_array()),
        _ => panic!("unknown type {json}"),
    }
}

fn plain_object(attributes: &Value, optional: Option<&Vec<Value>>) -> Type {
    let attribute = |(name, json): (&String, &Value)| {
        let optional = optional.is_some_and(|names| names.iter().any(|one| one == name));
        let attribute = Attribute {
            ty: plain_type(json),
            required: !optional,
            optional,
            computed: false,
            deprecated: false,
            sensitive: false,
        };
        (name.clone().into(), attribute)
    };
    Type::Object(members(attributes).map(attribute).collect())
}
