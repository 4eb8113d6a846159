use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "endpoint-service-in-another-region",
    level: Severity::Error,
    area: Area::Serverless,
    explanation: include_str!("endpoint_service_in_another_region.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(serverless) = &workspace.network.serverless else { return };
    let region = workspace.region.name();
    let services = serverless.private_endpoints.values().filter_map(|it| it.value.service.as_ref());
    for service in services {
        let Some(of) = service.value.region().filter(|of| *of != region) else { continue };
        let message = format!("the endpoint service lies in `{of}`, and is used in `{region}`");
        let label = Label::new(service.span, format!("a service in `{region}` is needed"));
        diags.report(Diagnostic::error(RULE.name, message, label));
    }
}
