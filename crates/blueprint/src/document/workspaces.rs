//! `[workspaces.<name>]` and `[removed.<name>]`.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::DeValue;

use super::{Level, from_mistake, read_workspace};
use crate::architecture::workspace::Standing;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sections::workspace;
use crate::source::Span;
use crate::sourced::Entry;
use crate::values::{Mistake, Name};

/// Folders of the output that are not a workspace's.
const RESERVED_KEYS: [&str; 2] = ["account", "modules"];

#[derive(Clone, Debug)]
pub(crate) struct WorkspaceTable {
    pub(crate) key: Entry<Name>,
    pub(crate) standing: Standing,
    pub(crate) table: workspace::Table,
}

/// Those that stay and those that go. None if neither table is there.
pub(super) fn read(
    tables: [(Standing, Option<Spanned<DeValue<'_>>>); 2],
    diags: &mut Diagnostics,
) -> Option<Vec<WorkspaceTable>> {
    let mut read =
        tables.into_iter().filter_map(|(standing, value)| read_table(value?, standing, diags));
    let mut all = read.next()?;
    all.extend(read.flatten());
    all.sort_by(|a, b| a.key.value.cmp(&b.key.value));
    all.dedup_by(|removed, kept| {
        let is_same = removed.key.value == kept.key.value;
        if is_same {
            diags.report(kept_and_removed(kept, removed));
        }
        is_same
    });
    Some(all)
}

fn kept_and_removed(kept: &WorkspaceTable, removed: &WorkspaceTable) -> Diagnostic {
    let key = &kept.key.value;
    let message = format!("workspace `{key}` is both kept and removed");
    Diagnostic::error(
        "workspace-kept-and-removed",
        message,
        Label::new(removed.key.span, "removed here"),
    )
    .context(Label::new(kept.key.span, "kept here"))
    .help(format!(
        "to remove it, write all its tables `[removed.{key}]`; to keep it, `[workspaces.{key}]`"
    ))
}

fn read_table(
    value: Spanned<DeValue<'_>>,
    standing: Standing,
    diags: &mut Diagnostics,
) -> Option<Vec<WorkspaceTable>> {
    let span = value.span();
    let table = standing.table();
    let DeValue::Table(entries) = value.into_inner() else {
        let label = format!("a table for each workspace: `[{table}.prod]`");
        let message = format!("`{table}` is not a table");
        diags.report(Diagnostic::error("wrong-type", message, Label::new(span.into(), label)));
        return None;
    };
    if entries.is_empty() {
        let label = format!("add `[{table}.<name>]`, or remove the table");
        let label = Label::new(span.into(), label);
        diags.report(Diagnostic::error("missing-key", "there is no workspace here", label));
    }
    let mut tables = Vec::new();
    for (key, value) in entries {
        tables.extend(read_one(&key, value, standing, diags));
    }
    Some(tables)
}

fn read_one(
    key: &Spanned<Cow<'_, str>>,
    value: Spanned<DeValue<'_>>,
    standing: Standing,
    diags: &mut Diagnostics,
) -> Option<WorkspaceTable> {
    let span: Span = key.span().into();
    let text: &str = key.get_ref();
    let name = Name::parse(text).and_then(|name| {
        let taken = RESERVED_KEYS.contains(&text);
        let mistake = || Mistake::malformed(format!("the output already has a folder `{text}`"));
        if taken { Err(mistake()) } else { Ok(name) }
    });
    let DeValue::Table(table) = value.into_inner() else {
        let label = Label::new(span, format!("a table: `[{}.{text}]`", standing.table()));
        diags.report(Diagnostic::error("wrong-type", "a workspace is a table", label));
        return None;
    };
    let table = read_workspace(table, Level::Workspace, diags);
    match name {
        Ok(value) => {
            let key = Entry { value, span, inherited: false };
            Some(WorkspaceTable { key, standing, table })
        }
        Err(mistake) => {
            diags.report(from_mistake(mistake, span));
            None
        }
    }
}
