//! Real Terraform refuses to run where the guard stands, says why, and touches no state.

use std::fs;
use std::path::Path;
use std::process::Command;

use cli::folder::{GUARD, GUARD_TEXT};

use crate::support::{get, put};

const COMMANDS: [&[&str]; 9] = [
    &["init"],
    &["init", "-backend=false"],
    &["init", "-migrate-state", "-force-copy"],
    &["init", "-reconfigure"],
    &["validate"],
    &["plan"],
    &["apply", "-auto-approve"],
    &["destroy", "-auto-approve"],
    &["state", "list"],
];

fn terraform(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new("terraform")
        .args(arguments)
        .current_dir(folder)
        .env_remove("TF_CLI_CONFIG_FILE")
        .envs([("TF_CLI_ARGS", "-no-color"), ("TF_INPUT", "0")])
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// Whether there is a Terraform to try. In continuous integration there must be.
fn is_installed() -> bool {
    let found = Command::new("terraform").arg("version").output().is_ok();
    if !found {
        assert!(std::env::var_os("CI").is_none(), "terraform is not installed");
        eprintln!("skipped: terraform is not installed");
    }
    found
}

#[track_caller]
fn check_refused(folder: &Path) {
    put(folder, GUARD, GUARD_TEXT);
    let before = crate::support::snapshot(folder);
    for arguments in COMMANDS {
        let (succeeded, said) = terraform(folder, arguments);
        assert!(!succeeded, "terraform {arguments:?} ran");
        assert!(said.contains("generate was interrupted: run it again"), "{arguments:?}: {said}");
    }
    let mut after = crate::support::snapshot(folder);
    after.retain(|name, _| before.contains_key(name));
    assert_eq!(after, before, "no state and no configuration was touched");
    fs::remove_file(folder.join(GUARD)).unwrap();
}

/// A folder with a state in `one.tfstate`, whose configuration now says `two.tfstate`.
fn with_a_state_about_to_move() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let backend = |path: &str| {
        format!("terraform {{\n  backend \"local\" {{\n    path = \"{path}\"\n  }}\n}}\n")
    };
    put(folder.path(), "backend.tf", &backend("one.tfstate"));
    put(folder.path(), "main.tf", "resource \"terraform_data\" \"this\" {}\n");
    for arguments in [&["init"][..], &["apply", "-auto-approve"]] {
        let (succeeded, said) = terraform(folder.path(), arguments);
        assert!(succeeded, "{said}");
    }
    put(folder.path(), "backend.tf", &backend("two.tfstate"));
    folder
}

#[test]
fn every_command_is_refused_and_no_state_moves() {
    if !is_installed() {
        return;
    }
    let folder = with_a_state_about_to_move();
    check_refused(folder.path());
    assert!(!folder.path().join("two.tfstate").exists());

    put(folder.path(), "override.tf", "terraform {\n  backend \"local\" {}\n}\n");
    check_refused(folder.path());
    assert!(get(folder.path(), "one.tfstate").contains("terraform_data"));
}

#[test]
fn a_folder_whose_module_or_backend_is_missing_is_refused() {
    if !is_installed() {
        return;
    }
    let folder = with_a_state_about_to_move();
    put(folder.path(), "calls.tf", "module \"missing\" {\n  source = \"./missing\"\n}\n");
    check_refused(folder.path());
    fs::remove_file(folder.path().join("backend.tf")).unwrap();
    check_refused(folder.path());
}

#[test]
fn a_folder_with_nothing_but_the_guard_is_refused() {
    if is_installed() {
        check_refused(tempfile::tempdir().unwrap().path());
    }
}

#[test]
fn a_root_module_that_calls_a_guarded_module_is_refused() {
    if !is_installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "main.tf", "module \"network\" {\n  source = \"./network\"\n}\n");
    put(folder.path(), "network/main.tf", "");
    put(folder.path(), &format!("network/{GUARD}"), GUARD_TEXT);
    for arguments in [&["init"][..], &["plan"]] {
        let (succeeded, said) = terraform(folder.path(), arguments);
        assert!(!succeeded && said.contains("generate was interrupted"), "{said}");
    }
}

#[test]
fn the_guard_is_laid_out_as_terraform_would() {
    if !is_installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), GUARD, GUARD_TEXT);
    let output =
        Command::new("terraform").args(["fmt", "-check", "."]).current_dir(&folder).output();
    assert!(output.unwrap().status.success());
}
