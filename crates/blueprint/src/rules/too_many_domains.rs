use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sections::network::serverless::PrivateEndpoint;
use crate::sourced::Entry;
use crate::values::Name;

pub(crate) const RULE: Rule = Rule {
    name: "too-many-domains",
    explanation: include_str!("too_many_domains.md"),
    found: Found::Reading,
};

/// Of one private endpoint.
const LIMIT: usize = 10;

pub(crate) fn check(name: &Name, endpoint: &Entry<PrivateEndpoint>, diags: &mut Diagnostics) {
    let Some(domains) = &endpoint.value.domains else { return };
    if domains.value.len() <= LIMIT {
        return;
    }
    let message = format!("a private endpoint has at most {LIMIT} names");
    let label = Label::new(domains.span, format!("`{name}` has {}", domains.value.len()));
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .help("write another private endpoint to the same service for the others");
    diags.report(diagnostic);
}
