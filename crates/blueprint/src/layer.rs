//! Laying a workspace's keys over those of the top level.

use std::collections::BTreeMap;

use crate::source::Span;
use crate::sourced::Entry;

/// What a workspace can override. Section by section, key by key: what it does not write, it inherits.
pub(crate) trait Layer: Sized {
    #[must_use]
    fn over(self, base: &Self) -> Self;
}

impl<T: Clone> Layer for Option<Entry<T>> {
    fn over(self, base: &Self) -> Self {
        self.or_else(|| base.clone().map(|entry| Entry { inherited: true, ..entry }))
    }
}

/// Tables whose keys the user names merge key by key too.
impl<K: Ord + Clone, V: Clone> Layer for BTreeMap<K, Entry<V>> {
    fn over(mut self, base: &Self) -> Self {
        for (key, entry) in base {
            let inherited = || Entry { inherited: true, ..entry.clone() };
            self.entry(key.clone()).or_insert_with(inherited);
        }
        self
    }
}

/// Tables that the user names, and of which each has keys of its own, merge key by key in each.
impl<K: Ord + Clone, T: Layer + Clone + Default> Layer for BTreeMap<K, Section<T>> {
    fn over(mut self, base: &Self) -> Self {
        for (key, section) in base {
            let own = self.remove(key);
            let merged = own.over(&Some(section.clone()));
            self.extend(merged.map(|merged| (key.clone(), merged)));
        }
        self
    }
}

/// A table of the blueprint with the place of its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section<T> {
    pub header: Span,
    /// Written at the top level of the blueprint only, not in the workspace's own table.
    pub inherited: bool,
    pub keys: T,
}

impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Section<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<T>::deserialize(deserializer)?;
        let header = spanned.span().into();
        Ok(Self { header, inherited: false, keys: spanned.into_inner() })
    }
}

impl<T: schemars::JsonSchema> schemars::JsonSchema for Section<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

impl<T: Layer + Clone + Default> Layer for Option<Section<T>> {
    fn over(self, base: &Self) -> Self {
        match (self, base) {
            (own, None) => own,
            (own, Some(base)) => {
                let header = own.as_ref().map_or(base.header, |own| own.header);
                let inherited = own.is_none();
                let keys = own.map(|own| own.keys).unwrap_or_default().over(&base.keys);
                Some(Section { header, inherited, keys })
            }
        }
    }
}

/// Implements [`Layer`] for a struct, field by field.
macro_rules! layer_fields {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::layer::Layer for $name {
            fn over(self, base: &Self) -> Self {
                let Self { $($field),* } = self;
                Self { $($field: $crate::layer::Layer::over($field, &base.$field)),* }
            }
        }
    };
}
pub(crate) use layer_fields;
