//! A forecast is what the real Terraform plans.
//!
//! What Terraform does itself is tried here, with its own resource type, which needs no provider: instances, moves,
//! removals, what is known after apply. What the providers do is tried by rehearsals of changes.
#![allow(clippy::disallowed_methods, reason = "tests run Terraform")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use forecast::{Action, Change, Files, forecast};
use gallery::compile::examples;
use gallery::terraform::{Terraform, without_providers};
use serde_json::Value;

/// Modules by name, before and after. Each has resources of its own.
const CASES: &[(&str, &str, &str)] = &[
    (
        "update",
        r#"
resource "terraform_data" "a" {
  input = "one"
}

resource "terraform_data" "follows" {
  input = terraform_data.a.output
}

resource "terraform_data" "replaced" {
  triggers_replace = terraform_data.a.output
}

resource "terraform_data" "stays" {
  triggers_replace = terraform_data.a.id
}
"#,
        r#"
resource "terraform_data" "a" {
  input = "two"
}

resource "terraform_data" "follows" {
  input = terraform_data.a.output
}

resource "terraform_data" "replaced" {
  triggers_replace = terraform_data.a.output
}

resource "terraform_data" "stays" {
  triggers_replace = terraform_data.a.id
}
"#,
    ),
    (
        "instances",
        r#"
locals {
  keys = { for name in ["a", "b", "c"] : name => upper(name) if name != "c" }
}

resource "terraform_data" "each" {
  for_each = local.keys
  input    = each.value
}

resource "terraform_data" "follows" {
  for_each         = terraform_data.each
  triggers_replace = [each.key, each.value.id]
}

resource "terraform_data" "counted" {
  count = 3
  input = count.index
}

resource "terraform_data" "all" {
  input = join(",", [for it in terraform_data.each : it.id])
}
"#,
        r#"
locals {
  keys = { for name in ["b", "c", "d"] : name => upper(name) if name != "c" }
}

resource "terraform_data" "each" {
  for_each = local.keys
  input    = each.value
}

resource "terraform_data" "follows" {
  for_each         = terraform_data.each
  triggers_replace = [each.key, each.value.id]
}

resource "terraform_data" "counted" {
  count = 2
  input = count.index
}

resource "terraform_data" "all" {
  input = join(",", [for it in terraform_data.each : it.id])
}
"#,
    ),
    (
        "moves",
        r#"
resource "terraform_data" "old" {
  input = 1
}

resource "terraform_data" "one" {
  input = 1
}

resource "terraform_data" "keyed" {
  for_each = toset(["x", "y"])
  input    = each.key
}

resource "terraform_data" "chain_a" {
  input = 1
}
"#,
        r#"
resource "terraform_data" "new" {
  input = 2
}

resource "terraform_data" "one" {
  count = 1
  input = 1
}

resource "terraform_data" "other" {
  for_each = toset(["x", "z"])
  input    = each.key
}

resource "terraform_data" "chain_c" {
  input = 1
}

moved {
  from = terraform_data.old
  to   = terraform_data.new
}

moved {
  from = terraform_data.keyed
  to   = terraform_data.other
}

moved {
  from = terraform_data.other["y"]
  to   = terraform_data.other["z"]
}

moved {
  from = terraform_data.chain_a
  to   = terraform_data.chain_b
}

moved {
  from = terraform_data.chain_b
  to   = terraform_data.chain_c
}

moved {
  from = terraform_data.never_there
  to   = terraform_data.nowhere
}
"#,
    ),
    (
        "removals",
        r#"
resource "terraform_data" "kept" {
  for_each = toset(["a", "b"])
  input    = each.key
}

resource "terraform_data" "gone" {}

resource "terraform_data" "dropped" {}
"#,
        r"
removed {
  from = terraform_data.kept

  lifecycle {
    destroy = false
  }
}

removed {
  from = terraform_data.gone

  lifecycle {
    destroy = true
  }
}
",
    ),
    (
        "lifecycles",
        r#"
resource "terraform_data" "ignored" {
  input            = 1
  triggers_replace = 1

  lifecycle {
    ignore_changes = [input]
  }
}

resource "terraform_data" "trigger" {
  input = 1
}

resource "terraform_data" "triggered" {
  lifecycle {
    replace_triggered_by = [terraform_data.trigger]
  }
}

resource "terraform_data" "first" {
  triggers_replace = 1

  lifecycle {
    create_before_destroy = true
  }
}
"#,
        r#"
resource "terraform_data" "ignored" {
  input            = 2
  triggers_replace = 1

  lifecycle {
    ignore_changes = [input]
  }
}

resource "terraform_data" "trigger" {
  input = 2
}

resource "terraform_data" "triggered" {
  lifecycle {
    replace_triggered_by = [terraform_data.trigger]
  }
}

resource "terraform_data" "first" {
  triggers_replace = 2

  lifecycle {
    create_before_destroy = true
  }
}
"#,
    ),
    (
        "values",
        r#"
variable "sizes" {
  type = map(object({ size = optional(number, 5), name = optional(string) }))
  default = { "a" = {}, "b" = { size = "7" } }
}

locals {
  names = distinct(flatten([["x", "y"], [for key, value in var.sizes : key if value.size > 5]]))
}

resource "terraform_data" "sizes" {
  for_each = var.sizes
  input    = each.value.size + 1
}

resource "terraform_data" "names" {
  for_each = toset(local.names)
  input    = "${each.key}-${length(local.names) > 2 ? "many" : "few"}"
}

resource "terraform_data" "digest" {
  triggers_replace = substr(sha256(jsonencode({ b = ["<", "&"], a = true })), 0, 8)
}

resource "terraform_data" "null" {
  input = try(var.sizes.none.size, null)
}
"#,
        r#"
variable "sizes" {
  type = map(object({ size = optional(number, 5), name = optional(string) }))
  default = { "a" = { size = 5 }, "b" = { size = 7, name = null } }
}

locals {
  names = concat(["y"], keys(merge({ "x" = 1 }, { for key in ["b"] : key => 2 })))
}

resource "terraform_data" "sizes" {
  for_each = var.sizes
  input    = tonumber(join("", [each.value.size])) + 1
}

resource "terraform_data" "names" {
  for_each = toset(local.names)
  input    = join("-", [each.value, contains(local.names, "b") ? "many" : "few"])
}

resource "terraform_data" "digest" {
  triggers_replace = "${substr(sha256("{\"a\":true,\"b\":[\"\\u003c\",\"\\u0026\"]}"), 0, 8)}"
}

resource "terraform_data" "null" {}
"#,
    ),
];

#[test]
fn what_terraform_does_itself_is_forecast_address_by_address() {
    let Some(terraform) = without_providers() else { return };
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let (before, after) = (tree(|(_, before, _)| before), tree(|(_, _, after)| after));
    write(&before, scratch.path());
    terraform.print(scratch.path(), &["init", "-input=false"]);
    terraform.print(scratch.path(), &["apply", "-auto-approve", "-input=false"]);
    write(&after, scratch.path());
    let planned = plan(&terraform, scratch.path());
    assert_eq!(foreseen(&before, &after), planned);
    assert!(planned.len() > 20, "the cases change something: {planned:#?}");
}

/// Files by path: each case is a module.
fn tree(
    of: impl Fn(&(&'static str, &'static str, &'static str)) -> &'static str,
) -> BTreeMap<String, String> {
    let call = |name: &str| format!("module \"{name}\" {{\n  source = \"./{name}\"\n}}\n");
    let main = CASES.iter().map(|(name, ..)| call(name)).collect::<Vec<_>>().concat();
    let modules = CASES.iter().map(|case| (format!("{}/main.tf", case.0), of(case).to_owned()));
    modules.chain([("main.tf".to_owned(), main)]).collect()
}

fn write(files: &BTreeMap<String, String>, folder: &Path) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("folder is ours");
        fs::write(path, text).expect("folder is ours");
    }
}

/// What is done with a resource: the action, the arguments that force it, where the resource was.
type Done = (String, BTreeSet<String>, Option<String>);

/// By address.
type Actions = BTreeMap<String, Done>;

fn foreseen(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Actions {
    fn files(texts: &BTreeMap<String, String>) -> Files<'_> {
        let texts = texts.iter().map(|(path, text)| (path.as_str(), text.as_str().into()));
        Files { texts: texts.collect(), stacks: [""].into() }
    }
    let forecast = forecast(&files(before), &files(after));
    let alike = &forecast.stacks[0];
    assert_eq!(alike.unevaluated, []);
    let action = |Change { address, action, forced_by, moved_from, .. }: &Change| {
        let action = match action {
            Action::Move => "no-op".to_owned(),
            action => format!("{action:?}").to_lowercase(),
        };
        (address.clone(), (action, forced_by.iter().cloned().collect(), moved_from.clone()))
    };
    alike.changes.iter().map(action).collect()
}

fn plan(terraform: &Terraform, folder: &Path) -> Actions {
    terraform.print(folder, &["plan", "-input=false", "-out=plan"]);
    let plan: Value =
        serde_json::from_str(&terraform.print(folder, &["show", "-json", "plan"])).expect("JSON");
    let changes = plan["resource_changes"].as_array().expect("a plan has changes");
    changes.iter().filter_map(planned).collect()
}

/// None if nothing is done.
fn planned(change: &Value) -> Option<(String, Done)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let actions: Vec<&str> =
        change["change"]["actions"].as_array()?.iter().filter_map(Value::as_str).collect();
    let moved_from = text(&change["previous_address"]);
    let action = match actions[..] {
        ["no-op"] if moved_from.is_none() => return None,
        ["delete"] => "destroy",
        [one] => one,
        _ => "replace",
    };
    let paths = change["change"]["replace_paths"].as_array().into_iter().flatten();
    let path = |path: &Value| {
        let steps = path.as_array().into_iter().flatten().filter_map(Value::as_str);
        steps.collect::<Vec<_>>().join(".")
    };
    let forced_by = paths.map(path).collect();
    Some((text(&change["address"])?, (action.to_owned(), forced_by, moved_from)))
}

/// Of every example, against what codegen knows of it without evaluating anything.
#[test]
fn every_address_of_a_tree_is_foreseen_with_its_keys() {
    for example in examples() {
        let forecast = forecast(&Files::default(), &Files::whole(&example.tree));
        let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for alike in &forecast.stacks {
            assert_eq!(alike.unevaluated, [], "{}", example.name);
            let addresses = alike.changes.iter().map(|change| without_keys(&change.address));
            let addresses: BTreeSet<String> = addresses.collect();
            seen.extend(alike.stacks.iter().map(|stack| (stack.as_str(), addresses.clone())));
        }
        for (stack, addresses) in example.tree.stacks() {
            let seen = &seen[stack.as_str()];
            let known: BTreeSet<String> = addresses.iter().cloned().collect();
            assert!(seen.is_subset(&known), "{} {stack}: {seen:?}", example.name);
            // The others have no instance.
            assert!(seen.len() * 2 > known.len(), "{} {stack}: {known:?} {seen:?}", example.name);
        }
    }
}

fn without_keys(address: &str) -> String {
    let mut parts = address.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.map(|part| part.split_once(']').map_or("", |(_, rest)| rest)).collect::<String>()
}
