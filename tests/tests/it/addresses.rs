//! One thing has one address, whatever options are chosen: under another address, or another form of it, Terraform
//! destroys the thing and creates it again, and the two meet.
#![allow(clippy::disallowed_methods, reason = "tests read templates")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use blueprint::StackKind;
use codegen::Tree;
use gallery::compile::examples;
use gallery::folder;
use hcl_edit::structure::{Block, Body};

use crate::flip::FLIPS;

/// A resource in some tree.
pub(crate) struct Declared {
    /// Of the call of its module; nothing in a stack's own files.
    call: String,
    /// The module's id, or the stack's folder.
    pub(crate) home: String,
    pub(crate) block: Block,
}

impl Declared {
    pub(crate) fn resource(&self) -> String {
        format!("{}.{}", self.kind(), self.block.labels[1].as_str())
    }

    fn kind(&self) -> &str {
        self.block.labels[0].as_str()
    }

    /// Without white space, which aligns what stands beside it.
    fn argument(&self, name: &str) -> Option<String> {
        let attribute = self.block.body.get_attribute(name)?;
        Some(attribute.value.to_string().trim().to_owned())
    }
}

/// Of all examples, and before and after each flip. Each text of a resource in a module counts once.
pub(crate) static DECLARED: LazyLock<Vec<Declared>> = LazyLock::new(|| {
    let flipped = FLIPS.iter().filter_map(|flip| flip.trees.as_ref().ok());
    let flipped = flipped.flat_map(|(before, after)| [before, after]);
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for tree in examples().iter().map(|example| &example.tree).chain(flipped) {
        read(tree, &mut seen, &mut all);
    }
    all
});

fn read(tree: &Tree, seen: &mut BTreeSet<String>, all: &mut Vec<Declared>) {
    let bodies: Vec<(&str, Body)> = tree
        .files()
        .iter()
        .filter(|(path, text)| path.as_str().ends_with(".tf") && seen.insert((*text).clone()))
        .map(|(path, text)| (path.parent(), text.parse().expect("it is HCL")))
        .collect();
    let calls: BTreeMap<String, String> = bodies.iter().flat_map(|(_, body)| calls(body)).collect();
    for (place, body) in bodies {
        let (call, home) = match place.strip_prefix("modules/") {
            Some(module) => (calls.get(module).cloned().unwrap_or_default(), id(module)),
            None => (String::new(), place.to_owned()),
        };
        let resources = body.get_blocks("resource");
        let declared = |block: &Block| Declared {
            call: call.clone(),
            home: home.clone(),
            block: block.clone(),
        };
        all.extend(resources.map(declared));
    }
}

/// Folders of modules with the names of their calls. Of a module that is called several times, one.
fn calls(body: &Body) -> Vec<(String, String)> {
    let call = |block: &Block| {
        let source = block.body.get_attribute("source")?.value.as_str()?;
        let (_, module) = source.rsplit_once('/')?;
        Some((module.to_owned(), block.labels[0].as_str().to_owned()))
    };
    body.get_blocks("module").filter_map(call).collect()
}

/// A module's id is what its folder's name begins with, before the variants.
fn id(module: &str) -> String {
    static IDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let areas = fs::read_dir(folder("../templates/modules")).expect("templates are there");
        let modules = areas.flatten().filter_map(|area| fs::read_dir(area.path()).ok());
        let names = modules.flat_map(|modules| modules.flatten().map(|it| it.file_name()));
        names.map(|name| name.to_string_lossy().into_owned()).collect()
    });
    let begins = |id: &&String| {
        module
            .strip_prefix(id.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let id = IDS.iter().filter(begins).max_by_key(|id| id.len());
    id.unwrap_or_else(|| panic!("{module} is no module's folder")).clone()
}

/// What is in a state is deleted with the provider configuration that made it.
#[test]
fn a_stack_keeps_its_providers_whatever_is_in_it() {
    for example in examples() {
        for stack in &example.architecture.stacks {
            let mut configured = BTreeSet::new();
            let own = example.tree.files().iter().filter(|(path, text)| {
                path.parent() == stack.folder.trim_start_matches('.')
                    && text.contains("provider \"")
            });
            for body in own.map(|(_, text)| text.parse::<Body>().expect("it is HCL")) {
                configured.extend(body.get_blocks("provider").map(configuration));
            }
            let expected: &[&str] = match stack.kind {
                StackKind::Account => &["databricks"],
                _ => &["aws", "databricks", "databricks.workspace"],
            };
            let configured: Vec<_> = configured.iter().map(String::as_str).collect();
            assert_eq!(configured, expected, "{} {}", example.name, stack.folder);
        }
    }
}

fn configuration(provider: &Block) -> String {
    let name = provider.labels[0].as_str();
    let alias = provider.body.get_attribute("alias").and_then(|it| it.value.as_str());
    alias.map_or_else(|| name.to_owned(), |alias| format!("{name}.{alias}"))
}

#[track_caller]
fn assert_one_each<K: Ord + std::fmt::Debug>(found: &BTreeMap<K, BTreeSet<String>>) {
    assert!(found.len() > 5, "there is something to compare");
    let several: Vec<_> = found.iter().filter(|(_, all)| all.len() > 1).collect();
    assert!(several.is_empty(), "{several:#?}");
}

#[test]
fn an_address_is_repeated_always_or_never() {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for declared in DECLARED.iter() {
        let form = ["for_each", "count"].into_iter().find(|it| declared.argument(it).is_some());
        let address = format!("module {} {}", declared.call, declared.resource());
        found.entry(address).or_default().insert(form.unwrap_or("single").to_owned());
    }
    assert_one_each(&found);
}

/// A route of another module's table could have a second address beside that table.
#[test]
fn a_route_has_one_address_beside_its_table() {
    let mut found: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for route in DECLARED.iter().filter(|it| it.kind() == "aws_route") {
        let table = match route.argument("route_table_id").expect("routes have one").as_str() {
            "each.value.id" => route.argument("for_each").expect("there is an `each`"),
            table => table.to_owned(),
        };
        let table = table.strip_prefix("aws_route_table.").map(|it| it.trim_end_matches(".id"));
        let table = table.unwrap_or_else(|| panic!("{} {}", route.home, route.resource()));
        let to = route.argument("destination_cidr_block").expect("routes lead somewhere");
        let key = (route.home.clone(), table.to_owned(), to);
        found.entry(key).or_default().insert(route.resource());
    }
    assert_one_each(&found);
}

/// Arguments whose values a service takes once.
const NAMES: [&str; 9] = [
    "bucket",
    "credentials_name",
    "name",
    "network_name",
    "network_policy_id",
    "private_access_settings_name",
    "storage_configuration_name",
    "vpc_endpoint_name",
    "workspace_name",
];

#[test]
fn a_name_is_given_under_one_address() {
    let mut found: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for declared in DECLARED.iter() {
        for name in NAMES {
            let Some(value) = declared.argument(name).filter(|it| it.contains("var.name")) else {
                continue;
            };
            let address = format!("{} {}", declared.home, declared.resource());
            let key = (declared.kind().to_owned(), value);
            found.entry(key).or_default().insert(address);
        }
    }
    assert_one_each(&found);
}
