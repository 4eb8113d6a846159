//! What a rule is.

use super::area::Area;
use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostics, Severity};

pub struct Rule {
    /// In kebab-case, as diagnostics and `[[accept]]` name it. Never reused for another meaning.
    pub name: &'static str,
    pub level: Severity,
    pub area: Area,
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
    /// Afterwards, on each workspace by itself.
    PerWorkspace(fn(&Workspace, &mut Diagnostics)),
}

impl Rule {
    /// The first sentence below the title.
    pub fn summary(&self) -> String {
        let below = self.explanation.trim_start().split_once("\n\n").map_or("", |(_, text)| text);
        let paragraph = below.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        match paragraph.split_once(". ") {
            Some((sentence, _)) => format!("{sentence}."),
            None => paragraph.trim().to_owned(),
        }
    }
}

/// A rule that is reported where a value is at hand, far from here: only its text stands here.
pub(super) const fn reading(
    name: &'static str,
    level: Severity,
    area: Area,
    explanation: &'static str,
) -> Rule {
    Rule { name, level, area, explanation, found: Found::Reading }
}
