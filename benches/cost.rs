//! What a run costs, as whole commands, beside copying its result and beside an earlier build.
//!
//! `cargo bench -p cli --bench cost` builds the binary as it is distributed and measures, all in one run:
//!
//! - one workspace: each run is a new process that writes into a new folder;
//! - a deployment of 1,000 and of 10,000 workspaces from one file: `generate` into a new folder,
//!   `generate` again with nothing changed, and `cp -r` of the result, in turns;
//! - `diff` of one workspace and of 1,000, from their blueprint to one with another tag, beside `generate`.
//!
//! Two variables of the environment:
//!
//! - `LAKEWRIGHT_BASE`: an earlier `lakewright` to compare with. Without one, those ratios are skipped. To
//!   build it: `git worktree add ../base COMMIT && cargo build --release --bin lakewright`.
//! - `LAKEWRIGHT_BENCH_DIR`: where to write, best on a memory file system; `/dev/shm` if it is there.
//!
//! Times are the least of several runs: what other work on the machine adds is not ours. A ratio or a time
//! over its goal makes the benchmark fail.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a benchmark runs programs"
)]
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

const BINARY: &str = env!("CARGO_BIN_EXE_lakewright");
const COLD_RUNS: usize = 40;
/// Has this program run a command and print what it cost: the operating system adds up all children of
/// a process, so each command needs a parent of its own.
const MEASURE: &str = "--measure";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [first, program, rest @ ..] = &arguments[..]
        && first == MEASURE
    {
        return measure_one(program, rest);
    }
    let bench = Bench::new();
    let mut goals = Vec::new();
    bench.one_workspace(&mut goals);
    let thousand = bench.deployment(1_000, 7);
    let ten_thousand = bench.deployment(10_000, 3);
    goals.push(Goal::new(
        "1,000, another tag: diff, time of `generate`",
        ratio(thousand.diff.wall, thousand.new.wall),
        2.2,
    ));
    let (new, copy) = (&thousand.new, &thousand.copy);
    goals.extend([
        Goal::new("1,000 anew: time of `cp -r`", ratio(new.wall, copy.wall), 1.2),
        Goal::new("1,000 anew: processor time of `cp -r`", ratio(new.cpu, copy.cpu), 2.0),
    ]);
    if let (Some(base), Some(base_10k)) = (&thousand.base, &ten_thousand.base) {
        #[expect(clippy::cast_precision_loss, reason = "for a ratio")]
        let memory = |ours: &Cost, base: &Cost| ours.peak_kib as f64 / base.peak_kib as f64;
        let ten = &ten_thousand.new;
        goals.extend([
            Goal::new("1,000 anew: memory of the base", memory(new, &base.new), 0.6),
            Goal::new(
                "1,000 again: processor time of the base",
                ratio(thousand.again.cpu, base.again.cpu),
                0.35,
            ),
            Goal::new("10,000 anew: memory of the base", memory(ten, &base_10k.new), 0.4),
            Goal::new(
                "10,000 anew: processor time of the base",
                ratio(ten.cpu, base_10k.new.cpu),
                0.6,
            ),
        ]);
    } else {
        println!("\nno LAKEWRIGHT_BASE: its ratios are skipped");
    }
    println!("\n{:<44} {:>8} {:>8}", "goal", "found", "at most");
    for goal in &goals {
        println!("{goal}");
    }
    if goals.iter().all(Goal::is_met) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

struct Goal {
    what: &'static str,
    found: f64,
    at_most: f64,
}

impl Goal {
    fn new(what: &'static str, found: f64, at_most: f64) -> Self {
        Self { what, found, at_most }
    }

    fn is_met(&self) -> bool {
        self.found <= self.at_most
    }
}

impl std::fmt::Display for Goal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { what, found, at_most } = self;
        let missed = if self.is_met() { "" } else { "  missed" };
        write!(f, "{what:<44} {found:>8.2} {at_most:>8.2}{missed}")
    }
}

/// What a command cost.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    /// User and system time of all threads.
    cpu: Duration,
    peak_kib: u64,
}

impl Cost {
    const NONE_YET: Self = Self { wall: Duration::MAX, cpu: Duration::MAX, peak_kib: 0 };

    /// The least of the times; the most of the memory.
    fn or(self, other: Self) -> Self {
        Self {
            wall: self.wall.min(other.wall),
            cpu: self.cpu.min(other.cpu),
            peak_kib: self.peak_kib.max(other.peak_kib),
        }
    }
}

struct Deployment {
    new: Cost,
    diff: Cost,
    again: Cost,
    copy: Cost,
    base: Option<Generated>,
}

struct Generated {
    new: Cost,
    again: Cost,
}

struct Bench {
    scratch: tempfile::TempDir,
    base: Option<PathBuf>,
}

impl Bench {
    fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = match env::var_os("LAKEWRIGHT_BENCH_DIR") {
            Some(folder) => PathBuf::from(folder),
            None if memory.is_dir() => memory.to_owned(),
            None => env::temp_dir(),
        };
        println!("in `{}`", folder.display());
        let scratch = tempfile::tempdir_in(folder).expect("a folder to write into");
        Self { scratch, base: env::var_os("LAKEWRIGHT_BASE").map(PathBuf::from) }
    }

    fn one_workspace(&self, goals: &mut Vec<Goal>) {
        let blueprint = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../blueprints/customer-managed-with-keys.toml");
        println!("\none workspace, least and median of {COLD_RUNS}");
        let ours = Path::new(BINARY);
        let check: Vec<_> = (0..COLD_RUNS).map(|_| time(ours, "check", &[&blueprint])).collect();
        goals.push(Goal::new("one workspace: check, ms", print_cold("check", check), 5.0));
        let generate = (0..COLD_RUNS).map(|number| {
            let out = self.scratch.path().join(format!("cold-{number}"));
            time(ours, "generate", &[&blueprint, "--out".as_ref(), &out])
        });
        let generate = print_cold("generate", generate.collect());
        goals.push(Goal::new("one workspace: generate, ms", generate, 10.0));
        let text = fs::read_to_string(&blueprint).expect("the example is there");
        let other = self.with_another_tag("one", &text);
        let diff = (0..COLD_RUNS).map(|_| time(ours, "diff", &[&blueprint, &other]));
        let diff = print_cold("diff", diff.collect());
        goals.push(Goal::new(
            "one workspace, another tag: diff, time of `generate`",
            diff / generate,
            2.0,
        ));
    }

    fn with_another_tag(&self, name: &str, blueprint: &str) -> PathBuf {
        let path = self.scratch.path().join(format!("{name}-tagged.toml"));
        let tagged = format!("tags = {{ team = \"data\" }}\n{blueprint}");
        fs::write(&path, tagged).expect("the folder is there");
        path
    }

    fn deployment(&self, workspaces: usize, runs: usize) -> Deployment {
        let blueprint = self.scratch.path().join(format!("{workspaces}.toml"));
        fs::write(&blueprint, deployment(workspaces)).expect("a blueprint");
        let none = || Generated { new: Cost::NONE_YET, again: Cost::NONE_YET };
        let (mut ours, mut base) = (none(), self.base.as_ref().map(|_| none()));
        let tagged = self.with_another_tag(&workspaces.to_string(), &deployment(workspaces));
        let (mut copy, mut diff) = (Cost::NONE_YET, Cost::NONE_YET);
        for _ in 0..runs {
            let out = self.scratch.path().join("out");
            if let (Some(binary), Some(base)) = (&self.base, &mut base) {
                generate(binary, &blueprint, &out, base);
                fs::remove_dir_all(&out).expect("it was written");
            }
            generate(Path::new(BINARY), &blueprint, &out, &mut ours);
            diff = diff.or(measured(&[Path::new(BINARY), "diff".as_ref(), &blueprint, &tagged]));
            let to = self.scratch.path().join("copy");
            copy = copy.or(measured(&["cp".as_ref(), "-r".as_ref(), &out, &to]));
            fs::remove_dir_all(&out).expect("it was written");
            fs::remove_dir_all(&to).expect("it was written");
        }
        println!("\n{workspaces} workspaces, least of {runs} runs in turns");
        println!("  {:<22} {:>9} {:>11} {:>9}", "", "time", "processor", "memory");
        print_cost("generate", &ours.new);
        print_cost("generate again", &ours.again);
        print_cost("diff, another tag", &diff);
        print_cost("cp -r", &copy);
        if let Some(base) = &base {
            print_cost("base: generate", &base.new);
            print_cost("base: generate again", &base.again);
        }
        Deployment { new: ours.new, diff, again: ours.again, copy, base }
    }
}

fn generate(binary: &Path, blueprint: &Path, out: &Path, so_far: &mut Generated) {
    let command = [binary, "generate".as_ref(), blueprint, "--out".as_ref(), out];
    so_far.new = so_far.new.or(measured(&command));
    so_far.again = so_far.again.or(measured(&command));
}

/// Workspaces that say nothing of their own, each with its part of one range.
fn deployment(workspaces: usize) -> String {
    let mut text = String::from(
        "name = \"acme\"\nregion = \"eu-west-1\"\n\n[network]\nmode = \"customer-managed\"\n\
         cidr = \"10.0.0.0/8\"\nvpc-size = \"/22\"\n\n",
    );
    for number in 0..workspaces {
        writeln!(text, "[workspaces.w{number:05}]").expect("a string takes all");
    }
    text
}

/// Of a run for one workspace, without a measuring program between.
fn time(binary: &Path, command: &str, arguments: &[&Path]) -> Duration {
    let mut run = Command::new(binary);
    run.arg(command).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = run.status().expect("the program is there");
    let time = start.elapsed();
    assert!(status.success(), "{run:?} failed");
    time
}

/// Milliseconds of the fastest.
fn print_cold(what: &str, mut times: Vec<Duration>) -> f64 {
    times.sort();
    let median = times[times.len() / 2];
    println!("  {what:<9} {:>7.1} ms  {:>7.1} ms", ms(times[0]), ms(median));
    ms(times[0])
}

fn print_cost(what: &str, cost: &Cost) {
    let Cost { wall, cpu, peak_kib } = cost;
    let mib = peak_kib / 1024;
    println!("  {what:<22} {:>6.0} ms {:>8.0} ms {mib:>5} MiB", ms(*wall), ms(*cpu));
}

/// Has a command run by this program in another process.
fn measured(command: &[&Path]) -> Cost {
    let this = env::current_exe().expect("it runs");
    let output = Command::new(this).arg(MEASURE).args(command).output().expect("it ran before");
    assert!(output.status.success(), "{command:?} failed");
    let text = String::from_utf8(output.stdout).expect("numbers");
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|it| it.parse().ok()).collect();
    let [wall, cpu, peak_kib] = numbers[..] else { panic!("not three numbers: {text}") };
    Cost { wall: Duration::from_micros(wall), cpu: Duration::from_micros(cpu), peak_kib }
}

/// Runs a command and prints its time and processor time in microseconds and its peak memory in KiB.
fn measure_one(program: &str, arguments: &[String]) -> ExitCode {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().expect("the program is there");
    let wall = start.elapsed().as_micros();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("every system tells");
    let cpu = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    println!("{wall} {cpu} {}", usage.max_rss());
    if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn ratio(ours: Duration, other: Duration) -> f64 {
    ours.as_secs_f64() / other.as_secs_f64()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
