//! Nothing is written outside the folder, nor where something else stands.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::support::{put, snapshot, tree, written};

/// Writes over a folder that `prepare` has put something into, with `outside` beside it.
#[track_caller]
fn check_refused(prepare: impl Fn(&Path, &Path), expected: &str) {
    let outside = tempfile::tempdir().unwrap();
    put(outside.path(), "main.tf", "outside");
    let before = snapshot(outside.path());
    let folder = written(&tree(&[("main.tf", "old"), ("dev/main.tf", "old")]));
    prepare(folder.path(), outside.path());
    let new = tree(&[("main.tf", "new"), ("dev/main.tf", "new"), ("new/main.tf", "new")]);
    let error = new.error(folder.path());
    assert!(error.contains(expected), "{error}");
    assert_eq!(snapshot(outside.path()), before);
}

fn replace_by_link(path: &Path, to: &Path) {
    fs::remove_file(path).or_else(|_| fs::remove_dir_all(path)).unwrap_or_default();
    symlink(to, path).unwrap();
}

#[test]
fn a_link_in_place_of_a_folder_or_file_is_refused() {
    check_refused(
        |folder, out| replace_by_link(&folder.join("dev"), out),
        "dev` is a symbolic link",
    );
    check_refused(
        |folder, out| replace_by_link(&folder.join("new"), out),
        "new` is a symbolic link",
    );
    let main =
        |folder: &Path, out: &Path| replace_by_link(&folder.join("main.tf"), &out.join("main.tf"));
    check_refused(main, "main.tf` is a symbolic link");
    let dangling = |folder: &Path, out: &Path| {
        replace_by_link(&folder.join("main.tf"), &out.join("absent.tf"));
    };
    check_refused(dangling, "main.tf` is a symbolic link");
}

#[test]
fn a_link_in_place_of_our_bookkeeping_is_refused() {
    for path in ["lakewright.lock", ".lakewright"] {
        let link = |folder: &Path, out: &Path| replace_by_link(&folder.join(path), out);
        check_refused(link, "is a symbolic link");
    }
    for path in ["journal", "running"] {
        let link = |folder: &Path, out: &Path| {
            fs::create_dir(folder.join(".lakewright")).unwrap();
            replace_by_link(&folder.join(".lakewright").join(path), &out.join("main.tf"));
        };
        check_refused(link, "is a symbolic link");
    }
}

#[test]
fn the_output_folder_itself_may_be_a_link() {
    let real = tempfile::tempdir().unwrap();
    let links = tempfile::tempdir().unwrap();
    let link = links.path().join("out");
    symlink(real.path(), &link).unwrap();
    tree(&[("dev/main.tf", "text")]).write(&link).unwrap();
    assert!(real.path().join("dev/main.tf").is_file());
}

#[test]
fn a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder_are_refused() {
    let folder_for_file = |folder: &Path, _: &Path| {
        fs::remove_file(folder.join("main.tf")).unwrap();
        fs::create_dir(folder.join("main.tf")).unwrap();
    };
    check_refused(folder_for_file, "main.tf` is in the way: a file is to be written there");
    let file_for_folder = |folder: &Path, _: &Path| put(folder, "new", "");
    check_refused(file_for_folder, "new` is in the way: a folder is needed there");
}

#[test]
fn a_lock_that_was_made_to_lead_outside_is_refused() {
    for path in ["../main.tf", "/etc/passwd", "terraform.tfstate", ".git/config"] {
        let edit = |folder: &Path, _: &Path| {
            let lock = fs::read_to_string(folder.join("lakewright.lock")).unwrap();
            put(folder, "lakewright.lock", &lock.replace("\"main.tf\"", &format!("\"{path}\"")));
        };
        check_refused(edit, path);
    }
}

#[test]
fn a_reserved_path_is_never_generated() {
    let folder = tempfile::tempdir().unwrap();
    for path in ["terraform.tfstate", "dev/.terraform.lock.hcl", ".lakewright/journal"] {
        assert!(tree(&[(path, "")]).error(folder.path()).contains("is not ours to generate"));
    }
}

#[test]
fn the_output_folder_must_be_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "out", "");
    assert!(tree(&[]).error(&folder.path().join("out")).contains("a folder is needed there"));
}
