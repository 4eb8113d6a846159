//! The JSON Schema of blueprints, from the types that read them.

use schemars::{JsonSchema, Schema, schema_for};
use serde_json::{Value, json};

use crate::document::Edition;
use crate::sections::{accept, workspace};
use crate::values::TemplatesFolder;

/// The top level: a workspace's keys, and those that only the top level has. Only for its schema;
/// `document` reads the parts one by one.
#[derive(JsonSchema)]
#[schemars(rename = "Blueprint", rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct Top {
    /// Pins the defaults: a newer lakewright emits the same architecture from the same blueprint.
    edition: Option<Edition>,
    /// Folder of your own modules and templates, as it is found from the blueprint: they are laid over those in
    /// lakewright. The option `--templates` comes before it.
    templates: Option<TemplatesFolder>,
    /// Many workspaces from one blueprint: each is the top level with the keys it writes overridden.
    workspaces: Option<std::collections::BTreeMap<String, workspace::Written>>,
    /// Workspaces that leave the deployment, each with all keys that it had in `[workspaces]`. What is generated
    /// for them can be destroyed, and their READMEs say how.
    removed: Option<std::collections::BTreeMap<String, workspace::Written>>,
    /// Warnings accepted, by rule, with a reason.
    accept: Option<Vec<accept::Written>>,
}

/// For editors: `#:schema <path>` in a blueprint's first line.
pub fn json_schema() -> Schema {
    let mut schema = schema_for!(Top);
    let workspace = schema_for!(workspace::Written);
    merge_properties(&mut schema, &workspace);
    schema.insert("title".into(), "lakewright blueprint".into());
    schema.remove("description");
    let mut value = serde_json::Value::from(schema);
    drop_nulls(&mut value);
    Schema::try_from(value).expect("an object stays an object")
}

/// TOML has no null: a key that may be left out is left out. schemars says so by a type `null`, which
/// an editor would offer.
fn drop_nulls(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| {
                !item.is_null() && item != "null" && *item != json!({ "type": "null" })
            });
            items.iter_mut().for_each(drop_nulls);
        }
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(drop_nulls);
            unwrap_only(map);
        }
        _ => {}
    }
}

/// `{ "anyOf": [x] }` is x, and `"type": ["string"]` is `"type": "string"`.
fn unwrap_only(map: &mut serde_json::Map<String, Value>) {
    if let Some(Value::Array(items)) = map.get_mut("type")
        && items.len() == 1
    {
        map["type"] = items.remove(0);
    }
    if let Some(Value::Array(items)) = map.get_mut("anyOf")
        && items.len() == 1
        && let Value::Object(only) = items.remove(0)
    {
        map.remove("anyOf");
        map.extend(only);
    }
}

fn merge_properties(schema: &mut Schema, from: &Schema) {
    let properties =
        |schema: &Schema| schema.get("properties").and_then(|p| p.as_object()).cloned();
    let mut merged = properties(from).unwrap_or_default();
    merged.extend(properties(schema).unwrap_or_default());
    schema.insert("properties".into(), merged.into());
    schema.insert("required".into(), serde_json::json!(["name"]));
}
