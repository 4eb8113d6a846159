//! What a rule is.

use crate::architecture::Architecture;
use crate::diagnostic::Diagnostics;

pub struct Rule {
    /// In kebab-case, as diagnostics and `[[accept]]` name it. Never reused for another meaning.
    pub name: &'static str,
    /// Markdown.
    pub explanation: &'static str,
    pub found: Found,
}

/// When a broken rule is noticed.
pub enum Found {
    /// While the text is read or a section is resolved, where the value is at hand.
    Reading,
    /// Afterwards, on the whole architecture.
    Checking(fn(&Architecture, &mut Diagnostics)),
}

/// A rule that is reported where a value is at hand, far from here: only its text stands here.
pub(super) const fn reading(name: &'static str, explanation: &'static str) -> Rule {
    Rule { name, explanation, found: Found::Reading }
}
