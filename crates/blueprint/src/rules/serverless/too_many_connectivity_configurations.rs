use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::groups;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "too-many-connectivity-configurations",
    level: Severity::Warning,
    area: Area::Serverless,
    explanation: include_str!("too_many_connectivity_configurations.md"),
    found: Found::Checking(check),
};

/// Of a Databricks account in one region.
const LIMIT: usize = 10;

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let created = arch.workspaces.iter().filter(|workspace| creates_one(workspace));
    let by_place = created.map(|workspace| {
        let account = workspace.databricks_account_id.as_deref();
        ((account, *workspace.region), workspace)
    });
    for ((_, region), workspaces) in groups(by_place) {
        let Some(first_too_many) = workspaces.get(LIMIT) else { continue };
        let message = format!(
            "{} network connectivity configurations in {region}, where an account has {LIMIT}",
            workspaces.len()
        );
        let label = Label::new(first_too_many.header, format!("the {}th", LIMIT + 1));
        let diagnostic = Diagnostic::warning(RULE.name, message, label)
            .help("bind several workspaces to one: `connectivity-configuration = { existing = \"<id>\" }`");
        diags.report(diagnostic);
    }
}

fn creates_one(workspace: &Workspace) -> bool {
    let serverless = workspace.network.serverless.as_ref();
    let configuration = serverless.and_then(|s| s.connectivity_configuration.as_ref());
    configuration.is_some_and(|configuration| configuration.existing().is_none())
}
