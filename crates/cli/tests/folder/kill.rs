//! Runs killed by the operating system at random moments.
//!
//! `KILLS=200 cargo test -p cli --test folder kill` kills more often than the usual twenty times.
//! Where the kills have landed is said on stderr: seen with `-- --nocapture`.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use cli::folder::{GUARD, GUARD_TEXT, LOCK};

use crate::support::{Tree, names, relative, tree, written};

/// Set for the child process: the folder it writes into.
const FOLDER: &str = "LAKEWRIGHT_TEST_FOLDER";

/// A hundred workspaces of eight files, and modules they share.
fn estate(version: &str) -> Tree {
    let mut estate = tree(&[("README.md", version)]).with_stacks(&[]);
    for module in ["network", "workspace", version] {
        let text = format!("# {version} {module}\n").repeat(50);
        estate.files.insert(relative(&format!("modules/{module}/main.tf")), text.into());
    }
    for workspace in 0..100 {
        let stack = format!("workspace-{workspace:03}");
        for file in
            ["main", "variables", "outputs", "versions", "backend", "providers", "same", version]
        {
            let version = if file == "same" { "same" } else { version };
            let text = format!("# {version} {stack} {file}\n").repeat(50);
            estate.files.insert(relative(&format!("{stack}/{file}.tf")), text.into());
        }
        estate.stacks.insert(stack, ["aws_vpc.this".to_owned()].into());
    }
    estate
}

/// The process that is killed, when started by the test below; otherwise nothing.
#[test]
fn child() {
    if let Some(folder) = env::var_os(FOLDER) {
        estate("new").write(Path::new(&folder)).unwrap();
    }
}

#[test]
fn a_killed_run_leaves_old_new_or_guarded_and_the_next_completes_it() {
    let kills = env::var("KILLS").map_or(20, |kills| kills.parse().expect("KILLS is a number"));
    let (old, new) = (estate("old"), estate("new"));
    let writing = run(written(&old).path(), None);
    let mut found = BTreeMap::new();
    for kill in 0..kills {
        // Steps of the golden section spread evenly, whatever their number.
        let moment = (f64::from(kill) * 0.618_034).fract();
        let folder = match kill % 4 {
            0 => tempfile::tempdir().unwrap(),
            _ => written(&old),
        };
        let folder = folder.path();
        let before = if kill % 4 == 0 { Tree::default() } else { old.clone() };
        run(folder, Some(writing.mul_f64(moment)));
        *found.entry(state(folder, &before, &new)).or_insert(0) += 1;
        // Every third time, the next run wants something else than the killed one did.
        let (next, rest) = if kill % 3 == 0 { (&old, "old") } else { (&new, "new") };
        next.write(folder).unwrap_or_else(|error| panic!("completing to {rest}: {error}"));
        assert_eq!(files(folder), wanted(next), "completing to {rest}");
        assert!(
            !names(folder).iter().any(|name| name.contains(".lakewright") || name.contains(GUARD))
        );
        assert!(next.changes(folder).is_empty());
    }
    eprintln!("{kills} kills within {writing:?} of writing left {found:?}");
}

/// Starts a run, and kills it some time after its first change, if one is given; how long it lived
/// from there on.
fn run(folder: &Path, kill_after: Option<Duration>) -> Duration {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["kill::child", "--exact"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    while !folder.join(".lakewright").exists() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_micros(100));
    }
    let first_change = Instant::now();
    if let Some(after) = kill_after {
        sleep(after);
        child.kill().unwrap();
    }
    child.wait().unwrap();
    first_change.elapsed()
}

/// The state a killed run left: fails if it is none of the three.
fn state(folder: &Path, old: &Tree, new: &Tree) -> &'static str {
    let found = files(folder);
    let guarded = |stack: &&String| {
        fs::read(folder.join(stack).join(GUARD)).is_ok_and(|text| text == GUARD_TEXT.as_bytes())
    };
    if found == wanted(old) {
        return "old";
    }
    if found == wanted(new) {
        return "new";
    }
    // Every stack is affected: the modules change. A new one appears together with its guard.
    let stands = |stack: &&String| folder.join(stack).exists();
    let unguarded = new.stacks.keys().filter(stands).find(|stack| !guarded(stack));
    assert_eq!(unguarded, None, "a mixture of old and new is not guarded");
    "guarded"
}

/// Everything but our bookkeeping and the guards.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = crate::support::snapshot(folder);
    found.retain(|name, _| {
        !name.ends_with('/')
            && !name.starts_with(".lakewright")
            && !name.ends_with(GUARD)
            && name != LOCK
    });
    found
}

fn wanted(tree: &Tree) -> BTreeMap<String, Vec<u8>> {
    tree.files
        .iter()
        .map(|(path, text)| (path.to_string(), text.to_string().into_bytes()))
        .collect()
}
