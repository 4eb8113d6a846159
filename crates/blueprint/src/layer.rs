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

/// Declares the keys of a table once: the struct that reads them, how those of a workspace lie over those of the
/// top level, and the path of each. In the table `network`, `Written::vpc_size` is `network.vpc-size`. The path of a
/// table that the user names is empty: its keys stand for themselves.
macro_rules! keys {
    (
        $table:literal;
        $(#[$attribute:meta])*
        pub struct $name:ident {
            $($(#[$about:meta])* pub $field:ident: $value:ty,)*
        }
    ) => {
        $(#[$attribute])*
        pub struct $name {
            $($(#[$about])* pub $field: $value,)*
        }

        impl $crate::layer::Layer for $name {
            fn over(self, base: &Self) -> Self {
                let Self { $($field),* } = self;
                Self { $($field: $crate::layer::Layer::over($field, &base.$field)),* }
            }
        }

        #[expect(non_upper_case_globals, reason = "they are called as the fields are")]
        impl $name {
            $(
                pub const $field: &'static str = {
                    const LENGTH: usize = $crate::layer::path_length($table, stringify!($field));
                    const PATH: [u8; LENGTH] = $crate::layer::path($table, stringify!($field));
                    $crate::layer::text(&PATH)
                };
            )*
        }
    };
}
pub(crate) use keys;

pub(crate) const fn path_length(table: &str, field: &str) -> usize {
    if table.is_empty() { field.len() } else { table.len() + 1 + field.len() }
}

/// `table.field`, in kebab-case.
pub(crate) const fn path<const LENGTH: usize>(table: &str, field: &str) -> [u8; LENGTH] {
    let mut path = [b'.'; LENGTH];
    let mut index = 0;
    while index < table.len() {
        path[index] = table.as_bytes()[index];
        index += 1;
    }
    let start = LENGTH - field.len();
    let mut index = 0;
    while index < field.len() {
        let letter = field.as_bytes()[index];
        path[start + index] = if letter == b'_' { b'-' } else { letter };
        index += 1;
    }
    path
}

pub(crate) const fn text(path: &'static [u8]) -> &'static str {
    match std::str::from_utf8(path) {
        Ok(text) => text,
        Err(_) => panic!("a path is made of texts"),
    }
}

#[cfg(test)]
mod tests {
    use crate::sections::{buckets, network};

    #[test]
    fn a_key_is_called_as_its_field_is() {
        assert_eq!(network::Written::vpc_size, "network.vpc-size");
        assert_eq!(
            network::serverless::WrittenPolicy::dry_run,
            "network.serverless.policy.dry-run"
        );
        assert_eq!(buckets::Written::existing, "existing");
    }
}
