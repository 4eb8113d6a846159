use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::groups;
use crate::rules::{Area, Found, Rule};
use crate::values::Tier;

pub(super) const RULE: Rule = Rule {
    name: "account-quota-exceeded",
    level: Severity::Warning,
    area: Area::Workspaces,
    explanation: include_str!("account_quota_exceeded.md"),
    found: Found::Checking(check),
};

/// Every classic workspace has one of each.
const CREDENTIAL_CONFIGURATIONS_OF_PREMIUM: usize = 11;
const STORAGE_CONFIGURATIONS: usize = 50;

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let classic = arch.workspaces.iter().filter(|workspace| workspace.is_classic());
    let by_account = classic.map(|workspace| {
        let account = workspace.databricks_account_id.as_deref();
        (account, workspace)
    });
    for (_, workspaces) in groups(by_account) {
        let (limit, what) = limit(&workspaces);
        if let Some(first_too_many) = workspaces.get(limit) {
            report(first_too_many, workspaces.len(), limit, what, diags);
        }
    }
}

fn limit(workspaces: &[&Workspace]) -> (usize, &'static str) {
    if workspaces.iter().any(|workspace| *workspace.tier == Tier::Enterprise) {
        (STORAGE_CONFIGURATIONS, "storage configurations")
    } else {
        (CREDENTIAL_CONFIGURATIONS_OF_PREMIUM, "credential configurations")
    }
}

fn report(workspace: &Workspace, count: usize, limit: usize, what: &str, diags: &mut Diagnostics) {
    let message = format!("{count} workspaces in a Databricks account that has {limit} {what}");
    let label = Label::new(workspace.header, format!("workspace {} of the account", limit + 1));
    let diagnostic = Diagnostic::warning(RULE.name, message, label)
        .help("have Databricks raise the limit, or write another `databricks-account-id`");
    diags.report(diagnostic);
}
