use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sections::network::serverless::PrivateEndpoint;
use crate::sourced::Entry;
use crate::values::Name;

pub(crate) const RULE: Rule = Rule {
    name: "private-endpoint-of-two-kinds",
    explanation: include_str!("private_endpoint_of_two_kinds.md"),
    found: Found::Reading,
};

pub(crate) fn check(name: &Name, endpoint: &Entry<PrivateEndpoint>, diags: &mut Diagnostics) {
    let PrivateEndpoint { service, domains, buckets } = &endpoint.value;
    let Some(buckets) = buckets else { return };
    let of_service = service.as_ref().map(|service| service.span);
    let Some(span) = of_service.or_else(|| domains.as_ref().map(|domains| domains.span)) else {
        return;
    };
    let message = format!("`{name}` leads to a service and to buckets");
    let label = Label::new(buckets.span, "buckets");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::new(span, "a service of yours"))
        .help("write two private endpoints, one for each");
    diags.report(diagnostic);
}
