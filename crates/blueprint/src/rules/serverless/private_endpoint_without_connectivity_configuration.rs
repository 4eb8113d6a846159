use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "private-endpoint-without-connectivity-configuration",
    level: Severity::Error,
    area: Area::Serverless,
    explanation: include_str!("private_endpoint_without_connectivity_configuration.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for serverless in arch.workspaces.iter().filter_map(|w| w.network.serverless.as_ref()) {
        let Some((name, endpoint)) = serverless.private_endpoints.first_key_value() else {
            continue;
        };
        if serverless.connectivity_configuration.is_some() {
            continue;
        }
        let message = format!("`{name}` belongs to no network connectivity configuration");
        let label = Label::new(endpoint.span, "a private endpoint from serverless compute");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&serverless.header, "there is none here"))
            .help("add `connectivity-configuration = \"create\"` to `[network.serverless]`");
        diags.report(diagnostic);
    }
}
