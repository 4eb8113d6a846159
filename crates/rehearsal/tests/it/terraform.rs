use std::fs;
use std::path::PathBuf;

use rehearsal::{Environment, find_terraform};
use tempfile::TempDir;

/// A search path of two folders, each with the programs that are named.
fn machine(first: &[&str], second: &[&str]) -> (TempDir, Environment) {
    let machine = tempfile::tempdir().unwrap();
    let folders = [("first", first), ("second", second)].map(|(name, programs)| {
        let folder = machine.path().join(name);
        fs::create_dir(&folder).unwrap();
        for program in programs {
            fs::write(folder.join(program), "").unwrap();
        }
        folder
    });
    let path = std::env::join_paths(folders).unwrap();
    (machine, [("PATH", path)].into_iter().collect())
}

#[test]
fn terraform_is_taken_before_opentofu_wherever_it_lies() {
    let (machine, environment) = machine(&["tofu"], &["terraform"]);
    let found = find_terraform(&environment).unwrap();
    assert_eq!(found, machine.path().join("second/terraform"));
}

#[test]
fn opentofu_is_taken_where_there_is_no_terraform() {
    let (machine, environment) = machine(&[], &["tofu"]);
    assert_eq!(find_terraform(&environment).unwrap(), machine.path().join("second/tofu"));
}

#[test]
fn what_the_user_names_is_taken_before_what_is_found() {
    let environment = [("PATH", "/nowhere"), ("TERRAFORM", "/opt/tofu")].into_iter().collect();
    assert_eq!(find_terraform(&environment).unwrap(), PathBuf::from("/opt/tofu"));
}

#[test]
fn where_there_is_neither_both_are_named() {
    let (_machine, environment) = machine(&[], &[]);
    let told = find_terraform(&environment).unwrap_err().to_string();
    assert!(told.contains("`terraform`") && told.contains("`tofu`"), "{told}");
}
