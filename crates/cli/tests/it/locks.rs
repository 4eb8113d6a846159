//! `lakewright.lock` of every example: those of format 1, and what any damage to one of ours does.

use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use blueprint::PreviousRun;
use cli::folder::{
    Changes, Consent, Deployment, Error, LOCK, Lock, LockText, Output, changes, check_owner, read,
    write,
};
use codegen::in_shares;
use gallery::compile::{Example, examples};
use insta::assert_snapshot;

use crate::Sandbox;

/// An example, generated into a folder.
struct Generated {
    example: &'static Example,
    folder: tempfile::TempDir,
}

impl Generated {
    fn new(example: &'static Example) -> Self {
        let generated = Self { example, folder: tempfile::tempdir().unwrap() };
        generated.with(write).unwrap();
        generated
    }

    fn deployment(&self) -> Deployment {
        Deployment {
            name: self.example.architecture.name.to_string(),
            blueprint: self.example.file_name(),
        }
    }

    fn with(
        &self,
        act: impl Fn(&Output, &Path, &Consent) -> Result<Changes, Error>,
    ) -> Result<Changes, Error> {
        let (deployment, record) = (self.deployment(), self.example.architecture.record());
        let (files, stacks) = (self.example.tree.texts(), self.example.tree.stacks());
        let output = Output {
            files,
            stacks,
            deployment: &deployment,
            templates: None,
            record: &record,
            seen: None,
        };
        act(&output, self.folder.path(), &Consent::default())
    }

    fn lock(&self) -> PathBuf {
        self.folder.path().join(LOCK)
    }

    /// With `text` as its lock.
    fn read(&self, text: &str) -> Result<Lock, Error> {
        fs::write(self.lock(), text).unwrap();
        read(self.folder.path()).map(|seen| seen.lock)
    }
}

/// Whatever `old` knows, `new` says too.
#[track_caller]
fn assert_says_no_less(old: &PreviousRun, new: &PreviousRun, name: &str) {
    for (workspace, pins) in &old.pins {
        for (pin, range) in pins {
            assert_eq!(new.pins[workspace].get(pin), Some(range), "{name}: {pin}");
        }
    }
    for (workspace, facts) in &old.irrevocable {
        let words = |facts| serde_json::to_value(facts).unwrap();
        let (facts, known) = (words(facts), words(&new.irrevocable[workspace]));
        for (fact, word) in facts.as_object().unwrap() {
            assert!(word.is_null() || *word == known[fact], "{name}: {fact} is not {word}");
        }
    }
}

/// Locks of every example, as versions before this one wrote them.
#[test]
fn a_lock_of_an_earlier_version_says_the_same_and_is_written_anew() {
    for (format, example) in
        ["format-1", "format-2"].iter().flat_map(|it| examples().iter().map(move |e| (it, e)))
    {
        let name = &example.name;
        let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/locks")
            .join(format)
            .join(format!("{name}.lock"));
        let Ok(kept) = fs::read_to_string(kept) else { continue };
        let generated = Generated::new(example);
        let fresh = fs::read_to_string(generated.lock()).unwrap();
        let old = generated.read(&kept).unwrap();
        assert_says_no_less(&old.previous, &example.architecture.record(), name);
        assert_eq!(old.deployment.is_some(), *format == "format-2");
        let changes = generated.with(write).unwrap();
        assert!(changes.lock && changes.update.is_empty(), "{name}: {changes:?}");
        assert_eq!(fs::read_to_string(generated.lock()).unwrap(), fresh, "{name}");
    }
}

/// From 0: a line, and the lines of the table or list around it with the next header.
fn around(lines: &[&str], line: usize) -> RangeInclusive<usize> {
    let starts = |line: &str| line.starts_with('[') || line.ends_with("= [");
    let first = (0..line).rev().find(|&at| starts(lines[at])).unwrap_or(0);
    let last = (line + 1..lines.len()).find(|&at| starts(lines[at]));
    // A missing `]` is noticed where the next table's first value stands.
    first.saturating_sub(1)..=last.map_or(lines.len(), |last| last + 1)
}

/// One character of a line, another.
fn changed(line: &str, at: usize) -> String {
    let mut chars: Vec<char> = line.chars().collect();
    let Some(count) = chars.len().checked_sub(1) else { return "x".to_owned() };
    let char = &mut chars[at % (count + 1)];
    *char = match *char {
        '0' => '1',
        'a' => 'b',
        c if c.is_ascii_digit() => '0',
        c if c.is_ascii_alphabetic() => 'a',
        ' ' => '_',
        _ => ' ',
    };
    chars.into_iter().collect()
}

/// The line of another workspace's entry that says the same of it.
fn counterpart(lines: &[&str], line: usize) -> Option<usize> {
    let key = |line: &str| {
        let key = line.split(['"', ' ']).next().unwrap_or_default().to_owned();
        (!key.is_empty() && (line.starts_with("[stacks.") || !line.starts_with('['))).then_some(key)
    };
    let wanted = key(lines[line])?;
    let entries = 0..lines.iter().position(|line| *line == "[address-lists]")?;
    if !entries.contains(&line) {
        return None;
    }
    entries.filter(|&at| at != line).find(|&at| key(lines[at]).as_ref() == Some(&wanted))
}

/// Every lock that one of the edits makes of this one, and the lines that were edited.
fn edits(text: &str) -> Vec<(Vec<usize>, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let joined = |lines: Vec<&str>| lines.join("\n") + "\n";
    let with =
        |line: usize, new: &[&str]| joined([&lines[..line], new, &lines[line + 1..]].concat());
    let mut edits = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        edits.push((vec![index], with(index, &[])));
        edits.push((vec![index], with(index, &[line, line])));
        for position in [index * 7 + 1, 60] {
            edits.push((vec![index], with(index, &[&changed(line, position)])));
        }
        if let Some(other) = counterpart(&lines, index) {
            let mut exchanged = lines.clone();
            exchanged.swap(index, other);
            edits.push((vec![index, other], joined(exchanged)));
        }
    }
    edits
}

/// Refused with the line, or it changes nothing.
#[track_caller]
fn judge(generated: &Generated, intact: &Lock, text: &str, edited: &[usize]) {
    let name = &generated.example.name;
    let lines: Vec<&str> = text.lines().collect();
    let lock = match generated.read(text) {
        Err(Error::Newer { .. }) => return,
        Err(Error::Lock(refusal)) => {
            let named = |line: &usize| {
                let around = around(&lines, (*line).min(lines.len() - 1));
                refusal.lines.clone().any(|line| around.contains(&(line - 1)))
            };
            return assert!(edited.iter().any(named), "{name}: {edited:?} is not in {refusal}");
        }
        Err(error) => panic!("{name}: {error}"),
        Ok(lock) if lock == *intact => return,
        Ok(lock) => lock,
    };
    assert_eq!(lock.previous, intact.previous, "{name}: line {edited:?} of\n{text}");
    assert_eq!(lock.stacks, intact.stacks, "{name}: line {edited:?} of\n{text}");
    if lock.deployment != intact.deployment {
        let blueprint = generated.folder.path().join(generated.example.file_name());
        let at = LockText { path: generated.lock(), text: text.into() };
        let owner = check_owner(&lock, &generated.deployment(), &blueprint, &at);
        // Nothing but the name of a file that is not there may pass.
        let same_name = lock.deployment.unwrap().name == intact.deployment.as_ref().unwrap().name;
        assert_eq!(owner.is_ok(), same_name, "{name}: {edited:?}");
        return;
    }
    // What is left to differ are the hashes.
    match generated.with(changes) {
        Err(error) => panic!("{name}: {error}"),
        Ok(Changes { create, recreate, update, delete, refusal, .. }) => {
            let touched = create.len() + recreate.len() + update.len() + delete.len();
            assert!(touched == 0 || refusal.is_some(), "{name}: line {edited:?} of\n{text}");
        }
    }
}

#[test]
fn any_line_that_is_lost_doubled_changed_or_exchanged_is_refused_or_changes_nothing() {
    let all: Vec<&'static Example> = examples().iter().collect();
    in_shares(&all, 1, |share| {
        for example in share {
            let generated = Generated::new(example);
            let text = fs::read_to_string(generated.lock()).unwrap();
            let intact = read(generated.folder.path()).unwrap().lock;
            for (edited, text) in edits(&text) {
                judge(&generated, &intact, &text, &edited);
            }
        }
        Vec::<()>::new()
    });
}

const TWO: &str = "\
name   = \"acme\"
region = \"eu-west-1\"

[network]
mode = \"customer-managed\"
cidr = \"10.20.0.0/16\"

[workspaces.dev]
[workspaces.prod]
";

#[test]
fn two_branches_that_each_add_a_workspace_merge() {
    let sandbox = Sandbox::with(TWO);
    sandbox.run("generate");
    let base = sandbox.read("terraform/lakewright.lock");
    let branch = |key: &str| {
        let branch = Sandbox::with(&format!("{TWO}[workspaces.{key}]\n"));
        branch.write("terraform/lakewright.lock", &base);
        branch.run("generate");
        branch.read("terraform/lakewright.lock")
    };
    let entry = |lock: &str, key: &str| {
        let start = lock.find(&format!("[stacks.\"{key}\"]")).unwrap();
        let length = lock[start..].find("\n\n").unwrap();
        lock[start..start + length + 2].to_owned()
    };
    let (ours, theirs) = (branch("bi"), branch("ml"));
    let at = ours.find("[stacks.\"prod\"]").unwrap();
    let merged = format!("{}{}{}", &ours[..at], entry(&theirs, "ml"), &ours[at..]);
    sandbox.write("lakewright.toml", format!("{TWO}[workspaces.bi]\n[workspaces.ml]\n"));
    sandbox.write("terraform/lakewright.lock", &merged);
    assert_snapshot!(sandbox.run("check"), @r#"
    $ lakewright check
    --- standard error
    error: `terraform/lakewright.lock`, lines 24 to 30: `10.20.32.0/20` of workspace `ml` overlaps a range of `bi` in line 8, as after a merge of two branches that each planned a workspace
    lakewright would move `ml` to `10.20.48.0/20`, and Terraform would replace its network
    help: if `ml` was never applied: `lakewright generate --never-applied ml` plans its ranges again
    help: if `bi` was never applied: `lakewright generate --never-applied bi`
    help: if both were applied, write `network.cidr` of one of them into the blueprint
    --- exit code 2
    "#);

    // As the message says. README.md was not merged here.
    assert!(sandbox.run("generate --never-applied ml --overwrite").contains("exit code 0"));
    let mended = sandbox.read("terraform/lakewright.lock");
    assert_eq!(entry(&mended, "bi"), entry(&ours, "bi"));
    assert!(entry(&mended, "ml").contains("\"vpc\" = \"10.20.48.0/20\""), "{mended}");
}

#[test]
fn the_lock_of_another_deployment_is_refused() {
    let sandbox = Sandbox::with(crate::MINIMAL);
    sandbox.run("generate");
    sandbox.write("other.toml", crate::MINIMAL.replace("acme", "other"));
    assert_snapshot!(sandbox.run("check other.toml"), @r#"
    $ lakewright check other.toml
    --- standard error
    error: `terraform/lakewright.lock`, line 5: the lock belongs to the deployment `acme`, the blueprint to `other`
    lakewright would take the address ranges and the facts of one deployment for those of another
    help: give this blueprint an output folder of its own with `--out`
    help: if you renamed the deployment, write `name = "acme"` again: its workspace keeps its name
    help: if nothing was ever applied: `lakewright generate --never-applied .`
    --- exit code 2
    "#);
    sandbox.write("copy.toml", crate::MINIMAL);
    assert_snapshot!(sandbox.run("generate copy.toml"), @r"
    $ lakewright generate copy.toml
    --- standard error
    error: `terraform/lakewright.lock`, line 6: the folder belongs to `lakewright.toml`, not to `copy.toml`
    lakewright would take the address ranges and the facts of one deployment for those of another
    help: give this blueprint an output folder of its own with `--out`
    help: if `copy.toml` replaces `lakewright.toml`, delete the latter
    --- exit code 2
    ");
    assert!(sandbox.run("generate copy.toml --out elsewhere").contains("exit code 0"));

    // Renamed: the first is not there any more.
    fs::remove_file(sandbox.path("lakewright.toml")).unwrap();
    assert!(sandbox.run("generate copy.toml").contains("exit code 0"));
    assert!(sandbox.read("terraform/lakewright.lock").contains("blueprint = \"copy.toml\""));
}

#[test]
fn a_deployment_of_several_workspaces_is_renamed_in_the_lock() {
    let sandbox = Sandbox::with(TWO);
    sandbox.run("generate");
    let renamed = TWO.replace("acme", "acme-eu");
    sandbox.write("lakewright.toml", &renamed);
    let refused = sandbox.run("generate");
    let all = "help: if nothing was ever applied: `lakewright generate --never-applied dev --never-applied prod`";
    assert!(refused.contains("write `deployment = \"acme-eu\"` in this line"), "{refused}");
    assert!(refused.contains(all), "{refused}");
    let lock = sandbox.read("terraform/lakewright.lock");
    let lock = lock.replace("deployment = \"acme\"", "deployment = \"acme-eu\"");
    sandbox.write("terraform/lakewright.lock", lock);
    assert!(sandbox.run("generate").contains("error[workspace-name-changed]"));
    let kept = renamed
        .replace("[workspaces.dev]", "[workspaces.dev]\nname = \"acme-dev\"")
        .replace("[workspaces.prod]", "[workspaces.prod]\nname = \"acme-prod\"");
    sandbox.write("lakewright.toml", kept);
    assert!(sandbox.run("generate").contains("exit code 0"));
}

/// What the lock of format 1 let through when one word of it was damaged.
#[test]
fn a_workspace_does_not_leave_its_vpc_because_the_lock_is_damaged() {
    let sandbox = Sandbox::with(&crate::MINIMAL.replace("databricks-managed", "customer-managed"));
    let lock = |fact: &str| {
        format!(
            "format = 1\n\n[settled]\n\"\" = [\"tier=premium\", \"{fact}\"]\n\n[[stacks]]\nfolders = [\".\"]\naddresses = []\n"
        )
    };
    sandbox.write("terraform/lakewright.lock", lock("vpc=databricks"));
    let intact = sandbox.run("check");
    assert!(intact.contains("was generated with a Databricks-managed VPC"), "{intact}");
    for damaged in ["vpc=databrocks", "vpc databricks", "vcp=databricks"] {
        sandbox.write("terraform/lakewright.lock", lock(damaged));
        let refused = sandbox.run("check");
        assert!(refused.contains("lakewright.lock`, line 4: "), "{refused}");
    }
}
