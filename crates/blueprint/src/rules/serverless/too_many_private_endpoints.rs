use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::Span;
use std::collections::BTreeMap;

use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "too-many-private-endpoints",
    level: Severity::Warning,
    area: Area::Serverless,
    explanation: include_str!("too_many_private_endpoints.md"),
    found: Found::Checking(check),
};

/// Of a Databricks account in one region.
const LIMIT: usize = 30;

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let mut endpoints: BTreeMap<_, Vec<Span>> = BTreeMap::new();
    for workspace in &arch.workspaces {
        let Some(serverless) = &workspace.network.serverless else { continue };
        let account = workspace.databricks_account_id.as_deref();
        let spans = serverless.private_endpoints.values().map(|endpoint| endpoint.span);
        endpoints.entry((account, *workspace.region)).or_default().extend(spans);
    }
    for ((_, region), spans) in endpoints {
        let Some(first_too_many) = spans.get(LIMIT) else { continue };
        let message = format!(
            "{} private endpoints in {region}, where a Databricks account has {LIMIT}",
            spans.len()
        );
        let label = Label::new(*first_too_many, format!("the {}st", LIMIT + 1));
        let diagnostic = Diagnostic::warning(RULE.name, message, label)
            .help("one endpoint may lead to several buckets, or to ten names of a service");
        diags.report(diagnostic);
    }
}
