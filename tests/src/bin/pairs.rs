//! Compares forecasts with the real plans of random pairs of blueprints. See `docs/rehearsal.md`, "Random pairs".
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

use gallery::changes::pairs::start;
use gallery::changes::planned::{self, Planned};
use gallery::program::{exit, settings_of_many};
use gallery::rehearse::at_a_time;
use rehearsal::Settings;

const USAGE: &str = "\
usage: pairs [--starts NUMBER] [--others NUMBER] [--seed NUMBER] [--results FILE] [--jobs NUMBER] [--list]

  --starts NUMBER   blueprints that are applied (40)
  --others NUMBER   blueprints that are planned over each (5)
  --seed NUMBER     of the first start; the next ones count on (1)
  --results FILE    writes each pair at once, and leaves out the starts that the file has (pairs.jsonl)
  --jobs NUMBER     rehearsals at a time (2)
  --list            compares what the file has with the forecast anew, and plans nothing";

struct Arguments {
    starts: u64,
    others: usize,
    seed: u64,
    results: PathBuf,
    jobs: usize,
    lists: bool,
}

fn main() -> ExitCode {
    exit(USAGE, arguments(env::args().skip(1)).map(|arguments| run(&arguments)))
}

fn arguments(mut given: impl Iterator<Item = String>) -> Option<Arguments> {
    let mut arguments = Arguments {
        starts: 40,
        others: 5,
        seed: 1,
        results: PathBuf::from("pairs.jsonl"),
        jobs: 2,
        lists: false,
    };
    while let Some(option) = given.next() {
        match option.as_str() {
            "--list" => arguments.lists = true,
            "--results" => arguments.results = given.next()?.into(),
            "--starts" => arguments.starts = given.next()?.parse().ok()?,
            "--others" => arguments.others = given.next()?.parse().ok()?,
            "--seed" => arguments.seed = given.next()?.parse().ok()?,
            "--jobs" => arguments.jobs = given.next()?.parse().ok().filter(|jobs| *jobs > 0)?,
            _ => return None,
        }
    }
    Some(arguments)
}

/// Says whether every plan is as it was forecast.
fn run(arguments: &Arguments) -> std::io::Result<bool> {
    if !arguments.lists {
        plan(arguments, &settings_of_many()?)?;
    }
    let (is_right, table) = planned::table(&planned::read(&arguments.results)?);
    println!("{table}");
    Ok(is_right)
}

fn plan(arguments: &Arguments, settings: &Settings) -> std::io::Result<()> {
    let known = planned::read(&arguments.results)?;
    let is_new = |seed: &u64| known.iter().all(|pair| pair.seed != *seed);
    let seeds = arguments.seed..arguments.seed + arguments.starts;
    let file = Mutex::new(());
    let tell = |pair: &Planned| {
        let _one_at_a_time = file.lock().expect("nothing panics while it holds this lock");
        eprintln!("{pair}");
        planned::append(&arguments.results, pair).expect("the file of results can be written");
    };
    at_a_time(arguments.jobs, seeds.filter(is_new).collect(), |seed| {
        let start = start(seed, arguments.others);
        match planned::plan(seed, &start, settings) {
            Ok(pairs) => pairs.iter().for_each(tell),
            Err(error) => eprintln!("start {seed}: {error:#}\n{}", start.draft.text()),
        }
    });
    Ok(())
}
