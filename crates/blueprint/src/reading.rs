//! From what a section writes to what it means: defaults, and what to do about what is not there.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::layer::Section;
use crate::source::Span;
use crate::sourced::{Entry, Origin, Sourced};

/// Stands for every key: after a syntax error, what is not there may be what was broken.
pub(crate) const EVERYTHING: &str = "";

/// What a section needs to know while it is resolved.
pub(crate) struct Reading<'a> {
    /// Keys and tables of this workspace that are written but could not be read, at least not
    /// entirely; an error says so already.
    pub(crate) unreadable: &'a BTreeSet<String>,
    pub(crate) diags: &'a mut Diagnostics,
}

impl Reading<'_> {
    /// Whether a key, or the table that it stands in, is written but could not be read.
    pub(crate) fn is_unreadable(&self, key: &str) -> bool {
        let tables = key.match_indices('.').map(|(end, _)| &key[..end]);
        tables.chain([key, EVERYTHING]).any(|path| self.unreadable.contains(path))
    }

    /// Whether a table that is there, or something in it, could not be read.
    pub(crate) fn has_lost(&self, table: &str) -> bool {
        let within = format!("{table}.");
        self.is_unreadable(table) || self.unreadable.iter().any(|key| key.starts_with(&within))
    }

    /// A key with a default.
    pub(crate) fn or<T>(
        &self,
        key: &'static str,
        entry: Option<Entry<T>>,
        section: Span,
        default: impl FnOnce() -> T,
    ) -> Sourced<T> {
        match entry {
            // A list that lost an element says nothing as a whole.
            Some(entry) if self.unreadable.contains(key) => {
                Sourced::placeholder(key, entry.value, entry.span)
            }
            Some(entry) => Sourced::written(key, entry),
            None if self.is_unreadable(key) => Sourced::placeholder(key, default(), section),
            None => Sourced::default(key, default(), section),
        }
    }

    /// A key that has no default, because what it decides can never be changed or known otherwise.
    pub(crate) fn required<T>(
        &mut self,
        key: &'static str,
        entry: Option<Entry<T>>,
        section: Span,
        example: &str,
        placeholder: impl FnOnce() -> T,
    ) -> Sourced<T> {
        if entry.is_none() && !self.is_unreadable(key) {
            self.missing(key, section, example);
            return Sourced::placeholder(key, placeholder(), section);
        }
        self.or(key, entry, section, placeholder)
    }

    /// Says that a key is missing which has no default here.
    pub(crate) fn missing(&mut self, key: &'static str, section: Span, example: &str) {
        let label = Label::new(section, format!("add `{example}`"));
        self.diags.report(Diagnostic::error("missing-key", format!("`{key}` is missing"), label));
    }

    /// A key that need not be there, where a rule may ask why it is not: of one that could not be read,
    /// something stands in.
    pub(crate) fn optional_or<T>(
        &self,
        key: &'static str,
        entry: Option<Entry<T>>,
        section: Span,
        placeholder: impl FnOnce() -> T,
    ) -> Option<Sourced<T>> {
        let is_there = entry.is_some() || self.is_unreadable(key);
        is_there.then(|| self.or(key, entry, section, placeholder))
    }

    /// A table that need not be there, as its header and its keys. Of one that could not be read, an
    /// empty one stands in.
    pub(crate) fn table<T: Default>(
        &self,
        key: &'static str,
        table: Option<Section<T>>,
        section: Span,
    ) -> Option<(Sourced<()>, T)> {
        match table {
            Some(Section { header, inherited, keys }) => {
                let entry = Entry { value: (), span: header, inherited };
                Some((Sourced::written(key, entry), keys))
            }
            None if self.is_unreadable(key) => {
                Some((Sourced::placeholder(key, (), section), T::default()))
            }
            None => None,
        }
    }

    /// A key that need not be there.
    pub(crate) fn optional<T>(key: &'static str, entry: Option<Entry<T>>) -> Option<Sourced<T>> {
        entry.map(|entry| Sourced::written(key, entry))
    }
}

/// A key that is written, for saying that it does not apply.
pub(crate) struct WrittenKey {
    key: &'static str,
    span: Span,
    inherited: bool,
}

impl WrittenKey {
    pub(crate) fn of<T>(key: &'static str, entry: Option<&Entry<T>>) -> Option<Self> {
        entry.map(|entry| Self { key, span: entry.span, inherited: entry.inherited })
    }

    /// A table, as a whole.
    pub(crate) fn of_table<T>(key: &'static str, table: Option<&Section<T>>) -> Option<Self> {
        table.map(|table| Self { key, span: table.header, inherited: table.inherited })
    }
}

impl Reading<'_> {
    /// Reports keys that mean nothing because of what another key decides. A workspace that decides
    /// otherwise than the top level does not inherit them.
    pub(crate) fn inapplicable<T>(
        &mut self,
        keys: impl IntoIterator<Item = Option<WrittenKey>>,
        decider: &Sourced<T>,
        why: &str,
    ) {
        let decided_here = matches!(decider.origin(), Origin::Written(_));
        for WrittenKey { key, span, inherited } in keys.into_iter().flatten() {
            if inherited && decided_here {
                continue;
            }
            does_not_apply(key, span, decider, why, self.diags);
        }
    }
}

/// A key that is written means nothing because of what another one decides.
pub(crate) fn does_not_apply<T>(
    key: &str,
    span: Span,
    decider: &Sourced<T>,
    why: &str,
    diags: &mut Diagnostics,
) {
    let message = format!("`{key}` does not apply");
    let diagnostic = Diagnostic::error("key-does-not-apply", message, Label::new(span, why))
        .context(Label::at(decider, "decided here"))
        .help("remove the key, or change what makes it meaningless");
    diags.report(diagnostic);
}
