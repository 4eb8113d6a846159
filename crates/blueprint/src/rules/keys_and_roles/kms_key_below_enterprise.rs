use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sourced::Sourced;
use crate::tiers::{Feature, least};

pub(super) const RULE: Rule = Rule {
    name: "kms-key-below-enterprise",
    level: Severity::Error,
    area: Area::KeysAndRoles,
    explanation: include_str!("kms_key_below_enterprise.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let encryption = &workspace.encryption;
    let keys = [
        (&encryption.managed_services, Feature::ManagedServicesKey),
        (&encryption.workspace_storage, Feature::WorkspaceStorageKey),
    ];
    for (key, feature) in keys {
        if let Some(key) = key.as_ref().filter(|_| *workspace.tier < least(feature)) {
            report(key, workspace, diags);
        }
    }
}

fn report<T>(key: &Sourced<T>, workspace: &Workspace, diags: &mut Diagnostics) {
    let message = format!("`{}` needs the enterprise tier", key.key());
    let diagnostic =
        Diagnostic::error(RULE.name, message, Label::at(key, "a customer-managed key"))
            .context(Label::at(&workspace.tier, format!("the workspace is {}", *workspace.tier)))
            .help("write `tier = \"enterprise\"`, or leave the key to Databricks and AWS");
    diags.report(diagnostic);
}
