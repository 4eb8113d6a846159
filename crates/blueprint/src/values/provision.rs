//! Ours or yours: `"create"`, or `{ existing = "…" }`.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Mistake, MistakeKind};

/// Whether a thing is created by what we emit, or is there already and stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provision<T> {
    Create,
    Existing(T),
}

/// As a blueprint writes it.
impl<T: Serialize> Serialize for Provision<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self::Existing(id) = self else { return serializer.collect_str("create") };
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("existing", id)?;
        map.end()
    }
}

impl<T> Provision<T> {
    pub fn existing(&self) -> Option<&T> {
        match self {
            Self::Create => None,
            Self::Existing(id) => Some(id),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Provision<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ProvisionVisitor(PhantomData))
    }
}

struct ProvisionVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ProvisionVisitor<T> {
    type Value = Provision<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`\"create\"` or `{ existing = \"…\" }`")
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Self::Value, E> {
        if word == "create" {
            return Ok(Provision::Create);
        }
        let mistake = Mistake {
            kind: MistakeKind::UnknownValue,
            message: format!("`{word}` is neither `create` nor a table"),
            help: Some(format!("what is there already is written `{{ existing = \"{word}\" }}`")),
        };
        Err(E::custom(mistake))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut existing = None;
        while let Some(key) = map.next_key::<String>()? {
            if key != "existing" {
                return Err(de::Error::unknown_field(&key, &["existing"]));
            }
            existing = Some(map.next_value()?);
        }
        let missing = || Mistake {
            kind: MistakeKind::MissingKey,
            message: "`existing` is missing".to_owned(),
            help: Some("`{ existing = \"…\" }`, or `\"create\"`".to_owned()),
        };
        existing.map(Provision::Existing).ok_or_else(|| de::Error::custom(missing()))
    }
}

impl<T: JsonSchema> JsonSchema for Provision<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Provision_{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let existing = T::json_schema(generator);
        json_schema!({ "oneOf": [
            { "const": "create" },
            {
                "type": "object",
                "properties": { "existing": existing },
                "required": ["existing"],
                "additionalProperties": false,
            },
        ] })
    }
}
