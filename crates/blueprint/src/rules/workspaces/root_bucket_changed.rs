use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::never_applied::unless_never_applied;
use crate::rules::{Area, Found, Rule};
use crate::values::Provision;

pub(super) const RULE: Rule = Rule {
    name: "root-bucket-changed",
    level: Severity::Error,
    area: Area::Workspaces,
    explanation: include_str!("root_bucket_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let before = arch.before(workspace).and_then(|before| before.root_bucket.as_ref());
        let (Some(before), Some(bucket)) = (before, &workspace.root_bucket) else { continue };
        if *before == **bucket {
            continue;
        }
        let (was, keep) = match before {
            Provision::Create => {
                ("a root bucket that was created for it".to_owned(), "\"create\"".to_owned())
            }
            Provision::Existing(name) => {
                (format!("`{name}` as its root bucket"), format!("{{ existing = \"{name}\" }}"))
            }
        };
        let message = format!("`{}` has {was} and keeps it", *workspace.name);
        let label = Label::at(bucket, "another bucket would be another workspace");
        let help = unless_never_applied(
            &format!("write `root-bucket = {keep}`, or add a workspace under `[workspaces]`"),
            workspace,
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
