//! Values that remember where they come from, before and after resolving.

use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize};
use toml::Spanned;

use crate::source::Span;

/// A value as written, with its place. [`toml::Spanned`] with a JSON Schema and a memory of whether
/// the workspace wrote it or the top of the blueprint did.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry<T> {
    pub value: T,
    pub span: Span,
    /// Written at the top level of the blueprint, not in the workspace's own table.
    pub inherited: bool,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entry<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<T>::deserialize(deserializer)?;
        let span = spanned.span().into();
        Ok(Self { value: spanned.into_inner(), span, inherited: false })
    }
}

impl<T: Serialize> Serialize for Entry<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for Entry<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Where a resolved value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The workspace, or a blueprint of one workspace, says so.
    Written(Span),
    /// The top level says so, for every workspace that does not.
    Inherited(Span),
    /// Follows from other values; the span is the one it follows from.
    Derived(Span),
    /// The edition says so; the span is the section that left it out.
    Default(Span),
    /// Written, but not readable: an error has been reported, and nothing is said of the value that
    /// stands in for it.
    Placeholder(Span),
}

/// A resolved value that remembers its key and where it comes from. Equality ignores the origin.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Sourced<T> {
    value: T,
    #[serde(skip)]
    key: &'static str,
    #[serde(skip)]
    origin: Origin,
}

impl<T> Sourced<T> {
    pub fn written(key: &'static str, entry: Entry<T>) -> Self {
        let Entry { value, span, inherited } = entry;
        let origin = if inherited { Origin::Inherited(span) } else { Origin::Written(span) };
        Self { value, key, origin }
    }

    pub fn derived(key: &'static str, value: T, from: Span) -> Self {
        Self { value, key, origin: Origin::Derived(from) }
    }

    pub fn default(key: &'static str, value: T, section: Span) -> Self {
        Self { value, key, origin: Origin::Default(section) }
    }

    pub(crate) fn placeholder(key: &'static str, value: T, section: Span) -> Self {
        Self { value, key, origin: Origin::Placeholder(section) }
    }

    pub fn key(&self) -> &'static str {
        self.key
    }

    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The value, or the header of the section that left it out.
    pub fn span(&self) -> Span {
        match self.origin {
            Origin::Written(span)
            | Origin::Inherited(span)
            | Origin::Derived(span)
            | Origin::Default(span)
            | Origin::Placeholder(span) => span,
        }
    }

    pub fn is_written(&self) -> bool {
        matches!(self.origin, Origin::Written(_) | Origin::Inherited(_))
    }

    /// Another value that shares this one's key and origin.
    pub fn map<U>(self, to: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced { value: to(self.value), key: self.key, origin: self.origin }
    }
}

impl<T> Deref for Sourced<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Sourced<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}
