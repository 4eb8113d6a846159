//! Yours, and never ours: `{ existing = "…" }`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A thing that is there already and stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, expecting = "`{ existing = \"…\" }`")]
pub struct Existing<T> {
    pub existing: T,
}

/// As that of `Provision`, of which it is one form.
impl<T: JsonSchema> JsonSchema for Existing<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Existing_{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let existing = T::json_schema(generator);
        json_schema!({ "oneOf": [{
            "type": "object",
            "properties": { "existing": existing },
            "required": ["existing"],
            "additionalProperties": false,
        }] })
    }
}
