//! TOML text to a [`Blueprint`]: what is written, with places, and every mistake of form at once.
//!
//! serde stops at the first mistake. So each table is read again without what was wrong, until it can
//! be read; the keys that lost something are remembered as unreadable.

mod workspaces;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::architecture::workspace::Standing;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::nearest::nearest;
use crate::reading::EVERYTHING;
use crate::sections::{accept, workspace};
use crate::source::{Source, Span};
use crate::sourced::Entry;
use crate::values::{Mistake, Name, TemplatesFolder};
pub(crate) use workspaces::WorkspaceTable;

/// A blueprint as written: no default anywhere.
#[derive(Clone, Debug)]
pub struct Blueprint {
    pub(crate) edition: Option<Entry<Edition>>,
    /// The author's folder whose modules and templates are laid over those in the binary.
    pub(crate) templates: Option<Entry<TemplatesFolder>>,
    /// The top level: the one workspace, or what every workspace inherits.
    pub(crate) top: workspace::Table,
    /// `[workspaces.<key>]` and `[removed.<key>]`, in the order of their keys; none in a blueprint of one workspace.
    pub(crate) workspaces: Option<Vec<WorkspaceTable>>,
    pub(crate) accept: Vec<(Span, accept::Written)>,
    /// The end of the text, for saying that something is missing.
    pub(crate) end: Span,
}

impl Blueprint {
    /// Name of the deployment, if it is written and can be read.
    pub fn name(&self) -> Option<&Name> {
        self.top.keys.name.as_ref().map(|name| &name.value)
    }

    /// The author's folder of templates, if one is named and can be read.
    pub fn templates(&self) -> Option<&TemplatesFolder> {
        self.templates.as_ref().map(|folder| &folder.value)
    }

    /// Whether there is a workspace with this key; that of a blueprint without `[workspaces]` is empty.
    pub fn has_workspace(&self, key: &str) -> bool {
        match &self.workspaces {
            Some(tables) => tables.iter().any(|table| table.key.value.as_str() == key),
            None => key.is_empty(),
        }
    }
}

/// Pins the defaults: a newer lakewright emits the same architecture from the same blueprint.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema,
)]
#[schemars(inline)]
pub enum Edition {
    #[serde(rename = "2026")]
    E2026,
}

pub(crate) const TEMPLATES: &str = "templates";

/// Tables and keys of the top level that no workspace has.
const TOP_ONLY: [&str; 5] = ["accept", "edition", "removed", "templates", "workspaces"];

/// Reads the form of a blueprint and every single value in it.
///
/// Mistakes are recorded in `diags`; what can be read is returned all the same, so that the rules
/// can be tried on it.
pub fn parse(source: &Source, diags: &mut Diagnostics) -> Blueprint {
    let (document, mistakes) = DeTable::parse_recoverable(&source.text);
    let mut table = document.into_inner();
    for mistake in &mistakes {
        cut(&mut table, &mistake.span().unwrap_or_default());
    }
    // What follows a broken line is often broken by it: one syntax error is enough.
    let place = |mistake: &&toml::de::Error| mistake.span().map(|span| span.start);
    if let Some(mistake) = mistakes.iter().min_by_key(place) {
        let span = mistake.span().unwrap_or_default().into();
        let label = Label::new(span, mistake.message().to_owned());
        diags.report(Diagnostic::error("not-toml", "this is not TOML", label));
    }
    let mut take = |key: &str| table.remove_entry(key).map(|(_, value)| value);
    let (edition, templates) = (take("edition"), take("templates"));
    let accept = take("accept");
    let workspaces = [(Standing::Kept, take("workspaces")), (Standing::Removed, take("removed"))];
    let text = source.text.trim_end();
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    let mut top = read_workspace(table, Level::Top, diags);
    if !mistakes.is_empty() {
        top.unreadable.insert(EVERYTHING.to_owned());
    }
    Blueprint {
        edition: edition.and_then(|value| read_value("edition", value, diags)),
        templates: templates.and_then(|value| read_value(TEMPLATES, value, diags)),
        top,
        workspaces: workspaces::read(workspaces, diags),
        accept: accept.map(|value| read_acceptances(value, diags)).unwrap_or_default(),
        end: (text.len() - last..text.len()).into(),
    }
}

/// Of a key that only the top level has.
fn read_value<T: DeserializeOwned>(
    key: &'static str,
    value: Spanned<DeValue<'_>>,
    diags: &mut Diagnostics,
) -> Option<Entry<T>> {
    let mut table = DeTable::new();
    table.insert(Spanned::new(value.span(), key.into()), value);
    read_table::<BTreeMap<String, Entry<T>>>(table, Level::Other, diags).0.remove(key)
}

fn read_workspace(table: DeTable<'_>, level: Level, diags: &mut Diagnostics) -> workspace::Table {
    let (keys, unreadable) = read_table(table, level, diags);
    workspace::Table { keys: Box::new(keys), unreadable }
}

fn read_acceptances(
    value: Spanned<DeValue<'_>>,
    diags: &mut Diagnostics,
) -> Vec<(Span, accept::Written)> {
    let span = value.span();
    let DeValue::Array(entries) = value.into_inner() else {
        let label = Label::new(span.into(), "a list of tables: `[[accept]]`");
        diags.report(Diagnostic::error("wrong-type", "`accept` is not a list of tables", label));
        return Vec::new();
    };
    let mut acceptances = Vec::new();
    for entry in entries {
        let span = entry.span().into();
        if let DeValue::Table(table) = entry.into_inner() {
            acceptances.push((span, read_table(table, Level::Other, diags).0));
        } else {
            let label = Label::new(span, "a table: `[[accept]]`");
            diags.report(Diagnostic::error("wrong-type", "an acceptance is a table", label));
        }
    }
    acceptances
}

/// What a table is, for saying which keys it has besides those that its type knows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Top,
    Workspace,
    Other,
}

/// Mistakes of form in one table. With more, it is not what it should be; reading on takes ever longer.
const ENOUGH: usize = 100;

/// Reads a table, again and again without what is wrong in it. Returns it and the keys that lost
/// something, as paths joined by `.`.
fn read_table<T: DeserializeOwned + Default>(
    mut table: DeTable<'_>,
    level: Level,
    diags: &mut Diagnostics,
) -> (T, BTreeSet<String>) {
    let mut unreadable = BTreeSet::new();
    let mut cuts: Vec<Range<usize>> = Vec::new();
    loop {
        let whole = Spanned::new(0..0, table.clone());
        let error = match T::deserialize(toml::de::Deserializer::from(whole)) {
            Ok(written) => return (written, unreadable),
            Err(error) => error,
        };
        let place = error.span().unwrap_or_default();
        let path = cut(&mut table, &place);
        let is_root = path.as_ref().is_some_and(|path| !path.contains('.'));
        let level = if is_root { level } else { Level::Other };
        let diagnostic = to_diagnostic(error.message(), place.clone().into(), level);
        // What was taken out of `{ existing = "…" }` is not missing there. A header's table and the tables
        // above it overlap.
        let has_lost = cuts.iter().any(|cut| place.start < cut.end && cut.start < place.end);
        if diagnostic.rule != "missing-key" || !has_lost {
            diags.report(diagnostic);
        }
        cuts.push(place);
        // Nothing left to blame: what was said must do.
        let Some(path) = path else { return (T::default(), unreadable) };
        // What a misspelt key was to say is not missing.
        if let Some(meant) = UnknownKey::of(error.message()).and_then(|key| key.meant(level)) {
            let table = path.rfind('.').map_or("", |end| &path[..=end]);
            unreadable.insert(format!("{table}{meant}"));
        }
        unreadable.insert(path);
        if cuts.len() == ENOUGH {
            unreadable.insert(EVERYTHING.to_owned());
            return (T::default(), unreadable);
        }
    }
}

/// Removes the innermost key, or element of a list, at a place. Returns the path of the key.
fn cut(table: &mut DeTable<'_>, place: &Range<usize>) -> Option<String> {
    let covers = |span: Range<usize>| span.start <= place.start && place.end <= span.end;
    let mut found = None;
    for (key, value) in table.iter_mut() {
        let name = key.get_ref().to_string();
        let inside = match value.get_mut() {
            DeValue::Table(inner) => cut(inner, place).map(|path| format!("{name}.{path}")),
            DeValue::Array(list) => cut_element(list, place).then(|| name.clone()),
            _ => None,
        };
        if inside.is_some() {
            return inside;
        }
        if covers(key.span()) || covers(value.span()) {
            found = Some(name);
            break;
        }
    }
    found.inspect(|key| drop(table.remove(key.as_str())))
}

fn cut_element(list: &mut DeArray<'_>, place: &Range<usize>) -> bool {
    let covers = |span: Range<usize>| span.start <= place.start && place.end <= span.end;
    let mut is_cut = false;
    let mut kept = DeArray::new();
    for mut element in std::mem::replace(list, DeArray::new()) {
        let inside = match element.get_mut() {
            DeValue::Table(inner) => cut(inner, place).is_some(),
            DeValue::Array(inner) => cut_element(inner, place),
            _ => false,
        };
        is_cut |= inside;
        if inside || !covers(element.span()) {
            kept.push(element);
        } else {
            is_cut = true;
        }
    }
    *list = kept;
    is_cut
}

fn from_mistake(mistake: Mistake, span: Span) -> Diagnostic {
    let Mistake { kind, message, help } = mistake;
    let diagnostic = Diagnostic::error(kind.rule(), message, Label::new(span, ""));
    Diagnostic { help, ..diagnostic }
}

/// Our words for what serde says. Its messages are part of its documented behaviour and tested here.
fn to_diagnostic(message: &str, span: Span, level: Level) -> Diagnostic {
    if let Some(mistake) = Mistake::from_serde(message) {
        return from_mistake(mistake, span);
    }
    if let Some(key) = UnknownKey::of(message) {
        return key.to_diagnostic(span, level);
    }
    if let Some(key) = message.strip_prefix("missing field ") {
        let label = Label::new(span, "not all that belongs here");
        return Diagnostic::error("missing-key", format!("{key} is missing"), label);
    }
    if message.starts_with("unknown variant") {
        return unknown_value(&quoted(message), span);
    }
    if let Some((found, expected)) =
        message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        let expected = expected.strip_prefix("struct ").map_or(expected, |_| "a table");
        let label = Label::new(span, format!("expected {expected}"));
        return Diagnostic::error("wrong-type", format!("{found} is not allowed here"), label);
    }
    Diagnostic::error("malformed-value", message, Label::new(span, ""))
}

/// The words between backticks.
fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

struct UnknownKey<'a> {
    key: &'a str,
    known: Vec<&'a str>,
}

impl<'a> UnknownKey<'a> {
    fn of(message: &'a str) -> Option<Self> {
        let mut known = quoted(message.strip_prefix("unknown field ")?);
        (!known.is_empty()).then(|| Self { key: known.remove(0), known })
    }

    fn known(&self, level: Level) -> impl Iterator<Item = &'a str> {
        let top_only: &[&str] = if level == Level::Top { &TOP_ONLY } else { &[] };
        self.known.iter().chain(top_only).copied()
    }

    fn meant(&self, level: Level) -> Option<&'a str> {
        nearest(self.key, self.known(level))
    }

    fn to_diagnostic(&self, span: Span, level: Level) -> Diagnostic {
        let message = format!("there is no key `{}` here", self.key);
        let diagnostic = Diagnostic::error("unknown-key", message, Label::new(span, ""));
        if level == Level::Workspace && TOP_ONLY.contains(&self.key) {
            return diagnostic
                .help(format!("`{}` stands at the top level of the blueprint", self.key));
        }
        if let Some(near) = self.meant(level) {
            return diagnostic.help(format!("did you mean `{near}`?"));
        }
        let known: Vec<_> = self.known(level).collect();
        diagnostic.help(format!("the keys here are {}", known.join(", ")))
    }
}

fn unknown_value(quoted: &[&str], span: Span) -> Diagnostic {
    let (word, known) = quoted.split_first().map_or(("", quoted), |(word, known)| (*word, known));
    let label = Label::new(span, format!("one of {}", known.join(", ")));
    let diagnostic =
        Diagnostic::error("unknown-value", format!("`{word}` is not one of the choices"), label);
    match nearest(word, known.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}
