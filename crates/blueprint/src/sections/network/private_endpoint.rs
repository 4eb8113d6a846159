//! `[network.serverless.private-endpoints.<name>]`: a private endpoint from serverless compute.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::reading::Reading;
use crate::sourced::Entry;
use crate::values::{BucketName, EndpointService, HostName, Name};

/// Names under which one service is asked for.
const MOST_DOMAINS: usize = 10;

/// Either a service of yours and the names under which it is asked for, or buckets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PrivateEndpoint {
    /// Endpoint service in your VPC.
    pub service: Option<Entry<EndpointService>>,
    /// Names under which the service is asked for, one to ten.
    pub domains: Option<Entry<Vec<Entry<HostName>>>>,
    /// Buckets in the workspace's region, in place of a service.
    pub buckets: Option<Entry<Vec<Entry<BucketName>>>>,
}

impl PrivateEndpoint {
    /// Names of the service, or of buckets.
    pub fn targets(&self) -> Vec<String> {
        let domains = self.domains.iter().flat_map(|domains| &domains.value);
        let buckets = self.buckets.iter().flat_map(|buckets| &buckets.value);
        let domains = domains.map(|domain| domain.value.to_string());
        domains.chain(buckets.map(|bucket| bucket.value.to_string())).collect()
    }
}

/// Of an endpoint that lost something, nothing more is said.
pub(super) fn check(name: &Name, endpoint: &Entry<PrivateEndpoint>, reading: &mut Reading) {
    if reading.has_lost(&format!("network.serverless.private-endpoints.{name}")) {
        return;
    }
    refuse_two_kinds(name, &endpoint.value, reading.diags);
    refuse_incomplete(name, endpoint, reading.diags);
    refuse_too_many_domains(name, &endpoint.value, reading.diags);
}

fn refuse_two_kinds(name: &Name, endpoint: &PrivateEndpoint, diags: &mut Diagnostics) {
    let PrivateEndpoint { service, domains, buckets } = endpoint;
    let Some(buckets) = buckets else { return };
    let of_service = service.as_ref().map(|service| service.span);
    let Some(span) = of_service.or_else(|| domains.as_ref().map(|domains| domains.span)) else {
        return;
    };
    let message = format!("`{name}` leads to a service and to buckets");
    let label = Label::new(buckets.span, "buckets");
    let diagnostic = Diagnostic::error("private-endpoint-for-service-and-buckets", message, label)
        .context(Label::new(span, "a service of yours"))
        .help("write two private endpoints, one for each");
    diags.report(diagnostic);
}

fn refuse_incomplete(name: &Name, endpoint: &Entry<PrivateEndpoint>, diags: &mut Diagnostics) {
    let Some((missing, help)) = missing(&endpoint.value) else { return };
    let label = Label::new(endpoint.span, missing);
    let message = format!("the private endpoint `{name}` leads nowhere");
    diags.report(Diagnostic::error("incomplete-private-endpoint", message, label).help(help));
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

fn refuse_too_many_domains(name: &Name, endpoint: &PrivateEndpoint, diags: &mut Diagnostics) {
    let Some(domains) = &endpoint.domains else { return };
    if domains.value.len() <= MOST_DOMAINS {
        return;
    }
    let message = format!("a private endpoint has at most {MOST_DOMAINS} names");
    let label = Label::new(domains.span, format!("`{name}` has {}", domains.value.len()));
    let diagnostic = Diagnostic::error("too-many-private-endpoint-domains", message, label)
        .help("write another private endpoint to the same service for the others");
    diags.report(diagnostic);
}
