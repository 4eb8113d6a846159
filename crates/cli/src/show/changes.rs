//! What writing did to the output folder, or would do.

use std::collections::BTreeMap;
use std::path::Path;

use codegen::{Addresses, RelativePath, StackFolder};
use serde::Serialize;
use similar::TextDiff;

use super::json::Document;
use super::words::number;
use crate::folder::{self, Changes, Differing, LOCK, Output};

/// Each file that is not as it would be written, and why.
pub fn listing(changes: &Changes, out_dir: &Path) -> String {
    let shown = out_dir.display();
    if changes.is_empty() {
        return format!("`{shown}` is up to date: {}\n", number(changes.unchanged, "file"));
    }
    let rows = differing(changes);
    let width = rows.iter().map(|(path, _)| path.len()).max().unwrap_or_default();
    let mut lines: Vec<_> =
        rows.iter().map(|(path, why)| format!("{path:width$}  {why}\n")).collect();
    let refusal = changes.refusal.iter();
    lines.extend(refusal.flat_map(|refusal| &refusal.orphaned).map(ToString::to_string));
    let lost = changes.refusal.iter().filter_map(|refusal| refusal.lost_templates.as_ref());
    lines.extend(lost.map(|it| {
        format!("generated with the templates in `{it}`, which this run does not have\n")
    }));
    if changes.interrupted {
        lines.push("an earlier `lakewright generate` was interrupted\n".to_owned());
    }
    lines.push(format!("\n`{shown}` differs from the blueprint: run `lakewright generate`\n"));
    lines.concat()
}

/// In the order of paths.
fn differing(changes: &Changes) -> Vec<(&str, &'static str)> {
    let Changes { create, recreate, update, delete, lock, .. } = changes;
    let refusal = changes.refusal.iter();
    let edited = refusal.clone().flat_map(|refusal| &refusal.edited_by_hand).map(|(path, _)| path);
    let foreign = refusal.flat_map(|refusal| &refusal.foreign).map(|(path, _)| path);
    let mut rows = Vec::new();
    rows.extend(create.iter().map(|path| (path.as_str(), "missing: not generated yet")));
    rows.extend(recreate.iter().map(|path| (path.as_str(), "missing: it was deleted")));
    let stale = "stale: the blueprint, or lakewright, has changed";
    rows.extend(update.iter().map(|update| (update.path.as_str(), stale)));
    let extra = "extra: no longer generated";
    rows.extend(delete.iter().map(|deleted| (deleted.path.as_str(), extra)));
    rows.extend(edited.map(|path| (path.as_str(), "edited by hand")));
    rows.extend(foreign.map(|path| (path.as_str(), "in the way: lakewright did not write it")));
    rows.extend(lock.then_some((LOCK, "stale: it follows the files")));
    rows.sort_unstable();
    rows
}

/// Unified diffs from what is there to what would be, in the order of paths but for files that go,
/// which come last.
pub fn diff(changes: &Changes, output: &Output) -> String {
    let mut text = changes.diff(output);
    for Differing { path, before } in &changes.delete {
        let before = before.replace("\r\n", "\n");
        let diff = TextDiff::from_lines(&*before, "");
        let from = format!("a/{path}");
        text += &diff.unified_diff().header(&from, "/dev/null").to_string();
    }
    text
}

/// What was written, and what to do next.
pub fn summary(
    changes: &Changes,
    stacks: &BTreeMap<StackFolder, Addresses>,
    out_dir: &Path,
) -> String {
    let shown = out_dir.display();
    let Changes { create, recreate, update, delete, unchanged, discarded, .. } = changes;
    if changes.is_empty() {
        return format!("`{shown}` is up to date: {}\n", number(*unchanged, "file"));
    }
    let written = number(create.len() + recreate.len() + update.len(), "file");
    let unchanged = besides(*unchanged, "unchanged");
    let removed = besides(delete.len(), "removed");
    let gone = match &delete[..] {
        [] => String::new(),
        deleted => {
            let paths = deleted.iter().map(|it| it.path.as_str());
            let shown: Vec<_> = paths.take(SHOWN).collect();
            let more = if deleted.len() > SHOWN { ", …" } else { "" };
            format!("removed: {}{more}\n", shown.join(", "))
        }
    };
    let lost = match &discarded[..] {
        [] => String::new(),
        lost => format!("hand edits lost, as asked for: {}\n", joined(lost)),
    };
    let next = next(stacks, out_dir);
    format!("`{shown}`: {written} written{unchanged}{removed}\n{gone}{lost}{next}")
}

fn besides(count: usize, what: &str) -> String {
    if count == 0 { String::new() } else { format!(", {count} {what}") }
}

fn joined(paths: &[RelativePath]) -> String {
    let paths: Vec<_> = paths.iter().map(RelativePath::as_str).collect();
    paths.join(", ")
}

/// As many names of stacks or files as fit into a line.
const SHOWN: usize = 8;

fn next(stacks: &BTreeMap<StackFolder, Addresses>, out_dir: &Path) -> String {
    if stacks.len() == 1 {
        return format!("next: terraform -chdir={} init\n", quoted(&out_dir.to_string_lossy()));
    }
    let mut names: Vec<_> = stacks.keys().take(SHOWN).map(|folder| folder::shown(folder)).collect();
    if stacks.len() > SHOWN {
        names.push("…");
    }
    let order = out_dir.join("README.md");
    let folder = quoted(&out_dir.join("STACK").to_string_lossy());
    format!(
        "{}: {}\nnext: terraform -chdir={folder} init, in the order that `{}` gives\n",
        number(stacks.len(), "stack"),
        names.join(", "),
        order.display(),
    )
}

/// As a shell takes it.
fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if path.chars().all(is_plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}

/// Findings, and what became of the output folder.
#[derive(Serialize)]
pub struct Generated<'a> {
    #[serde(flatten)]
    findings: Document<'a>,
    created: Vec<&'a str>,
    /// Written before, deleted since, written again.
    recreated: Vec<&'a str>,
    updated: Vec<&'a str>,
    removed: Vec<&'a str>,
    unchanged: usize,
    edited_by_hand: Vec<&'a str>,
    in_the_way: Vec<&'a str>,
    orphaned_stacks: Vec<&'a str>,
    /// The author's folder with which the tree was generated, where this run has no such templates.
    lost_templates: Option<&'a str>,
    /// Addresses of resources that would be replaced with the data in them.
    losses: Vec<&'a str>,
    /// What the user runs before anything is applied: it moves resources between states.
    move_script: Option<String>,
}

pub fn json<'a>(
    findings: Document<'a>,
    changes: &'a Changes,
    move_script: Option<&Path>,
) -> Generated<'a> {
    let Changes { create, recreate, update, delete, unchanged, .. } = changes;
    let refusal = changes.refusal.iter();
    let texts = |paths: &'a [RelativePath]| paths.iter().map(RelativePath::as_str).collect();
    Generated {
        findings,
        created: texts(create),
        recreated: texts(recreate),
        updated: update.iter().map(|update| update.path.as_str()).collect(),
        removed: delete.iter().map(|deleted| deleted.path.as_str()).collect(),
        unchanged: *unchanged,
        edited_by_hand: refusal
            .clone()
            .flat_map(|refusal| &refusal.edited_by_hand)
            .map(|(path, _)| &**path)
            .collect(),
        in_the_way: refusal
            .clone()
            .flat_map(|refusal| &refusal.foreign)
            .map(|(path, _)| &**path)
            .collect(),
        losses: refusal
            .clone()
            .flat_map(|refusal| &refusal.losses)
            .map(|loss| &*loss.address)
            .collect(),
        lost_templates: refusal.clone().find_map(|refusal| refusal.lost_templates.as_deref()),
        orphaned_stacks: refusal
            .flat_map(|refusal| &refusal.orphaned)
            .map(|orphaned| &*orphaned.stack)
            .collect(),
        move_script: move_script.map(|path| path.display().to_string()),
    }
}
