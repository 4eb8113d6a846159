//! Runs that are stopped after every single step.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io};

use blueprint::PreviousRun;
use codegen::{Addresses, RelativePath, Text};
use proptest::prelude::*;

use super::disk::Disk;
use super::write::write_on;
use super::{Consent, Deployment, Error, GUARD, GUARD_TEXT, LOCK, Output, changes, read, write};

/// Stops a run: as a kill does, if nothing can be done after the step either, or as an error.
#[derive(Default)]
pub(super) struct Fault {
    steps: AtomicUsize,
    at: Option<usize>,
    kind: Kind,
    /// Done by someone else before the first step, which comes after the comparison.
    meanwhile: Option<Box<dyn Fn() + Sync>>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Kill,
    Error,
}

impl Fault {
    pub(super) fn step(&self) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::Relaxed);
        if let (0, Some(deed)) = (step, &self.meanwhile) {
            deed();
        }
        let fails = match self.kind {
            Kind::Kill => self.at.is_some_and(|at| step >= at),
            Kind::Error => self.at == Some(step),
        };
        if fails { Err(io::Error::new(io::ErrorKind::StorageFull, "injected")) } else { Ok(()) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    files: BTreeMap<RelativePath, Text>,
    stacks: BTreeMap<String, Addresses>,
    deployment: Deployment,
    record: PreviousRun,
}

impl Wanted {
    fn new(stacks: &[&str], files: &[(&str, &str)]) -> Self {
        let address = |stack: &str| format!("a.{}", stack.replace('/', "_"));
        Self {
            files: files
                .iter()
                .map(|(path, text)| (RelativePath::new(*path).unwrap(), (*text).to_owned().into()))
                .collect(),
            stacks: stacks.iter().map(|s| ((*s).to_owned(), [address(s)].into())).collect(),
            deployment: Deployment { name: "acme".to_owned(), blueprint: "acme.toml".to_owned() },
            record: PreviousRun::default(),
        }
    }

    fn output(&self) -> Output<'_> {
        Output {
            files: &self.files,
            stacks: &self.stacks,
            deployment: &self.deployment,
            templates: None,
            record: &self.record,
            seen: None,
        }
    }

    /// What Terraform sees in a stack: the stack's own files and all that no stack has.
    fn view(&self, stack: &str, all: &BTreeSet<String>) -> BTreeMap<&str, String> {
        let files = self.files.iter().map(|(path, text)| (path.as_str(), text.to_string()));
        files.filter(|(path, _)| is_seen_by(path, stack, all)).collect()
    }
}

fn is_seen_by(path: &str, stack: &str, all: &BTreeSet<String>) -> bool {
    lies_in(path, stack) || !all.iter().any(|other| lies_in(path, other))
}

fn lies_in(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Everything in a folder, our bookkeeping included; folders end in a slash.
fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(at: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(at).into_iter().flatten() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                found.insert(format!("{name}/"), Vec::new());
                walk(&entry.path(), &format!("{name}/"), found);
            } else {
                found.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}

/// The files of a folder that are neither bookkeeping nor guards.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let is_tree = |name: &str| {
        !name.ends_with('/')
            && !name.starts_with(".lakewright")
            && !name.ends_with(GUARD)
            && name != LOCK
    };
    let files = snapshot(folder).into_iter().filter(|(name, _)| is_tree(name));
    files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

fn is_guarded(folder: &Path, stack: &str) -> bool {
    fs::read(folder.join(stack).join(GUARD)).is_ok_and(|text| text == GUARD_TEXT.as_bytes())
}

/// Each stack that has files is as one of `wholes` wants it, or guarded.
#[track_caller]
fn check_no_mixture_unguarded(folder: &Path, wholes: &[&Wanted]) {
    let all: BTreeSet<String> = wholes.iter().flat_map(|w| w.stacks.keys().cloned()).collect();
    let tree = tree(folder);
    let has_files = |stack: &&String| tree.keys().any(|path| lies_in(path, stack));
    for stack in all.iter().filter(has_files) {
        let view: BTreeMap<&str, String> = tree
            .iter()
            .map(|(path, text)| (path.as_str(), text.clone()))
            .filter(|(path, _)| is_seen_by(path, stack, &all))
            .collect();
        let is_whole = wholes.iter().any(|whole| whole.view(stack, &all) == view);
        assert!(is_whole || is_guarded(folder, stack), "`{stack}` is a mixture, and unguarded");
    }
}

/// Each stack on which Terraform may run is one whose ranges the lock keeps.
#[track_caller]
fn check_known_unless_guarded(folder: &Path, wanted: &Wanted) {
    let (tree, lock) = (tree(folder), read(folder).unwrap().lock);
    let has_files = |stack: &&String| tree.keys().any(|path| lies_in(path, stack));
    for stack in wanted.stacks.keys().filter(has_files) {
        let is_known = lock.stacks.contains_key(stack);
        assert!(is_known || is_guarded(folder, stack), "the lock does not know `{stack}`");
    }
}

/// The folder is `wanted`, with nothing of ours beside it and nothing to do.
#[track_caller]
fn check_complete(folder: &Path, wanted: &Wanted) {
    let found = snapshot(folder);
    let litter = |name: &&String| name.contains(".lakewright") || name.ends_with(GUARD);
    assert_eq!(found.keys().find(litter), None);
    let files: BTreeMap<String, String> =
        wanted.files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    assert_eq!(tree(folder), files);
    for name in found.keys().filter(|name| name.ends_with('/')) {
        assert!(files.keys().any(|path| path.starts_with(name.as_str())), "`{name}` is left over");
    }
    assert!(changes(&wanted.output(), folder, &Consent::default()).unwrap().is_empty());
}

fn forgetting(stacks: &[&str]) -> Consent {
    let forgotten_stacks = stacks.iter().map(ToString::to_string).collect();
    Consent { forgotten_stacks, ..Consent::default() }
}

fn stopped(kind: Kind, at: usize) -> Disk {
    Disk { fault: Fault { at: Some(at), kind, ..Fault::default() } }
}

/// Stops writing `wanted` after `at` steps; whether the run came to its end before.
fn run_stopped(kind: Kind, at: usize, wanted: &Wanted, folder: &Path) -> Result<(), Error> {
    write_on(&stopped(kind, at), &wanted.output(), folder, &forgetting(&["gone"])).map(drop)
}

fn old() -> Wanted {
    Wanted::new(
        &["dev", "prod", "gone"],
        &[
            ("README.md", "old"),
            ("dev/main.tf", "old dev"),
            ("dev/same.tf", "same"),
            ("dev/stale.tf", "stale"),
            ("gone/main.tf", "old gone"),
            ("modules/network/main.tf", "old network"),
            ("modules/old/main.tf", "old module"),
            ("prod/main.tf", "old prod"),
        ],
    )
}

fn new() -> Wanted {
    Wanted::new(
        &["dev", "prod", "fresh"],
        &[
            ("README.md", "new"),
            ("dev/main.tf", "new dev"),
            ("dev/same.tf", "same"),
            ("fresh/main.tf", "fresh"),
            ("modules/network/main.tf", "new network"),
            ("modules/new/deep/main.tf", "new module"),
            ("prod/main.tf", "new prod"),
        ],
    )
}

/// Neither of the two: some files of each, some of its own.
fn third() -> Wanted {
    Wanted::new(
        &["dev", "prod", "third"],
        &[
            ("README.md", "new"),
            ("dev/main.tf", "third dev"),
            ("dev/same.tf", "same"),
            ("dev/stale.tf", "stale"),
            ("modules/network/main.tf", "old network"),
            ("modules/third/main.tf", "third module"),
            ("prod/main.tf", "new prod"),
            ("third/main.tf", "third"),
        ],
    )
}

/// A folder as the run that wrote `wanted`, if any, left it.
fn folder_with(wanted: Option<&Wanted>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    if let Some(wanted) = wanted {
        write(&wanted.output(), folder.path(), &Consent::default()).unwrap();
    }
    folder
}

fn nothing() -> Wanted {
    Wanted::new(&[], &[])
}

/// Kills the step from `from` to `to` everywhere, and completes it with `completion`.
fn check_every_kill(from: Option<&Wanted>, to: &Wanted, completion: &Wanted) {
    let nothing = nothing();
    for at in 0.. {
        let folder = folder_with(from);
        let folder = folder.path();
        let finished = run_stopped(Kind::Kill, at, to, folder);
        check_no_mixture_unguarded(folder, &[from.unwrap_or(&nothing), to]);
        check_known_unless_guarded(folder, to);
        write(&completion.output(), folder, &forgetting(&["gone", "fresh"])).unwrap();
        check_complete(folder, completion);
        if finished.is_ok() {
            assert!(at > 10, "a run has more than {at} steps");
            return;
        }
    }
}

#[test]
fn a_run_killed_at_any_step_is_completed_by_the_next() {
    check_every_kill(Some(&old()), &new(), &new());
}

#[test]
fn a_run_killed_at_any_step_is_completed_by_one_that_wants_something_else() {
    check_every_kill(Some(&old()), &new(), &third());
}

#[test]
fn a_run_killed_at_any_step_is_undone_by_one_that_wants_the_old_tree() {
    check_every_kill(Some(&old()), &new(), &old());
}

#[test]
fn a_first_run_killed_at_any_step_is_completed() {
    check_every_kill(None, &new(), &new());
    check_every_kill(None, &new(), &third());
}

/// Two kills in a row. Every fifth pair of steps, in diagonals, so that each step is met.
#[test]
fn a_completion_killed_at_any_step_is_completed_too() {
    let old = Wanted::new(&["s"], &[("m/a.tf", "old"), ("s/a.tf", "old"), ("s/old.tf", "old")]);
    let new = Wanted::new(&["s", "t"], &[("m/a.tf", "new"), ("s/a.tf", "new"), ("t/a.tf", "new")]);
    let third = Wanted::new(&["s"], &[("m/a.tf", "third"), ("s/a.tf", "old"), ("s/b.tf", "third")]);
    let consent = forgetting(&["t"]);
    for at in 0.. {
        let mut finished = false;
        for again in (at % 5..).step_by(5) {
            let folder = folder_with(Some(&old));
            let folder = folder.path();
            finished = run_stopped(Kind::Kill, at, &new, folder).is_ok();
            let second = write_on(&stopped(Kind::Kill, again), &third.output(), folder, &consent);
            check_no_mixture_unguarded(folder, &[&old, &new, &third]);
            write(&new.output(), folder, &consent).unwrap();
            check_complete(folder, &new);
            if second.is_ok() {
                break;
            }
        }
        if finished {
            return;
        }
    }
}

#[test]
fn an_error_leaves_the_old_tree_or_says_that_it_is_guarded() {
    let (old, new) = (old(), new());
    for at in 0.. {
        let folder = folder_with(Some(&old));
        let folder = folder.path();
        let before = snapshot(folder);
        let error = match run_stopped(Kind::Error, at, &new, folder) {
            Ok(()) => return assert!(at > 10),
            Err(error) => error,
        };
        match error {
            Error::HalfWritten(_) => check_no_mixture_unguarded(folder, &[&old, &new]),
            error => {
                assert!(error.to_string().contains("injected"), "{error}");
                assert_eq!(snapshot(folder), before, "step {at}");
            }
        }
        write(&new.output(), folder, &forgetting(&["gone"])).unwrap();
        check_complete(folder, &new);
    }
}

#[test]
fn what_turns_up_where_a_folder_is_to_appear_is_not_lost() {
    let (old, new) = (old(), new());
    let folder = folder_with(Some(&old));
    let folder = folder.path();
    let mine = folder.join("modules/new/mine.tf");
    let make_mine = {
        let mine = mine.clone();
        move || {
            fs::create_dir(mine.parent().unwrap()).unwrap();
            fs::write(&mine, "mine").unwrap();
        }
    };
    let fault = Fault { meanwhile: Some(Box::new(make_mine)), ..Fault::default() };
    let written = write_on(&Disk { fault }, &new.output(), folder, &forgetting(&["gone"]));
    assert!(matches!(written, Err(Error::HalfWritten(_))));
    check_no_mixture_unguarded(folder, &[&old, &new]);
    write(&new.output(), folder, &forgetting(&["gone"])).unwrap();
    assert_eq!(fs::read(&mine).unwrap(), b"mine");
    fs::remove_file(&mine).unwrap();
    check_complete(folder, &new);
}

/// What a user does to a file between two runs.
#[derive(Clone, Debug)]
enum Deed {
    Edit,
    Crlf,
    Delete,
}

const PATHS: [&str; 7] = [
    "main.tf",
    "dev/main.tf",
    "dev/vpc.tf",
    "modules/a/main.tf",
    "modules/b/main.tf",
    "prod/deep/main.tf",
    "prod/main.tf",
];

fn trees() -> impl Strategy<Value = Wanted> {
    proptest::collection::vec(proptest::option::of(0..3_u8), PATHS.len()).prop_map(|texts| {
        let texts: Vec<_> = PATHS
            .iter()
            .zip(texts)
            .filter_map(|(path, text)| Some((*path, format!("line\ntext {}\n", text?))))
            .collect();
        let files: Vec<_> = texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
        Wanted::new(&["dev", "prod"], &files)
    })
}

fn deeds() -> impl Strategy<Value = Vec<(usize, Deed)>> {
    let deed = prop_oneof![Just(Deed::Edit), Just(Deed::Crlf), Just(Deed::Delete)];
    proptest::collection::vec((0..PATHS.len(), deed), 0..4)
}

/// An edit of a path that has no file makes a foreign one.
fn do_to(folder: &Path, path: &str, deed: &Deed) {
    let path = folder.join(path);
    let text = fs::read_to_string(&path).unwrap_or_default();
    match deed {
        Deed::Edit => {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text + "mine\n").unwrap();
        }
        Deed::Crlf if text.is_empty() => {}
        // As an editor does: a second time changes nothing.
        Deed::Crlf => {
            let lines: Vec<_> = text.lines().collect();
            fs::write(path, lines.join("\r\n") + "\r\n").unwrap();
        }
        Deed::Delete => fs::remove_file(path).unwrap_or_default(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    /// Texts of the user are those with `mine` in them: none of ours has it.
    #[test]
    fn no_byte_of_the_users_is_lost(
        old in trees(),
        killed in trees(),
        new in trees(),
        deeds in deeds(),
        at in 0..90_usize,
        more_deeds in deeds(),
    ) {
        let folder = folder_with(Some(&old));
        let folder = folder.path();
        for (path, deed) in deeds {
            do_to(folder, PATHS[path], &deed);
        }
        fs::create_dir_all(folder.join("dev/.terraform")).unwrap();
        for own in ["dev/own.tf", "dev/.terraform/x", "dev/terraform.tfstate", "modules/b/mine.txt"] {
            fs::create_dir_all(folder.join(own).parent().unwrap()).unwrap();
            fs::write(folder.join(own), "mine").unwrap();
        }
        let mine = |folder: &Path| -> BTreeMap<String, Vec<u8>> {
            let is_mine = |bytes: &[u8]| bytes.windows(4).any(|word| word == b"mine");
            snapshot(folder).into_iter().filter(|(_, bytes)| is_mine(bytes)).collect()
        };
        let before = mine(folder);
        run_stopped(Kind::Kill, at, &killed, folder).ok();
        prop_assert_eq!(&mine(folder), &before);

        for (path, deed) in more_deeds {
            do_to(folder, PATHS[path], &deed);
        }
        let before = snapshot(folder);
        let my_own = mine(folder);
        match write(&new.output(), folder, &Consent::default()) {
            Err(Error::Refused(_)) => prop_assert_eq!(&snapshot(folder), &before),
            Err(error) => panic!("{error}"),
            Ok(_) => {
                prop_assert_eq!(mine(folder), my_own);
                let tree = tree(folder);
                for (path, text) in &new.files {
                    prop_assert_eq!(tree[path.as_str()].replace("\r\n", "\n"), text.to_string());
                }
                let ours = tree.values().filter(|text| !text.contains("mine")).count();
                prop_assert_eq!(ours, new.files.len());
                prop_assert!(changes(&new.output(), folder, &Consent::default()).unwrap().is_empty());
            }
        }
    }
}
