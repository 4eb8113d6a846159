//! What values that are written as text have in common: how they are read, written and described in the schema.

use super::mistake::Mistake;

/// A string with a meaning: its `parse` says what is wrong with a text that has another.
///
/// Gives the type `Deserialize`, `Serialize` and `JsonSchema`: with a pattern, or with what else the
/// schema says of the string.
macro_rules! text_value {
    ($name:ident, $pattern:literal) => {
        text_value!($name, schemars::json_schema!({ "type": "string", "pattern": $pattern }));
    };
    ($name:ident, $schema:expr) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::values::ParseVisitor(Self::parse))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $schema
            }
        }
    };
}
pub(crate) use text_value;

/// Parses within the visit: toml knows the place of a list's element only that long.
pub(crate) struct ParseVisitor<T>(pub(crate) fn(&str) -> Result<T, Mistake>);

impl<T> serde::de::Visitor<'_> for ParseVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}
