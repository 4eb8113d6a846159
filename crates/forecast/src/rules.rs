//! What the providers plan when an argument changes: `data/changes.toml`, whose comments say what each key means.
//!
//! Paths have dots and no indices: `aws_key_info.key_arn`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::value::Datetime;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Changes {
    pub(crate) taken: Datetime,
    /// The versions of the providers that were asked.
    pub(crate) providers: BTreeMap<String, String>,
    resources: BTreeMap<String, Rules>,
}

/// Of the type that no provider brings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BuiltIn {
    resources: BTreeMap<String, Rules>,
}

/// Of a type. A change of an argument that no list names is an update in place.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Rules {
    pub(crate) replaces: Paths,
    pub(crate) replaces_when_set: Paths,
    pub(crate) replaces_when_removed: Paths,
    pub(crate) replaces_when_element_added: Paths,
    pub(crate) replaces_when_element_removed: Paths,
    pub(crate) replaces_when_unknown: Paths,
    pub(crate) replaces_when_reordered: Paths,
    pub(crate) updates_when_set: Paths,
    pub(crate) updates_when_removed: Paths,
    pub(crate) updates_when_element_added: Paths,
    pub(crate) updates_when_element_removed: Paths,
    pub(crate) updates_when_unknown: Paths,
    pub(crate) ignores: Paths,
    pub(crate) ignores_when_set: Paths,
    pub(crate) ignores_when_removed: Paths,
    pub(crate) ignores_when_element_added: Paths,
    pub(crate) ignores_when_element_removed: Paths,
    pub(crate) ignores_when_unknown: Paths,
    pub(crate) ignores_order: Paths,
    pub(crate) ignores_case: Paths,
    pub(crate) ignores_trailing_slash: Paths,
    pub(crate) ignores_json_spelling: Paths,
    pub(crate) refused: Paths,
    pub(crate) refused_when_set: Paths,
    pub(crate) refused_when_removed: Paths,
    pub(crate) refused_when_element_added: Paths,
    pub(crate) refused_when_element_removed: Paths,
    pub(crate) refused_when_unknown: Paths,
    pub(crate) not_taken: Paths,
    pub(crate) forced_by: BTreeMap<String, Paths>,
    pub(crate) defaults: BTreeMap<String, toml::Value>,
    pub(crate) unknown_after_update: Paths,
    pub(crate) unknown_after: BTreeMap<String, Paths>,
}

pub(crate) type Paths = Vec<String>;

impl Changes {
    pub(crate) fn load() -> Self {
        let mut changes: Self =
            toml::from_str(include_str!("../data/changes.toml")).expect("a test reads it");
        let BuiltIn { resources } =
            toml::from_str(include_str!("../data/built_in.toml")).expect("a test reads it");
        changes.resources.extend(resources);
        changes
    }

    /// None for a type of which the data says nothing.
    pub(crate) fn of(&self, type_name: &str) -> Option<&Rules> {
        self.resources.get(type_name)
    }
}

#[cfg(test)]
mod tests {
    use codegen::schemas;

    use super::*;

    #[test]
    fn the_data_is_of_the_providers_whose_schemas_are_known() {
        let Changes { providers, resources, .. } = Changes::load();
        for (local_name, version) in schemas::provider_versions() {
            let source = schemas::provider_source(local_name).unwrap();
            assert_eq!(providers[source], version, "{source}");
        }
        for type_name in resources.keys() {
            assert!(schemas::resource(type_name).is_some(), "{type_name}");
        }
    }
}
