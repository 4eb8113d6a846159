//! Every resource type that a template writes is in the forecast's data, which `tools/changes` takes from the
//! providers.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gallery::{folder, tf_files};
use toml::{Table, Value};

#[test]
fn every_emitted_type_has_a_table_of_changes() {
    let changes = data("changes.toml");
    let known = changes["resources"].as_table().expect("a table of resource types");
    let missing: Vec<_> =
        emitted().into_iter().filter(|kind| !known.contains_key(kind.as_str())).collect();
    assert!(missing.is_empty(), "run tools/changes for {}", missing.join(", "));
}

#[test]
fn effects_are_those_of_emitted_types_and_arguments_that_change_in_place() {
    let changes = data("changes.toml");
    let emitted = emitted();
    for effect in data("effects.toml")["effect"].as_array().expect("a list of effects") {
        let kind = effect["type"].as_str().expect("a resource type");
        assert!(emitted.contains(kind), "no template writes {kind}");
        let says = |key: &str, argument: &Value| {
            let arguments = changes["resources"][kind].get(key).and_then(Value::as_array);
            arguments.is_some_and(|arguments| arguments.contains(argument))
        };
        let arguments = effect.get("arguments").and_then(Value::as_array);
        for argument in arguments.into_iter().flatten() {
            let updated = ["updates-when-set", "updates-when-removed", "updates-when-unknown"];
            let in_place =
                !says("replaces", argument) || updated.iter().any(|key| says(key, argument));
            assert!(in_place, "{kind}.{argument} is never updated in place");
            assert!(!says("ignores", argument), "{kind}.{argument} is never planned");
        }
    }
}

fn emitted() -> BTreeSet<String> {
    let texts =
        tf_files(&folder("golden")).into_iter().map(|file| fs::read_to_string(file).expect("text"));
    let types = |text: String| text.lines().filter_map(resource_type).collect::<Vec<_>>();
    let emitted: BTreeSet<_> = texts.flat_map(types).collect();
    assert!(emitted.len() > 80, "only {} types in the golden trees", emitted.len());
    emitted
}

fn resource_type(line: &str) -> Option<String> {
    line.strip_prefix("resource \"")?.split('"').next().map(str::to_owned)
}

fn data(name: &str) -> Table {
    let file = crates().join("forecast/data").join(name);
    toml::from_str(&fs::read_to_string(&file).expect(name)).expect("TOML")
}

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("crates")
}
