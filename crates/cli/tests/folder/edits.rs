//! What happens to files that are not as we left them, or not ours.

use std::fs;

use crate::support::{get, names, put, relative, snapshot, tree, written};

#[test]
fn an_edited_file_is_refused_with_its_diff() {
    let folder = written(&tree(&[("main.tf", "one\ntwo\n"), ("vpc.tf", "old\n")]));
    put(folder.path(), "main.tf", "one\nmine\n");
    let new = tree(&[("main.tf", "one\n2\n"), ("vpc.tf", "new\n")]);
    let refusal = new.refusal(folder.path());
    insta::assert_snapshot!(refusal, @r#"
    1 file was edited by hand since lakewright wrote it

    --- main.tf (generated)
    +++ main.tf (on disk)
    @@ -1,2 +1,2 @@
     one
    -2
    +mine

    generating would lose these edits, so nothing was written
    help: keep the edit in a file of your own next to it; one whose name ends in `_override.tf` is merged over ours by Terraform
    help: or change the blueprint, or the template, so that it generates the edit
    help: or discard the edits with `lakewright generate --overwrite`
    "#);
}

#[test]
fn an_edited_file_is_refused_even_if_nothing_else_changes() {
    let tree = tree(&[("main.tf", "one\n")]);
    let folder = written(&tree);
    put(folder.path(), "main.tf", "mine\n");
    assert_eq!(tree.refusal(folder.path()).edited_by_hand.len(), 1);
}

#[test]
fn an_edit_that_we_would_write_ourselves_is_adopted() {
    let folder = written(&tree(&[("main.tf", "one\n")]));
    put(folder.path(), "main.tf", "two\n");
    let new = tree(&[("main.tf", "two\n")]);
    assert!(new.changes(folder.path()).lock);
    new.write(folder.path()).unwrap();
    assert!(new.changes(folder.path()).is_empty());
}

#[test]
fn overwriting_discards_edits_and_says_which() {
    let folder = written(&tree(&[("main.tf", "one\n"), ("stale.tf", "one\n")]));
    put(folder.path(), "main.tf", "mine\n");
    put(folder.path(), "stale.tf", "mine\n");
    put(folder.path(), "foreign.tf", "mine\n");
    let new = tree(&[("main.tf", "two\n"), ("foreign.tf", "two\n")]);
    let changes = new.overwrite(folder.path()).unwrap();
    let paths = ["foreign.tf", "main.tf", "stale.tf"].map(relative);
    assert_eq!(changes.discarded, paths);
    assert_eq!(names(folder.path()), ["foreign.tf", "lakewright.lock", "main.tf"]);
}

#[test]
fn a_stale_file_is_deleted_unless_it_was_edited() {
    let folder = written(&tree(&[("main.tf", ""), ("stale.tf", "one\n"), ("edited.tf", "one\n")]));
    put(folder.path(), "edited.tf", "mine\n");
    let new = tree(&[("main.tf", "")]);
    insta::assert_snapshot!(new.refusal(folder.path()), @r#"
    1 file was edited by hand since lakewright wrote it

    `edited.tf` is no longer generated and would be deleted

    generating would lose these edits, so nothing was written
    help: keep the edit in a file of your own next to it; one whose name ends in `_override.tf` is merged over ours by Terraform
    help: or change the blueprint, or the template, so that it generates the edit
    help: or discard the edits with `lakewright generate --overwrite`
    "#);
    put(folder.path(), "edited.tf", "one\n");
    assert_eq!(new.write(folder.path()).unwrap().delete.len(), 2);
    assert_eq!(names(folder.path()), ["lakewright.lock", "main.tf"]);
}

#[test]
fn a_foreign_file_is_refused_unless_it_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let new = tree(&[("main.tf", "ours\n")]);
    put(folder.path(), "main.tf", "mine\n");
    insta::assert_snapshot!(new.refusal(folder.path()), @r#"
    1 file is in the way, not written by lakewright

    --- main.tf (generated)
    +++ main.tf (on disk)
    @@ -1 +1 @@
    -ours
    +mine

    generating would lose what is there, so nothing was written
    help: rename the file, or choose another output folder
    help: or replace it with `lakewright generate --overwrite`
    "#);
    put(folder.path(), "main.tf", "ours\n");
    assert_eq!(new.write(folder.path()).unwrap().unchanged, 1);
    assert!(new.changes(folder.path()).is_empty());
}

#[test]
fn a_deleted_file_is_written_again_and_reported() {
    let tree = tree(&[("main.tf", ""), ("dev/vpc.tf", "")]);
    let folder = written(&tree);
    fs::remove_dir_all(folder.path().join("dev")).unwrap();
    let changes = tree.write(folder.path()).unwrap();
    assert_eq!((changes.recreate, changes.create), (vec![relative("dev/vpc.tf")], vec![]));
    assert!(tree.changes(folder.path()).is_empty());
}

#[test]
fn line_endings_changed_by_git_are_no_edit() {
    let old = tree(&[("main.tf", "a\nb\n"), ("vpc.tf", "a\n"), ("stale.tf", "a\n")]);
    let folder = written(&old);
    for name in names(folder.path()) {
        put(folder.path(), &name, &get(folder.path(), &name).replace('\n', "\r\n"));
    }
    assert!(old.changes(folder.path()).is_empty());
    let new = tree(&[("main.tf", "a\nb\n"), ("vpc.tf", "b\n")]);
    let changes = new.write(folder.path()).unwrap();
    assert_eq!((changes.unchanged, changes.update.len(), changes.delete.len()), (1, 1, 1));
    assert_eq!(get(folder.path(), "main.tf"), "a\r\nb\r\n");
    assert_eq!(get(folder.path(), "vpc.tf"), "b\n");
}

#[test]
fn what_the_user_and_terraform_keep_in_the_folder_stays() {
    let old =
        tree(&[("dev/main.tf", "old"), ("gone/deep/main.tf", "old"), ("gone/main.tf", "old")]);
    let folder = written(&old);
    let own =
        ["dev/.terraform/x", "dev/terraform.tfstate", "dev/.terraform.lock.hcl", "gone/own.tf"];
    for path in own {
        put(folder.path(), path, "mine");
    }
    tree(&[("dev/main.tf", "new")]).write(folder.path()).unwrap();
    let mut expected = snapshot(folder.path()).into_keys().collect::<Vec<_>>();
    expected.retain(|name| !name.ends_with('/'));
    assert_eq!(
        expected,
        [
            "dev/.terraform.lock.hcl",
            "dev/.terraform/x",
            "dev/main.tf",
            "dev/terraform.tfstate",
            "gone/own.tf",
            "lakewright.lock"
        ]
    );
    assert!(!folder.path().join("gone/deep").exists());
}

#[test]
fn a_missing_lock_adopts_what_is_exactly_ours() {
    let tree = tree(&[("main.tf", "a\n"), ("vpc.tf", "b\n")]);
    let folder = written(&tree);
    fs::remove_file(folder.path().join("lakewright.lock")).unwrap();
    assert_eq!(tree.write(folder.path()).unwrap().unchanged, 2);
    assert!(tree.changes(folder.path()).is_empty());
}

#[test]
fn the_diff_shows_what_is_written() {
    let folder = written(&tree(&[("main.tf", "one\n"), ("same.tf", "same\n")]));
    let new = tree(&[("main.tf", "two\n"), ("fresh.tf", "fresh\n"), ("same.tf", "same\n")]);
    insta::assert_snapshot!(new.changes(folder.path()).diff(&new.output()), @r#"
    --- a/fresh.tf
    +++ b/fresh.tf
    @@ -0,0 +1 @@
    +fresh
    --- a/main.tf
    +++ b/main.tf
    @@ -1 +1 @@
    -one
    +two
    "#);
}
