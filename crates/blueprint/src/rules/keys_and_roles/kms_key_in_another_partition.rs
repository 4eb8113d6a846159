use super::existing_kms_keys::existing_keys;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "kms-key-in-another-partition",
    level: Severity::Error,
    area: Area::KeysAndRoles,
    explanation: include_str!("kms_key_in_another_partition.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for key in arch.workspaces.iter().flat_map(existing_keys) {
        if key.arn.partition() == key.partition() {
            continue;
        }
        let message = format!(
            "`{}` is a key of the partition `{}`, and used in `{}`",
            key.key,
            key.arn.partition(),
            key.partition()
        );
        let label = Label::new(key.span, "out of reach from there");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(key.decided)
            .help(format!("write the ARN of a key in `{}`", key.region));
        diags.report(diagnostic);
    }
}
