//! What went wrong, from Terraform's error back to the fake's reason and the blueprint's line.

use std::fmt;

use crate::events::Diagnostic;
use crate::report::Fault;
use crate::script::{Script, Stack};
use crate::trace;

/// `refusals` are those of the phase, in the fakes' words.
pub(crate) fn explain(
    error: &Diagnostic,
    stack: &Stack,
    script: &Script,
    refusals: &[Refused],
) -> Fault {
    Fault {
        summary: error.summary.clone(),
        detail: error.detail.clone(),
        generated: trace::generated(error, stack, script),
        blueprint: trace::written(error, stack, script),
        reasons: reasons(error, refusals),
        address: error.address.clone(),
    }
}

/// Something that a fake refused.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    /// `POST /api/2.0/accounts/…/networks`, `ec2 CreateSubnet`.
    pub(crate) request: String,
    /// `InvalidSubnet.Range`, `400`.
    pub(crate) code: String,
    pub(crate) message: String,
}

/// The requests whose refusal the error repeats; else all, with what was said: one of them is behind it.
fn reasons(error: &Diagnostic, refusals: &[Refused]) -> Vec<String> {
    let mut first: Vec<&Refused> = Vec::new();
    for refused in refusals {
        if first.iter().all(|earlier| earlier.message != refused.message) {
            first.push(refused);
        }
    }
    let said = words(&format!("{} {}", error.summary, error.detail));
    let (repeated, other): (Vec<_>, Vec<_>) =
        first.into_iter().partition(|refused| said.contains(&words(&refused.message)));
    if repeated.is_empty() {
        return other.iter().map(ToString::to_string).collect();
    }
    repeated.iter().map(|refused| format!("{}: {}", refused.request, refused.code)).collect()
}

/// Terraform wraps lines.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.request, self.code, self.message)
    }
}
