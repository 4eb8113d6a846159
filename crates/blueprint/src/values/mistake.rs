//! How a value says what is wrong with its text, on the way through serde.

use std::fmt;

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub kind: MistakeKind,
    pub message: String,
    pub help: Option<String>,
}

/// What can be wrong with one value: each kind is a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MistakeKind {
    /// The text is not of the value's form.
    Malformed,
    MissingKey,
    UnknownRegion,
    UnknownValue,
}

/// serde carries errors as text; this one cannot stand in a blueprint's value unescaped.
const SEPARATOR: char = '\u{1f}';

impl MistakeKind {
    pub(crate) const ALL: [Self; 4] =
        [Self::Malformed, Self::MissingKey, Self::UnknownRegion, Self::UnknownValue];

    /// Name of the rule.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Malformed => "malformed-value",
            Self::MissingKey => "missing-key",
            Self::UnknownRegion => "unknown-region",
            Self::UnknownValue => "unknown-value",
        }
    }
}

impl Mistake {
    /// The text is not of the value's form.
    pub fn malformed(message: impl Into<String>) -> Self {
        Self { kind: MistakeKind::Malformed, message: message.into(), help: None }
    }

    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Reads back what `Display` wrote into a serde error.
    pub(crate) fn from_serde(text: &str) -> Option<Self> {
        let mut parts = text.split(SEPARATOR);
        let (rule, message, help) = (parts.next()?, parts.next()?, parts.next()?);
        let kind = MistakeKind::ALL.into_iter().find(|kind| kind.rule() == rule)?;
        let help = (!help.is_empty()).then(|| help.to_owned());
        Some(Self { kind, message: message.to_owned(), help })
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clean = |text: &str| text.replace(SEPARATOR, "\u{fffd}");
        let rule = self.kind.rule();
        let help = self.help.as_deref().unwrap_or_default();
        write!(f, "{rule}{SEPARATOR}{}{SEPARATOR}{}", clean(&self.message), clean(help))
    }
}
