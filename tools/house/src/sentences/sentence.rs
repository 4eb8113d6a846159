//! A sentence and where it stands.

use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From the root of the repository.
    pub file: String,
    /// From 1. Of a sentence of several lines, that where its paragraph begins.
    pub line: usize,
    pub kind: Kind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In kebab-case, as a page's title says it.
    RuleName,
    /// The first sentence of a rule's page, which lists show.
    RuleSummary,
    RulePage,
    /// Of the compiler, or of a command: a phrase.
    Message,
    /// Of the command line or the JSON schema.
    Help,
    Readme,
    HclComment,
    Description,
    Docs,
    Data,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::RuleName => "rule name",
            Self::RuleSummary => "rule summary",
            Self::RulePage => "rule page",
            Self::Message => "message",
            Self::Help => "help",
            Self::Readme => "readme",
            Self::HclComment => "hcl comment",
            Self::Description => "description",
            Self::Docs => "docs",
            Self::Data => "data",
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, kind, text } = self;
        write!(f, "{file}:{line}: [{}] {text}", kind.name())
    }
}
