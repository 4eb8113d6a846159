//! What the lock says, and what it refuses.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use blueprint::addresses::PinnedRanges;
use blueprint::values::{BucketName, Cidr, Name, Provision, Tier};
use blueprint::{Attachment, Irrevocable, Made, PreviousRun, Renames, VpcOwner};
use codegen::{Addresses, RelativePath};

use super::*;
use crate::folder::hash::Hash;
use crate::folder::{LOCK, Output};

fn pins(rows: &[(&str, &str)]) -> PinnedRanges {
    let pin = |(pin, range): &(&str, &str)| (pin.parse().unwrap(), Cidr::parse(range).unwrap());
    rows.iter().map(pin).collect()
}

fn facts() -> Irrevocable {
    Irrevocable {
        private_access: Some(Attachment::Absent),
        root_bucket: Some(Provision::Existing(BucketName::parse("acme-files").unwrap())),
        tier: Some(Tier::Enterprise),
        vpc: Some(VpcOwner::Customer),
        ..Irrevocable::default()
    }
}

fn made() -> BTreeSet<Made> {
    ["bucket lake", "schema sales.raw", "workspace-storage-key"]
        .map(|it| it.parse().unwrap())
        .into()
}

fn renames(old: &str) -> Renames {
    serde_json::from_value(serde_json::json!([{ "from": old, "to": "analytics" }])).unwrap()
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn render_one(files: &[&str], stacks: &[(&str, &[&str])], record: &PreviousRun) -> String {
    let owned = |texts: &[&str]| -> Addresses { texts.iter().map(ToString::to_string).collect() };
    let files: BTreeMap<_, _> = files
        .iter()
        .map(|path| (RelativePath::new(*path).unwrap(), String::new().into()))
        .collect();
    let hashes: Vec<Hash> = files.keys().map(|path| Hash::of(path.as_str().as_bytes())).collect();
    let stacks = stacks.iter().map(|(folder, list)| ((*folder).to_owned(), owned(list))).collect();
    let deployment = Deployment { name: "acme".to_owned(), blueprint: "acme.toml".to_owned() };
    let output = Output {
        files: &files,
        stacks: &stacks,
        deployment: &deployment,
        templates: None,
        record,
        seen: None,
    };
    let mut text = render(&output);
    push_files(&mut text, &output, &hashes);
    text
}

fn two_workspaces() -> String {
    two_workspaces_with("a.b[\"x\"]")
}

fn two_workspaces_with(account: &str) -> String {
    let record = PreviousRun {
        pins: [("dev".to_owned(), pins(&[("euw1-az1", "10.20.0.0/24"), ("vpc", "10.20.0.0/20")]))]
            .into(),
        names: [("dev".to_owned(), name("acme-dev"))].into(),
        irrevocable: [("dev".to_owned(), facts()), ("prod".to_owned(), facts())].into(),
        made: [("dev".to_owned(), made())].into(),
        forgotten: [("dev".to_owned(), ["bucket lake".parse().unwrap()].into())].into(),
        renamed: [("prod".to_owned(), renames("analysts"))].into(),
        stacks: ["account", "dev", "prod"].map(str::to_owned).into(),
        removed: ["prod".to_owned()].into(),
    };
    let stacks: [(&str, &[&str]); 3] =
        [("dev", &["aws_vpc.this"]), ("account", &[account]), ("prod", &["aws_vpc.this"])];
    render_one(&["main.tf", "dev/main.tf"], &stacks, &record)
}

#[test]
fn a_lock_is_readable() {
    insta::assert_snapshot!(two_workspaces());
}

#[test]
fn a_lock_survives_being_written() {
    let record = PreviousRun {
        pins: [(String::new(), pins(&[("public euw1-az1", "10.1.0.0/28")]))].into(),
        names: [(String::new(), name("acme"))].into(),
        irrevocable: [(String::new(), facts())].into(),
        made: [(String::new(), BTreeSet::new())].into(),
        forgotten: [(String::new(), made())].into(),
        renamed: [(String::new(), renames("a \"b\" }, { c"))].into(),
        stacks: ["", "inside"].map(str::to_owned).into(),
        removed: [String::new()].into(),
    };
    let stacks: [(&str, &[&str]); 2] = [("", &["a.b[\"x\\y\"]"]), ("inside", &[])];
    let text = render_one(&["main.tf"], &stacks, &record);
    let lock = parse(&text, Path::new(LOCK)).unwrap();
    assert_eq!(lock.previous, record);
    assert_eq!(*lock.stacks[""], ["a.b[\"x\\y\"]"]);
    assert_eq!(lock.files.len(), 1);
    assert_eq!(parse(&text.replace('\n', "\r\n"), Path::new(LOCK)).unwrap(), lock);
}

/// Each line lost, doubled, or with another character in any place.
#[test]
fn a_lock_that_is_read_line_by_line_says_what_toml_says() {
    let text = two_workspaces_with("a.b");
    assert!(format_2::read_as_written(&text).is_some());
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (index, line) in lines.iter().enumerate() {
        let places = 0..line.len();
        let others = places.flat_map(|at| {
            let (start, end) = (&line[..at], &line[at + 1..]);
            ["", "x", "\"", "\\", "\r", "\t", " ", "=", "]"]
                .map(|other| [start, other, end].concat())
        });
        for other in others.chain([String::new(), [*line, line].concat()]) {
            let edited = lines[..index].concat() + &other + &lines[index + 1..].concat();
            if let Some(lock) = format_2::read_as_written(&edited) {
                let toml = format_2::read_toml(&edited).map_err(|damage| damage.what);
                assert_eq!(toml, Ok(lock), "{edited}");
            }
        }
    }
}

#[track_caller]
fn check_refused(text: &str, expected: &str) {
    let error = parse(text, Path::new(LOCK)).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

/// The lock of two workspaces after an edit.
#[track_caller]
fn check_edit(from: &str, to: &str, expected: &str) {
    let text = two_workspaces();
    assert!(text.contains(from), "{text}");
    check_refused(&text.replacen(from, to, 1), expected);
}

#[test]
fn an_entry_that_was_changed_is_refused() {
    let changed = "lines 12 to 19: the entry of stack `dev` was changed since it was written";
    check_edit("vpc\" = \"10.20.0.0/20", "vpc\" = \"10.20.16.0/20", changed);
    check_edit("\"tier\" = \"enterprise\"", "\"tier\" = \"premium\"", changed);
    check_edit("euw1-az1", "euw1-az2", changed);
    check_edit("[stacks.\"prod\"]", "[stacks.\"test\"]", "the entry of stack `test` was changed");
}

#[test]
fn a_word_that_no_lock_has_is_refused_where_it_stands() {
    check_edit(
        "\"customer\"",
        "\"databrocks\"",
        "line 14: unknown variant `databrocks`, expected one of `serverless`, `databricks`, `customer`",
    );
    check_edit("\"tier\"", "\"teir\"", "line 14: unknown field `teir`");
    check_edit(
        "\"vpc\" = \"10",
        "\"vcp\" = \"10",
        "line 15: `vcp` is neither `vpc`, `hub` nor a subnet",
    );
    check_edit("acme-files", "Acme", "line 14: ");
    check_edit("existing acme-files", "acme-files", "line 14: `acme-files` is neither `created`");
    check_edit("name = \"acme-dev\"", "name = \"9\"", "line 13: ");
    check_edit(
        "bucket lake",
        "bukcet lake",
        "line 16: `bukcet lake` is nothing that a stack makes",
    );
    check_edit("10.20.0.0/20", "10.20.0.0/99", "line 15: `10.20.0.0/99` is not a range");
    check_edit("\"aws_vpc.this\"", "\"aws_vpc.that\"", "was changed since it was written");
}

#[test]
fn what_cannot_be_understood_is_refused() {
    check_refused("format = 3\nanything", "written by a newer lakewright");
    check_refused("", "missing field `format`");
    let head = "format = 2\ndeployment = \"a\"\nblueprint = \"b\"\n";
    check_refused(&format!("{head}<<<<<<< HEAD\n"), "line 4: a merge conflict is not resolved");
    for format in [head, "format = 1\n"] {
        let hash = Hash::of(b"");
        let files = |line: String| format!("{format}[files]\n\"a\" = \"{hash}\"\n{line}\n");
        check_refused(&files("\"b\" = \"12\"".to_owned()), "`12` is not a SHA-256");
        check_refused(&files(format!("\"../a\" = \"{hash}\"")), "`../a` is not a path");
        check_refused(
            &files(format!("\"terraform.tfstate\" = \"{hash}\"")),
            "`terraform.tfstate` is not a file lakewright writes",
        );
    }
}

/// A lock of format 1 with one workspace, `prod`, beside a stack of the account.
fn old(tables: &str) -> String {
    format!(
        "format = 1\n{tables}\n[[stacks]]\nfolders = [\"account\", \"prod\", \"prod/inside\"]\naddresses = []\n"
    )
}

#[test]
fn a_lock_of_format_1_is_checked_as_far_as_it_can_be() {
    let settled = |line: &str| old(&format!("[settled]\n{line}"));
    check_refused(&settled("prod = [\"tier=premium\", \"vpc\"]"), "`vpc` has no `=`");
    check_refused(&settled("\"prod\" = [\"tier=gold\"]"), "line 3: unknown variant `gold`");
    check_refused(&settled("\"prod\" = [\"teir=premium\"]"), "line 3: unknown field `teir`");
    check_refused(
        &settled("\"prod\" = [\"tier=premium\", \"tier=premium\"]"),
        "line 3: duplicate field `tier`",
    );
    let prod = "\"prod\" = [\"tier=premium\"]";
    check_refused(
        &settled(&format!("{prod}\n\"prd\" = [\"tier=premium\"]")),
        "line 4: `prd` is no workspace that has a stack here",
    );
    check_refused(&settled(""), "nothing is settled of the workspace `prod`");
    let pins = |line: &str| old(&format!("[pins]\n\"prod\" = [{line}]\n[settled]\n{prod}"));
    check_refused(&pins("\"vpc 10.0.0.0/8\""), "line 3: `vpc 10.0.0.0/8` is not a planned range");
    check_refused(
        &pins("\"vpc=10.0.0.0/18\", \"vpc=10.0.0.0/18\""),
        "line 3: `vpc=10.0.0.0/18` is the second range",
    );
    check_refused(
        &pins("\"vpc=10.0.0.0/18\", \"euw1-az1=10.1.0.0/22\""),
        "line 3: the range of `euw1-az1` lies outside that of `vpc`",
    );
    check_refused(
        &pins("\"euw1-az1=10.1.0.0/22\", \"euw1-az2=10.1.0.0/22\""),
        "line 3: the ranges of `euw1-az1` and `euw1-az2` overlap",
    );
    check_refused("format = 1\n[[stacks]]\nfolders = [\"/\"]\naddresses = []\n", "`/` is not");
}

#[test]
fn the_first_locks_of_all_settled_nothing() {
    let lock = parse(&old("[pins]\n\"prod\" = [\"vpc=10.0.0.0/18\"]"), Path::new(LOCK)).unwrap();
    assert_eq!(lock.previous.pins["prod"], pins(&[("vpc", "10.0.0.0/18")]));
    assert!(lock.previous.irrevocable.is_empty());
}
