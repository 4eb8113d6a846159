//! Tables of keys, values and origins, as TOML with aligned columns.

use serde::Serialize;

use crate::sourced::{Origin, Sourced};

/// A line of a blueprint.
pub(super) struct Entry {
    key: String,
    /// As TOML writes it; none for a key that is not there.
    value: Option<String>,
    origin: &'static str,
    /// No key, or none that applies, says it: the line is a comment.
    is_comment: bool,
}

pub(super) struct Table {
    /// With its brackets; empty at the top level.
    header: String,
    pub(super) entries: Vec<Entry>,
}

impl Entry {
    /// `value` is what to write for `sourced`, which is mostly its own value.
    pub(super) fn of<T>(sourced: &Sourced<T>, value: &impl Serialize) -> Self {
        Self::line(last(sourced.key()), sourced, value)
    }

    /// `value` at a key that is not `sourced`'s own.
    pub(super) fn line<T>(key: &str, sourced: &Sourced<T>, value: &impl Serialize) -> Self {
        let origin = match sourced.origin() {
            Origin::Written(_) => "written",
            Origin::Inherited(_) => "inherited",
            Origin::Derived(_) => "derived",
            Origin::Default(_) => "default",
            Origin::Placeholder(_) => unreachable!("an architecture without errors holds none"),
        };
        let (key, value) = (quoted_key(key), Some(to_toml(value)));
        Self { key, value, origin, is_comment: false }
    }

    pub(super) fn own<T: Serialize>(sourced: &Sourced<T>) -> Self {
        Self::of(sourced, &**sourced)
    }

    /// One of the keys that the user names.
    pub(super) fn named<T: Serialize>(key: &str, sourced: &Sourced<T>) -> Self {
        Self::line(key, sourced, &**sourced)
    }

    pub(super) fn optional<T: Serialize>(key: &str, sourced: Option<&Sourced<T>>) -> Self {
        sourced.map_or_else(|| Self::absent(key), Self::own)
    }

    pub(super) fn absent(key: &str) -> Self {
        let key = last(key).to_owned();
        Self { key, value: None, origin: "not written", is_comment: true }
    }

    pub(super) fn written(key: &str, value: &impl Serialize) -> Self {
        let (key, value) = (key.to_owned(), Some(to_toml(value)));
        Self { key, value, origin: "written", is_comment: false }
    }

    /// A derived value that no key says.
    pub(super) fn fact(key: &str, value: &impl Serialize) -> Self {
        let (key, value) = (key.to_owned(), Some(to_toml(value)));
        Self { key, value, origin: "derived", is_comment: true }
    }

    #[must_use]
    pub(super) fn into_comment(self) -> Self {
        Self { is_comment: true, ..self }
    }

    fn left(&self) -> String {
        let Self { key, is_comment, .. } = self;
        if *is_comment { format!("# {key}") } else { key.clone() }
    }

    fn right(&self) -> String {
        self.value.as_ref().map_or_else(String::new, |value| format!("= {value}"))
    }
}

impl Table {
    pub(super) fn new(path: &str, entries: Vec<Entry>) -> Self {
        let header = if path.is_empty() { String::new() } else { format!("[{path}]") };
        Self { header, entries }
    }

    /// One of a list of tables.
    pub(super) fn in_list(path: &str, entries: Vec<Entry>) -> Self {
        Self { header: format!("[[{path}]]"), entries }
    }
}

pub(super) fn render(tables: &[Table]) -> String {
    let tables: Vec<_> = tables.iter().filter(|table| !table.entries.is_empty()).collect();
    tables.into_iter().map(render_table).collect::<Vec<_>>().join("\n")
}

fn render_table(table: &Table) -> String {
    /// A longer value does not push the comments of the others to the right.
    const WIDEST: usize = 80;
    let Table { header, entries } = table;
    let width = |text: fn(&Entry) -> String| {
        let widths = entries.iter().map(|entry| text(entry).chars().count());
        widths.filter(|width| *width <= WIDEST).max().unwrap_or_default()
    };
    let (keys, values) = (width(Entry::left), width(Entry::right));
    let header = if header.is_empty() { String::new() } else { format!("{header}\n") };
    let line = |entry: &Entry| {
        format!("{:keys$} {:values$}  # {}\n", entry.left(), entry.right(), entry.origin)
    };
    std::iter::once(header).chain(entries.iter().map(line)).collect()
}

/// A key without its table.
fn last(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(_, key)| key)
}

fn to_toml(value: &impl Serialize) -> String {
    let mut text = String::new();
    let written = value.serialize(toml::ser::ValueSerializer::new(&mut text));
    written.expect("a blueprint's values are strings, numbers, lists and tables of them");
    text
}

pub(super) fn quoted_key(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if key.chars().all(is_bare) { key.to_owned() } else { to_toml(&key) }
}
