//! Rehearses the sequences of `gallery::changes`. See `docs/rehearsal.md`, "The change suite".
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for developers"
)]

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;

use gallery::changes::results::{self, Known, Outcome};
use gallery::changes::run::{Walk, walks};
use gallery::changes::{Sequence, all};
use gallery::program::{exit, settings_of_many};
use gallery::rehearse::at_a_time;
use rehearsal::Settings;

const USAGE: &str = "\
usage: changes [--only SUBSTRING] [--shard I/N] [--results FILE] [--jobs NUMBER] [--list]

  --only SUBSTRING  only sequences whose name has it; may be repeated
  --shard I/N       the I-th of N parts; I begins with 1
  --results FILE    writes each result at once, and leaves out what the file has (changes.jsonl)
  --jobs NUMBER     rehearsals at a time (2)
  --list            prints the sequences with what is known of them, and rehearses nothing";

struct Arguments {
    only: Vec<String>,
    shard: (usize, usize),
    results: PathBuf,
    jobs: usize,
    lists: bool,
}

fn main() -> ExitCode {
    exit(USAGE, arguments(env::args().skip(1)).map(|arguments| run(&arguments)))
}

fn arguments(mut given: impl Iterator<Item = String>) -> Option<Arguments> {
    let mut arguments = Arguments {
        only: Vec::new(),
        shard: (1, 1),
        results: PathBuf::from("changes.jsonl"),
        jobs: 2,
        lists: false,
    };
    while let Some(option) = given.next() {
        match option.as_str() {
            "--list" => arguments.lists = true,
            "--only" => arguments.only.push(given.next()?),
            "--results" => arguments.results = given.next()?.into(),
            "--jobs" => arguments.jobs = given.next()?.parse().ok().filter(|jobs| *jobs > 0)?,
            "--shard" => arguments.shard = shard(&given.next()?)?,
            _ => return None,
        }
    }
    Some(arguments)
}

fn shard(text: &str) -> Option<(usize, usize)> {
    let (index, count) = text.split_once('/')?;
    let (index, count) = (index.parse().ok()?, count.parse().ok()?);
    (1..=count).contains(&index).then_some((index, count))
}

/// Says whether every step ended as it must.
fn run(arguments: &Arguments) -> std::io::Result<bool> {
    let all = all();
    let is_wanted = |sequence: &&Sequence| {
        arguments.only.is_empty() || arguments.only.iter().any(|it| sequence.name.contains(it))
    };
    let wanted: Vec<_> = all.iter().filter(is_wanted).collect();
    let (index, count) = arguments.shard;
    let of_shard = walks(&wanted).into_iter().skip(index - 1).step_by(count);
    let sequences: Vec<_> = of_shard.flat_map(|walk| walk.sequences).collect();
    let known = results::read(&arguments.results)?;
    if !arguments.lists {
        let pending: Vec<_> =
            sequences.iter().copied().filter(|sequence| !is_done(sequence, &known)).collect();
        rehearse(walks(&pending), &settings_of_many()?, arguments);
    }
    let (is_right, table) = results::table(&sequences, &results::read(&arguments.results)?);
    println!("{table}");
    Ok(is_right)
}

fn is_done(sequence: &Sequence, known: &Known) -> bool {
    let is_known = |name: &String| known.contains_key(&(sequence.name.clone(), name.clone()));
    sequence.steps.iter().all(|step| is_known(&step.name))
}

fn rehearse(walks: Vec<Walk>, settings: &Settings, arguments: &Arguments) {
    let file = Mutex::new(());
    let tell = |outcome: Outcome| {
        let _one_at_a_time = file.lock().expect("nothing panics while it holds this lock");
        eprintln!("{}, {}: {:?}", outcome.sequence, outcome.step, outcome.ending);
        results::append(&arguments.results, &outcome).expect("the file of results can be written");
    };
    at_a_time(arguments.jobs, walks, |walk| walk.rehearse(settings, &tell));
}
