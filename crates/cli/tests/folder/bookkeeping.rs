//! `lakewright.lock`, the staging folder, and runs that have nothing to do.

use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

use blueprint::PreviousRun;
use blueprint::addresses::{Pin, Pins};
use blueprint::values::Cidr;
use cli::folder::{Error, GUARD, GUARD_TEXT, LOCK, read};

use crate::support::{get, names, put, tree, written};

/// The VPC's range of the one workspace.
fn vpc(range: &str) -> Pins {
    let pins = [(Pin::Vpc, Cidr::parse(range).unwrap())];
    Pins::from([(String::new(), pins.into())])
}

#[test]
fn the_next_run_gets_the_pins_back() {
    let mut tree = tree(&[("main.tf", "")]);
    tree.record.pins = vpc("10.20.0.0/20");
    let folder = written(&tree);
    let lock = read(folder.path()).unwrap().lock;
    assert_eq!((lock.previous, lock.stacks), (tree.record.clone(), tree.stacks.clone()));
    let absent = read(&folder.path().join("absent")).unwrap().lock;
    assert_eq!(absent.previous, PreviousRun::default());
}

#[test]
fn a_changed_pin_changes_the_lock_only() {
    let mut tree = tree(&[("main.tf", "")]);
    let folder = written(&tree);
    let before = modified(&folder.path().join("main.tf"));
    tree.record.pins = vpc("10.0.0.0/8");
    let changes = tree.write(folder.path()).unwrap();
    assert!(changes.lock && changes.unchanged == 1);
    assert_eq!(read(folder.path()).unwrap().lock.previous, tree.record);
    assert_eq!(modified(&folder.path().join("main.tf")), before);
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).and_then(|found| found.modified()).unwrap()
}

#[test]
fn a_run_with_nothing_to_do_touches_nothing() {
    let tree = tree(&[("main.tf", ""), ("dev/main.tf", "")]);
    let folder = written(&tree);
    let times = || ["", "main.tf", "dev", LOCK].map(|path| modified(&folder.path().join(path)));
    let before = times();
    assert!(tree.write(folder.path()).unwrap().is_empty());
    assert_eq!(times(), before);
}

#[test]
fn a_comparison_touches_nothing() {
    let folder = written(&tree(&[("main.tf", "old")]));
    let before = modified(folder.path());
    assert_eq!(tree(&[("main.tf", "new")]).changes(folder.path()).update.len(), 1);
    assert_eq!(modified(folder.path()), before);
}

#[test]
fn a_lock_that_cannot_be_understood_stops_the_run() {
    let new = tree(&[("main.tf", "new")]);
    let folder = written(&tree(&[("main.tf", "old")]));
    put(folder.path(), LOCK, "format = 2\n<<<<<<< HEAD\n");
    assert!(new.error(folder.path()).contains("a merge conflict is not resolved"));
    put(folder.path(), LOCK, "format = 7\n[[files]]\n");
    assert!(new.error(folder.path()).contains("written by a newer lakewright"));
}

#[test]
fn a_second_run_on_the_same_folder_says_so() {
    let old = tree(&[("main.tf", "old")]);
    let folder = written(&old);
    put(folder.path(), ".lakewright/running", "");
    let running = File::open(folder.path().join(".lakewright/running")).unwrap();
    running.lock().unwrap();
    let error = tree(&[("main.tf", "new")]).write(folder.path()).unwrap_err();
    assert!(matches!(error, Error::Busy { .. }), "{error}");
    assert_eq!(get(folder.path(), "main.tf"), "old");

    drop(running);
    old.write(folder.path()).unwrap();
    assert_eq!(names(folder.path()), [LOCK, "main.tf"], "leftovers are cleared");
}

#[test]
fn a_guard_without_a_journal_is_an_interruption_too() {
    let tree = tree(&[("main.tf", "")]);
    let folder = written(&tree);
    put(folder.path(), GUARD, GUARD_TEXT);
    assert!(tree.changes(folder.path()).interrupted);
    tree.write(folder.path()).unwrap();
    assert_eq!(names(folder.path()), [LOCK, "main.tf"]);

    put(folder.path(), GUARD, "mine");
    assert_eq!(tree.refusal(folder.path()).foreign.len(), 1);
}
