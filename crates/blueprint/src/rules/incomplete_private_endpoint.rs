use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sections::network::serverless::PrivateEndpoint;
use crate::sourced::Entry;
use crate::values::Name;

pub(crate) const RULE: Rule = Rule {
    name: "incomplete-private-endpoint",
    explanation: include_str!("incomplete_private_endpoint.md"),
    found: Found::Reading,
};

pub(crate) fn check(name: &Name, endpoint: &Entry<PrivateEndpoint>, diags: &mut Diagnostics) {
    let Some((missing, help)) = missing(&endpoint.value) else { return };
    let label = Label::new(endpoint.span, missing);
    let message = format!("the private endpoint `{name}` leads nowhere");
    diags.report(Diagnostic::error(RULE.name, message, label).help(help));
}

fn missing(endpoint: &PrivateEndpoint) -> Option<(&'static str, &'static str)> {
    let PrivateEndpoint { service, domains, buckets } = endpoint;
    let has_domains = domains.as_ref().is_some_and(|domains| !domains.value.is_empty());
    match (service, buckets) {
        (_, Some(buckets)) if buckets.value.is_empty() => {
            Some(("no bucket is named", "add the names of buckets"))
        }
        (Some(_), None) if !has_domains => {
            Some(("no name leads to the service", "add `domains = [\"db.acme.example\"]`"))
        }
        (None, None) if !has_domains => {
            Some(("neither a service nor buckets", "add `service` and `domains`, or `buckets`"))
        }
        (None, None) => Some((
            "names, but no service",
            "add `service = \"com.amazonaws.vpce.…\"`, the endpoint service in your VPC",
        )),
        _ => None,
    }
}
