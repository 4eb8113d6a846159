use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sourced::Sourced;
use crate::values::Name;

pub(super) const RULE: Rule = Rule {
    name: "removed-workspace-in-use",
    level: Severity::Error,
    area: Area::Workspaces,
    explanation: include_str!("removed_workspace_in_use.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in arch.workspaces.iter().filter(|workspace| !workspace.is_removed()) {
        let vpc = workspace.network.shared().map(|shared| (&shared.owner, "its VPC"));
        let catalogs = workspace.catalogs.iter().filter_map(|catalog| catalog.from());
        let catalogs = catalogs.map(|owner| (owner, "this catalog of it"));
        for (owner, what) in vpc.into_iter().chain(catalogs) {
            if let Some(removed) = arch.workspace(owner.as_str()).filter(|it| it.is_removed()) {
                diags.report(in_use(workspace, removed, owner, what));
            }
        }
    }
}

fn in_use(
    workspace: &Workspace,
    removed: &Workspace,
    owner: &Sourced<Name>,
    what: &str,
) -> Diagnostic {
    let message = format!("`{}` uses `{}`, which is removed", workspace.key, removed.key);
    let label = Label::at(owner, format!("{what} is in use"));
    Diagnostic::error(RULE.name, message, label)
        .context(Label::new(removed.header, "removed here"))
        .help(format!(
            "write `[workspaces.{}]` until nothing uses it, or `[removed.{}]` too",
            removed.key, workspace.key
        ))
}
