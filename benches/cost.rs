//! What a run costs, as whole commands, beside what copying its result costs.
//!
//! `cargo bench -p cli --bench cost` builds the binary as it is released and prints two tables:
//!
//! - one workspace, cold: each run is a new process writing into a new folder;
//! - an estate of 100, 1,000 and 10,000 workspaces from one file: time and peak memory of `generate` into
//!   a new folder, and of `cp -r` of the same result, in turns.
//!
//! Times are the least of several runs: what is added by other work on the machine is not ours.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a benchmark runs programs"
)]
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

const BINARY: &str = env!("CARGO_BIN_EXE_lakewright");
const COLD_RUNS: usize = 40;
const ESTATES: [(usize, usize); 3] = [(100, 7), (1_000, 5), (10_000, 2)];

fn main() {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    cold(scratch.path());
    estates(scratch.path());
}

fn cold(scratch: &Path) {
    let blueprint = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../blueprints/customer-managed-with-keys.toml");
    println!("one workspace, cold, least and median of {COLD_RUNS}");
    let check: Vec<_> =
        (0..COLD_RUNS).map(|_| run(lakewright("check").arg(&blueprint)).0).collect();
    print_cold("check", check, "5 ms");
    let generate = (0..COLD_RUNS).map(|run_number| {
        let out = scratch.join(format!("cold-{run_number}"));
        run(lakewright("generate").arg(&blueprint).arg("--out").arg(out)).0
    });
    print_cold("generate", generate.collect(), "10 ms");
}

fn print_cold(what: &str, mut times: Vec<Duration>, goal: &str) {
    times.sort();
    let median = times[times.len() / 2];
    println!("  {what:<9} {:>7.1} ms  {:>7.1} ms   goal: {goal}", ms(times[0]), ms(median));
}

fn estates(scratch: &Path) {
    println!("\nan estate from one file, least of several runs");
    println!("  workspaces   files   generate   of it each   memory      cp -r    ratio");
    for (workspaces, runs) in ESTATES {
        let blueprint = scratch.join(format!("{workspaces}.toml"));
        fs::write(&blueprint, estate(workspaces)).expect("a blueprint");
        let mut out = PathBuf::new();
        let (mut generate, mut memory, mut cp) = (Duration::MAX, 0, Duration::MAX);
        // Into new folders each time: where files have just been deleted, ext4 creates more slowly.
        for run_number in 0..runs {
            out = scratch.join(format!("out-{workspaces}-{run_number}"));
            let copy = out.with_extension("copy");
            let (time, peak) = run(lakewright("generate").arg(&blueprint).arg("--out").arg(&out));
            (generate, memory) = (generate.min(time), memory.max(peak));
            cp = cp.min(run(Command::new("cp").arg("-r").arg(&out).arg(&copy)).0);
        }
        let ratio = generate.as_secs_f64() / cp.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "for show")]
        let each = ms(generate) / workspaces as f64;
        println!(
            "  {workspaces:>10} {:>7} {:>7.0} ms {each:>9.3} ms {:>5} MB {:>7.0} ms {ratio:>7.2}",
            files(&out),
            ms(generate),
            memory / 1024,
            ms(cp),
        );
    }
    println!("  goal: at 1,000 a ratio of at most 2; time and memory that grow linearly");
}

/// Workspaces of three architectures, each with a part of one range.
fn estate(workspaces: usize) -> String {
    let mut text = String::from(
        "name = \"acme\"\nregion = \"eu-west-1\"\ntier = \"enterprise\"\n\n[network]\n\
         mode = \"customer-managed\"\ncidr = \"10.0.0.0/8\"\nvpc-size = \"/22\"\nzones = 2\n\n",
    );
    for number in 0..workspaces {
        let own = match number % 3 {
            0 => "",
            1 => "network.egress = \"single-nat\"\n",
            _ => "encryption.workspace-storage = \"create\"\n",
        };
        write!(text, "[workspaces.w{number:05}]\n{own}\n").expect("a string takes all");
    }
    text
}

fn lakewright(command: &str) -> Command {
    let mut lakewright = Command::new(BINARY);
    lakewright.arg(command);
    lakewright
}

/// Time and peak memory in KiB (where `/proc` tells) of a command that must succeed. What earlier
/// commands wrote is written back first, so that nobody waits for another's files.
fn run(command: &mut Command) -> (Duration, u64) {
    let _ = Command::new("sync").status();
    let start = Instant::now();
    let mut child =
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program is there");
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let watch = thread::spawn(move || peak_memory(&status));
    let exit = child.wait().expect("the program ends");
    let time = start.elapsed();
    assert!(exit.success(), "{command:?} failed");
    (time, watch.join().unwrap_or_default())
}

/// Looks until the process is gone; its peak only grows, so the last look counts.
fn peak_memory(status: &Path) -> u64 {
    let mut peak = 0;
    while let Ok(text) = fs::read_to_string(status) {
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let Some(size) = line.and_then(|line| line.trim().strip_suffix(" kB")) else { break };
        peak = size.parse().unwrap_or(peak);
        thread::sleep(Duration::from_millis(2));
    }
    peak
}

fn files(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { 1 }).sum()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
