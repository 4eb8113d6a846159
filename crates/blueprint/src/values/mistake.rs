//! How a value says what is wrong with its text, on the way through serde.

use std::fmt;

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub rule: &'static str,
    pub message: String,
    pub help: Option<String>,
}

/// serde carries errors as text; this one cannot stand in a blueprint's value unescaped.
const SEPARATOR: char = '\u{1f}';

impl Mistake {
    /// The text is not of the value's form.
    pub fn malformed(message: impl Into<String>) -> Self {
        Self { rule: "malformed-value", message: message.into(), help: None }
    }

    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Reads back what `Display` wrote into a serde error.
    pub(crate) fn from_serde(text: &str, rules: &[&'static str]) -> Option<Self> {
        let mut parts = text.split(SEPARATOR);
        let (rule, message, help) = (parts.next()?, parts.next()?, parts.next()?);
        let rule = rules.iter().find(|known| **known == rule)?;
        let help = (!help.is_empty()).then(|| help.to_owned());
        Some(Self { rule, message: message.to_owned(), help })
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clean = |text: &str| text.replace(SEPARATOR, "\u{fffd}");
        let help = self.help.as_deref().unwrap_or_default();
        write!(f, "{}{SEPARATOR}{}{SEPARATOR}{}", self.rule, clean(&self.message), clean(help))
    }
}
