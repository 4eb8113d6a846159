//! `tools/sentences`: every sentence that a user can read, with its place; or what plain language refuses in them.

#![allow(clippy::disallowed_methods, reason = "it reads the sources")]
#![allow(clippy::print_stdout, reason = "it prints what it found")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use house::sentences::{self, Baseline, Fault};

#[derive(Parser)]
struct Args {
    /// Print this many, drawn by the seed.
    #[arg(long)]
    sample: Option<usize>,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print what plain language refuses in files that have more of it than `tools/house/baseline.txt` grants, and fail.
    #[arg(long, conflicts_with = "sample")]
    lint: bool,
    /// Print all that plain language refuses, in files whose path contains this.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["sample", "lint"])]
    faults: Option<String>,
    /// Grant each file what it has now.
    #[arg(long, conflicts_with_all = ["sample", "lint", "faults"])]
    write_baseline: bool,
}

fn main() -> anyhow::Result<ExitCode> {
    let args = Args::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let sentences = sentences::of(&files(&root)?)?;
    let faults = sentences::faults(&sentences);
    let baseline = root.join("tools/house/baseline.txt");
    if args.write_baseline {
        fs::write(&baseline, sentences::counts(&faults).text())?;
    } else if args.lint {
        return Ok(lint(&Baseline::parse(&fs::read_to_string(&baseline)?)?, &faults));
    } else if let Some(part) = args.faults {
        print(faults.iter().filter(|it| it.sentence.file.contains(&part)));
    } else if let Some(size) = args.sample {
        for sentence in sentences::sample(&sentences, size, args.seed) {
            println!("{sentence}");
        }
    } else {
        for sentence in &sentences {
            println!("{sentence}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn lint(granted: &Baseline, faults: &[Fault<'_>]) -> ExitCode {
    let now = sentences::counts(faults);
    let exceeded = granted.exceeded(&now);
    for (file, was, now) in &exceeded {
        println!("{file}: {now} sentences that are not plain, where {was} were");
        print(faults.iter().filter(|it| it.sentence.file == *file));
    }
    println!("{} sentences are not plain, {} are granted", now.total(), granted.total());
    if exceeded.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn print<'a>(faults: impl Iterator<Item = &'a Fault<'a>>) {
    for Fault { sentence, message } in faults {
        println!("{sentence}\n    {message}");
    }
}

/// By path from the root.
fn files(root: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut folders = ["crates", "docs", "templates"].map(|name| root.join(name)).to_vec();
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            read(root, &path, &mut files)?;
        }
    }
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if fs::metadata(&path)?.is_dir() {
                folders.push(path);
            } else {
                read(root, &path, &mut files)?;
            }
        }
    }
    Ok(files)
}

fn read(root: &Path, path: &Path, files: &mut BTreeMap<String, String>) -> anyhow::Result<()> {
    let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
    if sentences::is_read(&name) {
        let text = fs::read_to_string(path).with_context(|| name.clone())?;
        files.insert(name, text);
    }
    Ok(())
}
