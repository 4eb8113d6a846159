use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use rehearsal::{Environment, find_terraform};
use tempfile::TempDir;

/// A search path of two folders, each with the programs that are named.
fn machine(first: &[&str], second: &[&str]) -> (TempDir, Environment) {
    let machine = tempfile::tempdir().unwrap();
    let folders = [("first", first), ("second", second)].map(|(name, programs)| {
        let folder = machine.path().join(name);
        fs::create_dir(&folder).unwrap();
        for program in programs {
            let file = folder.join(program);
            fs::write(&file, "").unwrap();
            fs::set_permissions(&file, Permissions::from_mode(0o755)).unwrap();
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
    let (machine, environment) = machine(&["terraform"], &["tofu", "terraform-1.12"]);
    let naming = |named: &Path| {
        let path = environment.get("PATH").unwrap();
        find_terraform(&[("PATH", path), ("TERRAFORM", named.as_os_str())].into_iter().collect())
    };
    let named = machine.path().join("second/tofu");
    assert_eq!(naming(&named).unwrap(), named);
    let found = machine.path().join("second/terraform-1.12");
    assert_eq!(naming(Path::new("terraform-1.12")).unwrap(), found);
    let told = naming(Path::new("/nowhere/terraform")).unwrap_err().to_string();
    assert!(told.contains("`TERRAFORM` is `/nowhere/terraform`"), "{told}");
}

#[test]
fn a_path_from_here_leads_to_the_same_program_from_everywhere() {
    let here = std::env::current_dir().unwrap();
    let folder = TempDir::new_in(&here).unwrap();
    let program = folder.path().join("terraform");
    fs::write(&program, "").unwrap();
    fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    let relative = folder.path().strip_prefix(&here).unwrap();
    for variable in [("PATH", relative.to_owned()), ("TERRAFORM", relative.join("terraform"))] {
        assert_eq!(find_terraform(&[variable].into_iter().collect()).unwrap(), program);
    }
}

#[test]
fn where_there_is_neither_both_are_named() {
    let (_machine, environment) = machine(&[], &[]);
    let told = find_terraform(&environment).unwrap_err().to_string();
    assert!(told.contains("`terraform`") && told.contains("`tofu`"), "{told}");
}
