use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::previous_run::Attachment;
use crate::rules::never_applied::unless_fact_never_applied;
use crate::rules::{Area, Found, Rule};
use crate::sections::encryption::{Encryption, Written};

pub(super) const RULE: Rule = Rule {
    name: "kms-key-removed",
    level: Severity::Error,
    area: Area::KeysAndRoles,
    explanation: include_str!("kms_key_removed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(before) = arch.before(workspace) else { continue };
        if workspace.has_lost("encryption") {
            continue;
        }
        let Encryption { managed_services, workspace_storage } = &workspace.encryption;
        if before.managed_services_key == Some(Attachment::Attached) && managed_services.is_none() {
            report(workspace, Written::managed_services, "managed-services-key", diags);
        }
        if before.workspace_storage_key == Some(Attachment::Attached) && workspace_storage.is_none()
        {
            report(workspace, Written::workspace_storage, "workspace-storage-key", diags);
        }
    }
}

fn report(workspace: &Workspace, key: &str, fact: &str, diags: &mut Diagnostics) {
    let message = format!("`{}` cannot do without its key again", *workspace.name);
    let label = Label::new(workspace.header, format!("`{key}` is missing"));
    let help = unless_fact_never_applied(
        &format!("keep `{key}`; another key can take its place"),
        "the key was never applied",
        workspace,
        fact,
    );
    diags.report(Diagnostic::error(RULE.name, message, label).help(help));
}
