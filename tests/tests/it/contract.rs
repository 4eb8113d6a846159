//! What templates get to see, and what everything they write has in common.
#![allow(clippy::disallowed_methods, reason = "tests read fixtures")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use codegen::view;
use gallery::compile::examples;
use gallery::shape::Shape;
use gallery::{files_below, folder, tf_files};
use hcl_edit::Decorated;
use hcl_edit::expr::{Traversal, TraversalOperator};
use hcl_edit::structure::{Block, BlockLabel, Body};
use hcl_edit::visit::{Visit, visit_traversal};

/// Each key that some example's view has, with its types and the words of its enums.
#[test]
fn the_contract_with_templates() {
    let mut seen = Shape::default();
    for example in examples() {
        seen.merge(Shape::of(&view::of(&example.architecture)));
    }
    assert_snapshot("contract", &seen.outline());
}

/// Values too, of a small one, of several workspaces behind a firewall, and of one with all sections of data.
#[test]
fn what_templates_see_of_three_examples() {
    const WHOLE: [&str; 3] = ["firewall-estate", "minimal", "private-lakehouse"];
    for example in examples().iter().filter(|it| WHOLE.contains(&it.name.as_str())) {
        let text = serde_json::to_string_pretty(&view::of(&example.architecture));
        assert_snapshot(&example.name, &text.expect("it is plain data"));
    }
}

fn assert_snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The folders of the golden trees that are a root module or a module, with their files.
fn modules() -> BTreeMap<PathBuf, Vec<(PathBuf, Body)>> {
    let mut modules: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for path in tf_files(&folder("golden")) {
        let text = fs::read_to_string(&path).expect("it is text");
        let body = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let module = path.parent().expect("it lies in a folder").to_owned();
        modules.entry(module).or_default().push((path, body));
    }
    assert!(modules.len() > 50, "the golden trees are there");
    modules
}

fn each_block(look: impl Fn(&Path, &Block)) {
    for (path, body) in modules().values().flatten() {
        body.blocks().for_each(|block| look(path, block));
    }
}

fn label(block: &Block) -> String {
    block.labels.iter().map(BlockLabel::as_str).collect::<Vec<_>>().join(".")
}

#[test]
fn no_decision_is_left_to_terraform() {
    each_block(|path, block| {
        let place = format!("{} {}", path.display(), label(block));
        assert!(!block.body.has_attribute("count"), "{place}: `count`");
        for dynamic in block.body.get_blocks("dynamic") {
            let goes_through =
                dynamic.body.get_attribute("for_each").map(|it| it.value.to_string());
            let differs = goes_through.is_some_and(|it| it.contains("var.") || it.contains("aws_"));
            assert!(differs, "{place}: `dynamic` over what is known");
        }
    });
    for path in tf_files(&folder("golden")) {
        let text = fs::read_to_string(&path).expect("it is text");
        let indexed = text.lines().find(|line| line.contains("[0]"));
        assert_eq!(indexed, None, "{}", path.display());
    }
}

/// Resources and data sources that exist at the account and in a workspace: on the account's host, one that does not
/// say where it is meant for is taken for the account's, or refused.
/// Source: databricks/terraform-provider-databricks 1.126.0, the field `api`, which has no other users among what we emit.
const AT_BOTH_LEVELS: [&str; 9] = [
    "databricks_group",
    "databricks_group_member",
    "databricks_group_role",
    "databricks_metastore",
    "databricks_metastore_assignment",
    "databricks_service_principal",
    "databricks_storage_credential",
    "databricks_user",
    "databricks_user_role",
];

#[test]
fn whatever_exists_at_both_levels_says_at_which() {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    each_block(|path, block| {
        let kind = block.labels.first().map(BlockLabel::as_str).unwrap_or_default();
        // The data source of metastores is the account's only.
        let is_dual = AT_BOTH_LEVELS.contains(&kind)
            && !(block.has_ident("data") && kind == "databricks_metastore");
        if is_dual {
            let place = format!("{} {}", path.display(), label(block));
            assert!(block.body.has_attribute("api"), "{place} has no `api`");
        }
    });
    for path in tf_files(&folder("golden")) {
        let text = fs::read_to_string(&path).expect("it is text");
        seen.extend(AT_BOTH_LEVELS.iter().filter(|kind| text.contains(&format!("\"{kind}\""))));
    }
    assert!(seen.len() > 6, "some are emitted: {seen:?}");
}

#[test]
fn every_variable_and_output_says_what_it_is() {
    each_block(|path, block| {
        let place = format!("{} {}", path.display(), label(block));
        let wanted: &[&str] = match block.ident.as_str() {
            "variable" => &["description", "type"],
            "output" => &["description"],
            _ => return,
        };
        for attribute in wanted {
            assert!(block.body.has_attribute(attribute), "{place} has no {attribute}");
        }
        let description = block.body.get_attribute("description").map(|it| it.value.to_string());
        let description = description.unwrap_or_default();
        assert!(description.trim().ends_with(".\""), "{place}: {description} is no sentence");
    });
}

/// Names of `var.<name>` wherever they stand, templates included.
#[derive(Default)]
struct VariablesUsed(BTreeSet<String>);

impl Visit for VariablesUsed {
    fn visit_traversal(&mut self, traversal: &Traversal) {
        if let hcl_edit::expr::Expression::Variable(root) = &traversal.expr
            && root.as_str() == "var"
            && let Some(TraversalOperator::GetAttr(name)) =
                traversal.operators.first().map(Decorated::value)
        {
            self.0.insert(name.to_string());
        }
        visit_traversal(self, traversal);
    }
}

fn declared(files: &[(PathBuf, Body)]) -> BTreeMap<String, &Block> {
    let blocks = files.iter().flat_map(|(_, body)| body.get_blocks("variable"));
    blocks.map(|block| (label(block), block)).collect()
}

#[test]
fn every_variable_is_declared_and_used() {
    for (module, files) in modules() {
        // A validation of a variable is no use of it.
        let mut used = VariablesUsed::default();
        for block in files.iter().flat_map(|(_, body)| body.blocks()) {
            if block.ident.as_str() != "variable" {
                used.visit_block(block);
            }
        }
        let declared: BTreeSet<_> = declared(&files).into_keys().collect();
        assert_eq!(declared, used.0, "{}", module.display());
    }
}

/// Whoever applies sets these, where the blueprint leaves them out or cannot know them.
const LEFT_TO_THE_OPERATOR: [&str; 3] =
    ["aws_account_id", "databricks_account_id", "saml_metadata"];

#[test]
fn every_variable_of_a_stack_has_a_value_and_every_value_a_variable() {
    for (module, files) in modules() {
        let Ok(text) = fs::read_to_string(module.join("terraform.tfvars")) else { continue };
        let values: Body = text.parse().expect("it is HCL");
        let values: BTreeSet<_> = values.attributes().map(|value| value.key.to_string()).collect();
        let values: BTreeSet<_> = values.iter().map(|key| key.trim().to_owned()).collect();
        let declared = declared(&files);
        for value in &values {
            assert!(declared.contains_key(value), "{}: {value} is no variable", module.display());
        }
        for (name, block) in declared {
            let has_value = values.contains(&name)
                || block.body.has_attribute("default")
                || LEFT_TO_THE_OPERATOR.contains(&name.as_str());
            assert!(has_value, "{}: {name} has no value", module.display());
        }
    }
}

/// Markdown too, which `terraform fmt` does not see.
#[test]
fn no_file_has_holes_or_trailing_blanks() {
    for path in files_below(&folder("golden")) {
        let text = fs::read_to_string(&path).expect("it is text");
        let path = path.display();
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path}: its end");
        assert!(!text.contains("\n\n\n"), "{path}: two blank lines");
        let trailing = text.lines().find(|line| line.ends_with([' ', '\t']));
        assert_eq!(trailing, None, "{path}");
    }
}

const LONGEST_LINE: usize = 110;

/// Sentences and single references are as long as they are: no line break improves them.
#[test]
fn lines_are_short_enough_to_review() {
    for path in tf_files(&folder("golden")) {
        let text = fs::read_to_string(&path).expect("it is text");
        let can_break = |line: &str| {
            let (key, value) = line.split_once(" = ").unwrap_or((line, line));
            value.contains(' ') && !matches!(key.trim(), "description" | "error_message")
        };
        let long = |line: &&str| line.chars().count() > LONGEST_LINE && can_break(line);
        assert_eq!(text.lines().find(long), None, "{}", path.display());
    }
}
