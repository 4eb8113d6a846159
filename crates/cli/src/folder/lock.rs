//! `lakewright.lock`: what we wrote into an output folder, kept next to it and committed.
//!
//! TOML, written by hand so that it is sorted and its lines stay where they are, read by the `toml`
//! crate. Stacks with the same addresses share an entry: a thousand workspaces of one architecture
//! cost one list.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use codegen::{RelativePath, StackFolder};
use serde::Deserialize;

use super::contain::is_reserved;
use super::error::shown;
use super::hash::Hash;
use super::seen::Seen;
use super::{Error, Output};

/// Name of the lock in the output folder.
pub const LOCK: &str = "lakewright.lock";

const FORMAT: u32 = 1;
const FORMAT_KEY: &str = "format = ";
const HEADER: &str = "\
# What `lakewright generate` wrote into this folder, so that it never takes an edit of yours for its
# own file and never loses track of a state. Commit this file; do not edit it.
";

/// What the last run that finished left in the output folder. Empty if there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    pub pins: BTreeMap<String, Vec<String>>,
    pub settled: BTreeMap<String, Vec<String>>,
    pub stacks: BTreeMap<StackFolder, Vec<String>>,
    pub(super) files: BTreeMap<RelativePath, Hash>,
}

/// The lock of `out_dir`: the pins a run must respect when it generates.
pub fn read_lock(out_dir: &Path) -> Result<Lock, Error> {
    Ok(Seen::read(out_dir)?.lock)
}

/// As written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "format")]
    _format: u32,
    #[serde(default)]
    pins: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    settled: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    stacks: Vec<Group>,
    #[serde(default)]
    files: BTreeMap<String, String>,
}

/// Stacks that manage the same addresses.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    folders: Vec<String>,
    addresses: Vec<String>,
}

/// `path` is where `text` was read, for messages.
pub(super) fn parse(text: &str, path: &Path) -> Result<Lock, Error> {
    // Before the rest: a newer format may have anything below.
    if let Some(format) = format(text).filter(|&format| format > FORMAT) {
        return Err(Error::Newer { path: path.to_owned(), format });
    }
    let unreadable = |message| Error::Unreadable {
        path: path.to_owned(),
        message,
        help: "restore it from version control; after a merge, take either side and run \
               `lakewright generate` again",
    };
    let written = toml::from_str(text).map_err(|error| unreadable(error.to_string()))?;
    check(written).map_err(unreadable)
}

fn format(text: &str) -> Option<u32> {
    text.lines().find_map(|line| line.strip_prefix(FORMAT_KEY))?.trim().parse().ok()
}

fn check(written: Written) -> Result<Lock, String> {
    let Written { _format, pins, settled, stacks: groups, files: hashes } = written;
    let mut stacks = BTreeMap::new();
    for Group { folders, addresses } in groups {
        for folder in folders {
            let folder = if folder == "." { String::new() } else { checked(folder)?.to_string() };
            stacks.insert(folder, addresses.clone());
        }
    }
    let mut files = BTreeMap::new();
    for (path, hash) in hashes {
        files.insert(checked(path)?, hash.parse()?);
    }
    Ok(Lock { pins, settled, stacks, files })
}

/// The lock can be edited: a path in it must neither lead out of the folder nor to a state.
fn checked(path: String) -> Result<RelativePath, String> {
    let path = RelativePath::new(path).map_err(|error| error.to_string())?;
    if is_reserved(&path) {
        return Err(format!("`{path}` is not a file lakewright writes"));
    }
    Ok(path)
}

/// The lock's text after `output` was written; `hashes` are those of its files, in order.
pub(super) fn render(output: &Output, hashes: &[Hash]) -> String {
    let Output { files, stacks, pins, settled } = output;
    let mut text = format!("{HEADER}{FORMAT_KEY}{FORMAT}\n");
    let mut line = |line: std::fmt::Arguments| {
        writeln!(text, "{line}").expect("writing to a String cannot fail");
    };
    for (name, table) in [("pins", *pins), ("settled", *settled)] {
        if !table.is_empty() {
            line(format_args!("\n[{name}]"));
        }
        for (workspace, texts) in table {
            line(format_args!("{} = {}", quoted(workspace), list(texts)));
        }
    }
    for (addresses, folders) in groups(stacks) {
        line(format_args!("\n[[stacks]]\nfolders = {}\naddresses = [", list(&folders)));
        for address in addresses {
            line(format_args!("  {},", quoted(address)));
        }
        line(format_args!("]"));
    }
    line(format_args!("\n[files]"));
    for (path, hash) in files.keys().zip(hashes) {
        // Neither needs escaping: see `RelativePath` and `Hash`.
        line(format_args!("\"{path}\" = \"{hash}\""));
    }
    text
}

/// Address lists and the stacks that share each, in the order of the first stack.
fn groups(stacks: &BTreeMap<StackFolder, Vec<String>>) -> Vec<(&[String], Vec<&str>)> {
    let mut at: BTreeMap<&[String], usize> = BTreeMap::new();
    let mut groups: Vec<(&[String], Vec<&str>)> = Vec::new();
    for (folder, addresses) in stacks {
        let index = *at.entry(addresses).or_insert_with(|| {
            groups.push((addresses, Vec::new()));
            groups.len() - 1
        });
        groups[index].1.push(shown(folder));
    }
    groups
}

fn list(items: &[impl AsRef<str>]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item.as_ref())).collect();
    format!("[{}]", items.join(", "))
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                write!(quoted, "\\u{:04X}", u32::from(c)).expect("writing to a String cannot fail");
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render_one(files: &[&str], stacks: &[(&str, &[&str])], pins: &[(&str, &[&str])]) -> String {
        let owned = |texts: &[&str]| texts.iter().map(ToString::to_string).collect();
        let table = |rows: &[(&str, &[&str])]| {
            rows.iter().map(|(key, texts)| ((*key).to_owned(), owned(texts))).collect()
        };
        let files: BTreeMap<_, _> =
            files.iter().map(|path| (RelativePath::new(*path).unwrap(), String::new())).collect();
        let hashes: Vec<Hash> =
            files.keys().map(|path| Hash::of(path.as_str().as_bytes())).collect();
        let (stacks, pins, settled) = (table(stacks), table(pins), BTreeMap::new());
        render(&Output { files: &files, stacks: &stacks, pins: &pins, settled: &settled }, &hashes)
    }

    #[test]
    fn a_lock_is_readable() {
        let text = render_one(
            &["main.tf", "dev/main.tf"],
            &[
                ("dev", &["aws_vpc.this"]),
                ("account", &["a.b[\"x\"]"]),
                ("prod", &["aws_vpc.this"]),
            ],
            &[("dev", &["10.20.0.0/20"])],
        );
        insta::assert_snapshot!(text, @r#"
        # What `lakewright generate` wrote into this folder, so that it never takes an edit of yours for its
        # own file and never loses track of a state. Commit this file; do not edit it.
        format = 1

        [pins]
        "dev" = ["10.20.0.0/20"]

        [[stacks]]
        folders = ["account"]
        addresses = [
          "a.b[\"x\"]",
        ]

        [[stacks]]
        folders = ["dev", "prod"]
        addresses = [
          "aws_vpc.this",
        ]

        [files]
        "dev/main.tf" = "9fa9ca3da55ef6e6150c93c9884df313926c0f68019180e50b65e21492f82a46"
        "main.tf" = "dc46acf24afd63ef8c556b77c126ccc6e578bc87e3aa09a931f33d9bf2532fbb"
        "#);
    }

    #[test]
    fn a_lock_survives_being_written() {
        let text = render_one(
            &["main.tf"],
            &[("", &["a.b[\"x\\y\"]"]), ("empty", &[])],
            &[("a \"b\"\n\u{7f}", &["10.0.0.0/8", "10.1.0.0/16"]), ("none", &[])],
        );
        let lock = parse(&text, Path::new(LOCK)).unwrap();
        assert_eq!(lock.stacks[""], ["a.b[\"x\\y\"]"]);
        assert_eq!(lock.pins["a \"b\"\n\u{7f}"].len(), 2);
        assert_eq!(lock.files.len(), 1);
        assert_eq!(parse(&text.replace('\n', "\r\n"), Path::new(LOCK)).unwrap(), lock);
    }

    #[track_caller]
    fn check_refused(text: &str, expected: &str) {
        let error = parse(text, Path::new(LOCK)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        let hash = Hash::of(b"");
        check_refused("format = 2\nanything", "written by a newer lakewright");
        check_refused("", "missing field `format`");
        check_refused("format = 1\n<<<<<<< HEAD\n", "take either side");
        check_refused("format = 1\n[files]\n\"a\" = \"12\"\n", "`12` is not a SHA-256");
        check_refused(
            &format!("format = 1\n[files]\n\"../a\" = \"{hash}\"\n"),
            "`../a` is not a path",
        );
        check_refused(
            &format!("format = 1\n[files]\n\"terraform.tfstate\" = \"{hash}\"\n"),
            "`terraform.tfstate` is not a file lakewright writes",
        );
        check_refused("format = 1\n[[stacks]]\nfolders = [\"/\"]\naddresses = []\n", "`/` is not");
    }
}
