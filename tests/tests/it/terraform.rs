//! Real Terraform, with the real providers, has nothing against the golden trees.
#![allow(clippy::disallowed_methods, reason = "tests read fixtures and run Terraform")]

use gallery::compile::{example, examples, write};
use gallery::folder;
use gallery::terraform::{with_providers, without_providers};

#[test]
fn fmt_has_nothing_to_change() {
    let Some(terraform) = without_providers() else { return };
    terraform.print(&folder("golden"), &["fmt", "-check", "-diff", "-recursive", "-no-color"]);
}

/// All in one run, each stack called as a module. That being called changes nothing, the next test and every rehearsal
/// hold.
#[test]
fn every_stack_of_every_example_is_valid() {
    let Some(terraform) = with_providers() else { return };
    let trees: Vec<_> = examples().iter().map(|it| (it.name.clone(), &it.tree)).collect();
    let found = terraform.validate_together(&trees);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// As a customer runs it, `terraform init` first. Rehearsals replace the backend of HCP Terraform by a local one.
#[test]
fn a_stack_with_hcp_terraform_is_valid_alone() {
    let Some(terraform) = with_providers() else { return };
    let scratch = tempfile::tempdir().expect("a temporary folder");
    write(example("state-in-hcp-terraform").tree.files(), scratch.path());
    let found = terraform.validate(scratch.path());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The check can fail: a test that never does proves nothing.
#[test]
fn a_value_that_no_variable_takes_is_found() {
    let Some(terraform) = without_providers() else { return };
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let text = "variable \"x\" {\n  type = number\n}\n";
    std::fs::create_dir(scratch.path().join("x")).expect("folder is ours");
    std::fs::write(scratch.path().join("x/x.tf"), text).expect("folder is ours");
    let call = "module \"x\" {\n  source = \"./x\"\n  x = \"y\"\n}\n";
    std::fs::write(scratch.path().join("main.tf"), call).expect("folder is ours");
    assert_eq!(terraform.validate(scratch.path()).len(), 1);
}
