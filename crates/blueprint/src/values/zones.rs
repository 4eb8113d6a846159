//! Availability zones: how many, or which.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Mistake, text_value};
use crate::sourced::Entry;

/// Id of a zone, the same in every account: `euw1-az1`. Names (`eu-west-1a`) differ from account to
/// account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ZoneId(String);

impl ZoneId {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let is_id = text.split_once("-az").is_some_and(|(region, number)| {
            region.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                && region.len() >= 4
                && !number.is_empty()
                && number.len() <= 2
                && number.chars().all(|c| c.is_ascii_digit())
        });
        if is_id {
            return Ok(Self(text.to_owned()));
        }
        Err(Mistake::malformed(format!("`{text}` is not the id of an availability zone"))
            .help("`euw1-az1`; a zone's name (`eu-west-1a`) means another zone in another account"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ZoneId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(ZoneId, "^[a-z]{2,5}[0-9]-az[0-9]{1,2}$");

/// `3`, or `["euw1-az1", "euw1-az2"]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zones {
    Count(usize),
    Ids(Vec<Entry<ZoneId>>),
}

impl<'de> Deserialize<'de> for Zones {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ZonesVisitor)
    }
}

struct ZonesVisitor;

impl<'de> Visitor<'de> for ZonesVisitor {
    type Value = Zones;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of zones or a list of zone ids")
    }

    fn visit_i64<E: de::Error>(self, count: i64) -> Result<Zones, E> {
        match usize::try_from(count) {
            Ok(count) if count <= 6 => Ok(Zones::Count(count)),
            _ => Err(E::custom(Mistake::malformed("no region has this many zones"))),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Zones, A::Error> {
        let mut ids = Vec::new();
        while let Some(id) = list.next_element()? {
            ids.push(id);
        }
        Ok(Zones::Ids(ids))
    }
}

impl JsonSchema for Zones {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Zones".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let id = ZoneId::json_schema(generator);
        json_schema!({ "oneOf": [
            { "type": "integer", "minimum": 2, "maximum": 6 },
            { "type": "array", "items": id, "minItems": 2 },
        ] })
    }
}
