//! `modules/areas.toml`: the order in which READMEs speak of the modules' areas.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::manifest::toml_bug;
use crate::bug::TemplateBug;

const PATH: &str = "modules/areas.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Areas {
    order: Vec<String>,
}

pub(super) fn read(texts: &BTreeMap<String, String>, bugs: &mut Vec<TemplateBug>) -> Vec<String> {
    let text = texts.get(PATH).map_or("order = []", String::as_str);
    match toml::from_str::<Areas>(text) {
        Ok(areas) => areas.order,
        Err(error) => {
            bugs.push(toml_bug(PATH, text, &error));
            Vec::new()
        }
    }
}
