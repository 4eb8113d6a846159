//! `tools/circles`: prints the import circles of our crates, and fails if one is larger than it may be.

#![allow(clippy::disallowed_methods, reason = "it reads the sources")]
#![allow(clippy::print_stdout, reason = "it prints what it found")]

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use house::circles::{self, Circle, Edge, Sources};

#[derive(Parser)]
struct Args {
    /// Crates to read; all that have a `src/lib.rs` if none is named.
    crates: Vec<String>,
    /// Fail if a circle has more files than this.
    #[arg(long)]
    max: Option<usize>,
    /// Print every edge of each circle, not only a shortest cycle.
    #[arg(long)]
    edges: bool,
}

fn main() -> anyhow::Result<ExitCode> {
    let Args { mut crates, max, edges } = Args::parse();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates");
    if crates.is_empty() {
        crates = all(&folder)?;
    }
    let mut largest = 1;
    for name in &crates {
        let circles = circles::of(&sources(&folder.join(name).join("src"))?, "lib.rs")?;
        println!("{name}: {}", count(circles.len()));
        for circle in circles {
            largest = largest.max(circle.files.len());
            print(&circle, edges);
        }
    }
    let failed = max.is_some_and(|max| largest > max);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn all(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().join("src/lib.rs").try_exists()? {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn sources(src: &Path) -> anyhow::Result<Sources> {
    let mut sources = Sources::new();
    let mut folders = vec![src.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
        for entry in entries {
            let path = entry?.path();
            if fs::metadata(&path)?.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(src)?.to_string_lossy().replace('\\', "/");
                sources.insert(name, fs::read_to_string(&path)?);
            }
        }
    }
    Ok(sources)
}

fn count(circles: usize) -> String {
    match circles {
        0 => "no circle".to_owned(),
        1 => "1 circle".to_owned(),
        n => format!("{n} circles"),
    }
}

fn print(circle: &Circle, edges: bool) {
    println!("  {} files, for example:", circle.files.len());
    for Edge { from, to, path } in if edges { &circle.edges } else { &circle.shortest } {
        println!("    {from} -> {to} ({path})");
    }
}
