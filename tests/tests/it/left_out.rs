//! An argument that the provider also computes keeps its old value when it is left out: nothing is planned. So it is
//! written in all variants of a resource or in none, unless the change is refused or replaces the resource.
#![allow(clippy::disallowed_methods, reason = "tests read data")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use gallery::folder;
use serde::Deserialize;

use crate::addresses::DECLARED;

#[derive(Deserialize)]
struct Changes {
    resources: BTreeMap<String, Kind>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Kind {
    #[serde(default)]
    ignores_when_removed: BTreeSet<String>,
}

/// Each with what keeps it from being left out in silence.
const EXCEPTIONS: [(&str, &str, &str); 4] = [
    ("databricks_group", "external_id", "the rule external-id-changed"),
    ("databricks_mws_networks", "vpc_endpoints", "the name has a digest of the endpoints"),
    ("databricks_mws_workspaces", "network_id", "the rule vpc-ownership-changed"),
    ("databricks_volume", "storage_location", "volume_type changes with it and replaces"),
];

#[test]
fn what_is_ignored_when_removed_is_never_only_left_out() {
    let text = fs::read_to_string(folder("../crates/forecast/data/changes.toml"));
    let changes: Changes = toml::from_str(&text.expect("it is there")).expect("it is data");
    let mut written: BTreeMap<_, Vec<BTreeSet<&str>>> = BTreeMap::new();
    for declared in DECLARED.iter() {
        let address = (declared.home.as_str(), declared.resource());
        let body = &declared.block.body;
        let attributes = body.attributes().map(|it| it.key.as_str());
        let arguments = attributes.chain(body.blocks().map(|it| it.ident.as_str())).collect();
        written.entry(address).or_default().push(arguments);
    }
    let mut found = BTreeSet::new();
    for ((_, resource), variants) in &written {
        let kind = resource.split('.').next().expect("a resource has a type");
        let Some(Kind { ignores_when_removed }) = changes.resources.get(kind) else { continue };
        for argument in ignores_when_removed {
            let has = variants.iter().filter(|it| it.contains(argument.as_str())).count();
            if has > 0 && has < variants.len() {
                found.insert((kind, argument.as_str()));
            }
        }
    }
    let known = EXCEPTIONS.map(|(kind, argument, _)| (kind, argument)).into();
    assert_eq!(found, known);
}
