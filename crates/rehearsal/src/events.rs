//! What Terraform says while it works, line by line of its `-json` output.
//!
//! Source: Terraform, "Machine-Readable UI" (developer.hashicorp.com/terraform/internals/machine-readable-ui);
//! OpenTofu writes the same.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Event {
    ApplyStart {
        hook: Hook,
    },
    ApplyComplete {
        hook: Hook,
    },
    PlannedChange {
        change: Change,
    },
    Diagnostic {
        diagnostic: Diagnostic,
    },
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Hook {
    pub(crate) resource: Resource,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Change {
    pub(crate) resource: Resource,
    pub(crate) action: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Resource {
    pub(crate) addr: String,
}

/// Of `-json` output, and of `validate -json`.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Diagnostic {
    pub(crate) severity: String,
    pub(crate) summary: String,
    #[serde(default)]
    pub(crate) detail: String,
    pub(crate) address: Option<String>,
    pub(crate) range: Option<Range>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Range {
    /// Relative to the stack's folder.
    pub(crate) filename: String,
    pub(crate) start: Position,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Position {
    pub(crate) line: usize,
}

impl Diagnostic {
    pub(crate) fn is_error(&self) -> bool {
        self.severity == "error"
    }
}

/// Nothing for a line that is none of Terraform's.
pub(crate) fn parse(line: &str) -> Option<Event> {
    serde_json::from_str(line).ok()
}
