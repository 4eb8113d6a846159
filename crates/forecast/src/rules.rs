//! What the providers plan when an argument changes: `data/changes.toml`, whose comments say what each key means.
//!
//! Paths have dots and no indices: `aws_key_info.key_arn`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::value::Datetime;

use crate::sections;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Changes {
    pub(crate) taken: Datetime,
    /// The versions of the providers that were asked.
    pub(crate) providers: BTreeMap<String, String>,
    #[serde(default)]
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
    /// Of these types, and of no other.
    pub(crate) fn of_types(types: &BTreeSet<&str>) -> Self {
        let data = [include_str!("../data/changes.toml"), include_str!("../data/built_in.toml")];
        let text: String = data.iter().map(|data| sections::of_types(data, types)).collect();
        toml::from_str(&text).expect("a test reads the tables of each type")
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
        let Changes { providers, .. } = Changes::of_types(&BTreeSet::new());
        for (local_name, version) in schemas::provider_versions() {
            let source = schemas::provider_source(local_name).unwrap();
            assert_eq!(providers[source], version, "{source}");
        }
    }

    #[test]
    fn the_tables_of_each_type_are_read_and_no_others() {
        let text = include_str!("../data/changes.toml");
        let whole: toml::Table = toml::from_str(text).unwrap();
        for type_name in whole["resources"].as_table().unwrap().keys() {
            assert!(schemas::resource(type_name).is_some(), "{type_name}");
            let changes = Changes::of_types(&BTreeSet::from([type_name.as_str()]));
            assert_eq!(changes.resources.keys().collect::<Vec<_>>(), [type_name]);
        }
        let built_in = Changes::of_types(&BTreeSet::from(["terraform_data"]));
        assert!(built_in.of("terraform_data").is_some());
    }
}
