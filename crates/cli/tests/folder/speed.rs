//! What writing costs beside copying. Not a test of anything: a measurement, run by hand with
//! `cargo test --release -p cli --test folder speed -- --ignored --nocapture`.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use cli::folder::read;

use crate::support::{Tree, relative, tree};

/// Workspaces of eight files, three kilobytes each.
fn estate(workspaces: usize, version: &str) -> Tree {
    let mut estate = tree(&[("modules/network/main.tf", version)]).with_stacks(&[]);
    for workspace in 0..workspaces {
        let stack = format!("workspace-{workspace:05}");
        for file in 0..8 {
            let text = format!("# {version} {stack} {file}, line of some length\n").repeat(60);
            estate.files.insert(relative(&format!("{stack}/file{file}.tf")), text.into());
        }
        let addresses = (0..60).map(|n| format!("module.network.aws_subnet.number{n}"));
        estate.stacks.insert(stack, addresses.collect());
    }
    estate
}

fn time(what: &str, f: impl FnOnce()) -> Duration {
    let started = Instant::now();
    f();
    let took = started.elapsed();
    eprintln!("{what:<50} {took:>10.1?}");
    took
}

fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-r").args([from, to]).status();
    assert!(copied.unwrap().success());
}

fn measure(workspaces: usize) {
    let (old, new) = (estate(workspaces, "old"), estate(workspaces, "new"));
    let mut one_changed = new.clone();
    one_changed.files.insert(relative("workspace-00007/file3.tf"), "changed".to_owned().into());
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("out");
    eprintln!("{} files", old.files.len());
    time("create", || drop(old.write(&folder).unwrap()));
    time("cp -r", || copy(&folder, &scratch.path().join("copy")));
    time("update all", || drop(new.write(&folder).unwrap()));
    time("cp -r over it", || copy(&folder.join("."), &scratch.path().join("copy")));
    time("nothing to do", || drop(new.write(&folder).unwrap()));
    time("update one", || drop(one_changed.write(&folder).unwrap()));
    time("read the lock", || drop(read(&folder).unwrap()));
}

#[test]
#[ignore = "a measurement"]
fn speed() {
    for _ in 0..3 {
        measure(1_000);
    }
    measure(10_000);
}
