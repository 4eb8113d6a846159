//! What an action means for people and data: `data/effects.toml`, whose comments say what each key means.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::model::{Class, Danger};
use crate::sections;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Effects {
    #[serde(rename = "effect", default)]
    effects: Vec<Effect>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Effect {
    #[serde(rename = "type")]
    type_name: String,
    on: OneOrMany,
    /// Of an update: one of these changes. Empty: any does.
    #[serde(default)]
    arguments: Vec<String>,
    class: Class,
    why: String,
    lasts: Option<String>,
    source: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum On {
    Create,
    Update,
    Replace,
    Destroy,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(On),
    Many(Vec<On>),
}

impl Effects {
    /// Of these types, and of no other.
    pub(crate) fn of_types(types: &BTreeSet<&str>) -> Self {
        let text = include_str!("../data/effects.toml");
        let text = sections::entries_of_types(text, "[[effect]]", types);
        toml::from_str(&text).expect("a test reads all entries")
    }

    /// Of a resource of a type; `arguments` are those that change.
    pub(crate) fn of<'e>(
        &'e self,
        type_name: &'e str,
        on: On,
        arguments: &'e [String],
    ) -> impl Iterator<Item = Danger> + 'e {
        let of_type = self.effects.iter().filter(move |it| it.type_name == type_name);
        of_type.filter(move |it| it.applies(on, arguments)).map(Effect::danger)
    }
}

impl Effect {
    fn applies(&self, on: On, arguments: &[String]) -> bool {
        let is_on = match &self.on {
            OneOrMany::One(one) => *one == on,
            OneOrMany::Many(many) => many.contains(&on),
        };
        let is_asked = on == On::Update && !self.arguments.is_empty();
        is_on && (!is_asked || self.arguments.iter().any(|it| arguments.contains(it)))
    }

    fn danger(&self) -> Danger {
        let Self { class, why, lasts, source, .. } = self;
        let (why, lasts) = (why.clone(), lasts.clone());
        Danger { class: *class, why, lasts, source: Some(source.clone()) }
    }
}

#[cfg(test)]
mod tests {
    use codegen::schemas;

    use super::*;

    #[test]
    fn every_effect_is_of_what_there_is_and_says_how_long_it_interrupts() {
        let whole: Effects = toml::from_str(include_str!("../data/effects.toml")).unwrap();
        let types = whole.effects.iter().map(|effect| effect.type_name.as_str()).collect();
        assert_eq!(Effects::of_types(&types).effects.len(), whole.effects.len());
        for effect in whole.effects {
            assert_eq!(effect.lasts.is_some(), effect.class == Class::Interrupts, "{effect:?}");
            let type_name = &effect.type_name;
            let schema = schemas::resource(type_name).unwrap_or_else(|| panic!("{type_name}"));
            for argument in &effect.arguments {
                let first = argument.split('.').next().unwrap();
                let is_known =
                    schema.attributes.contains_key(first) || schema.blocks.contains_key(first);
                assert!(is_known, "{type_name} {argument}");
            }
        }
    }
}
