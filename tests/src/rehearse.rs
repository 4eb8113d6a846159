//! Rehearsals, several at a time: each mostly waits.

use std::collections::VecDeque;
use std::env;
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

use blueprint::Source;
use rehearsal::{
    Change, Environment, Report, Running, Script, Sequence, SequenceReport, Settings, Validation,
    find_terraform,
};

use crate::compile::{Example, TEMPLATES};
use crate::generate::generate_all;
use crate::terraform::{Terraform, with_providers};

/// How many rehearsals run at a time in this process. Each takes a gigabyte while it applies.
const SIDE_BY_SIDE: usize = 8;

/// The right to rehearse, which [`SIDE_BY_SIDE`] have at a time, whichever tests they belong to.
struct Slot;

static FREE: Mutex<usize> = Mutex::new(SIDE_BY_SIDE);
static FREED: Condvar = Condvar::new();

impl Slot {
    fn take() -> Self {
        let free = FREE.lock().expect(UNPOISONED);
        *FREED.wait_while(free, |free| *free == 0).expect(UNPOISONED) -= 1;
        Self
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        *FREE.lock().expect(UNPOISONED) += 1;
        FREED.notify_one();
    }
}

const UNPOISONED: &str = "nothing panics while it holds this lock";

/// Those that are rehearsed everywhere; the others in CI, or if `REHEARSE=all`.
pub fn is_wanted(name: &str, everywhere: &[&str]) -> bool {
    env::var_os("CI").is_some()
        || env::var_os("REHEARSE").is_some_and(|wanted| wanted == "all")
        || everywhere.contains(&name)
}

/// With the real Terraform and the real providers, or a skipped test.
pub fn settings() -> Option<Settings> {
    with_providers().map(settings_with)
}

pub fn settings_with(provided: Terraform) -> Settings {
    let users = env::vars_os();
    let environment: Environment = users.chain(provided.environment()).collect();
    let terraform = find_terraform(&environment).expect("what provides names it");
    Settings {
        terraform,
        environment,
        iam_propagation: Duration::from_secs(2),
        jobs: 4,
        // Another test validates all examples in one run.
        validation: Validation::LeftOut,
    }
}

/// The exact files that the command line would rehearse.
pub fn script(example: &Example) -> Script {
    let path = format!("blueprints/{}", example.file_name());
    let source = Source { path, text: example.text.clone() };
    Script::new(source, &example.architecture, &example.tree, &TEMPLATES)
}

#[track_caller]
pub fn rehearse(script: &Script, settings: &Settings) -> Report {
    let _slot = Slot::take();
    let folder = tempfile::tempdir().expect("a temporary folder");
    rehearsal::rehearse(script, settings, folder.path(), &Running::default(), &|_| {})
        .unwrap_or_else(|error| panic!("{}: {error:#}", script.blueprint.path))
}

/// Both sides of a change: the second is generated over the first.
#[track_caller]
pub fn change(before: &str, after: &str) -> (Script, Script) {
    let mut sides = generate_all(&[before, after]).into_iter().map(|side| side.script);
    let mut next = || sides.next().expect("there are two");
    (next(), next())
}

#[track_caller]
pub fn rehearse_change(change: &Change, settings: &Settings) -> Report {
    let _slot = Slot::take();
    let folder = tempfile::tempdir().expect("a temporary folder");
    rehearsal::rehearse_change(change, settings, folder.path(), &Running::default(), &|_| {})
        .unwrap_or_else(|error| panic!("{}: {error:#}", change.after.blueprint.path))
}

#[track_caller]
pub fn rehearse_sequence(sequence: &Sequence, settings: &Settings) -> SequenceReport {
    let _slot = Slot::take();
    let folder = tempfile::tempdir().expect("a temporary folder");
    rehearsal::rehearse_sequence(sequence, settings, folder.path(), &Running::default(), &|_| {})
        .unwrap_or_else(|error| panic!("{}: {error:#}", sequence.first.blueprint.path))
}

/// What `act` says of each, in the order in which they are done.
pub fn side_by_side<T: Send, R: Send>(all: Vec<T>, act: impl Fn(T) -> R + Sync) -> Vec<R> {
    at_a_time(SIDE_BY_SIDE, all, act)
}

pub fn at_a_time<T: Send, R: Send>(
    count: usize,
    all: Vec<T>,
    act: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let waiting = Mutex::new(VecDeque::from(all));
    let done = Mutex::new(Vec::new());
    let next = || waiting.lock().expect(UNPOISONED).pop_front();
    thread::scope(|scope| {
        for _ in 0..count {
            scope.spawn(|| {
                while let Some(one) = next() {
                    let result = act(one);
                    done.lock().expect(UNPOISONED).push(result);
                }
            });
        }
    });
    done.into_inner().expect(UNPOISONED)
}
