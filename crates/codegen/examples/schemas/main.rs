//! From what `terraform providers schema -json` says (on standard input) to the snapshot of one
//! provider (on standard output), in the form that `src/schemas/snapshot.rs` describes. With `--check`,
//! compares the embedded snapshot with it instead. Run by `tools/schemas`.
//!
//! Usage: schemas [--check] ADDRESS VERSION

// A tool for developers beside the pure crate: it may see its command line.
#![allow(clippy::disallowed_methods)]

mod json;
mod text;

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use codegen::schemas::{self, Block, Kind};
use serde_json::Value;

/// The schemas of one provider, by kind and name.
type Entries = BTreeMap<(Kind, String), Block>;

fn main() -> io::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let check = arguments.first().is_some_and(|first| first == "--check");
    let [address, version] = &arguments.split_off(usize::from(check))[..] else {
        return Err(io::Error::other("usage: schemas [--check] ADDRESS VERSION"));
    };
    let schemas: Value = serde_json::from_str(&io::read_to_string(io::stdin())?)?;
    let schemas = &schemas["provider_schemas"][address];
    if schemas.is_null() {
        return Err(io::Error::other(format!("no schemas of {address}")));
    }
    let entries = json::entries(schemas, address.rsplit('/').next().unwrap_or_default());
    if check {
        return compare(&entries);
    }
    let source = address.trim_start_matches("registry.terraform.io/");
    io::stdout().write_all(text::snapshot(source, version, &entries).as_bytes())
}

fn compare(entries: &Entries) -> io::Result<()> {
    for ((kind, name), block) in entries {
        if schemas::lookup(*kind, name).as_ref() != Some(block) {
            return Err(io::Error::other(format!("{kind:?} {name}: read back, it is another")));
        }
    }
    Ok(())
}
