use super::existing_kms_keys::existing_keys;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "kms-key-in-another-region",
    level: Severity::Error,
    area: Area::KeysAndRoles,
    explanation: include_str!("kms_key_in_another_region.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for key in arch.workspaces.iter().flat_map(existing_keys) {
        // Of a key in another partition, a rule of its own says so.
        if key.arn.region() == key.region || key.arn.partition() != key.partition() {
            continue;
        }
        let message = format!(
            "`{}` is a key in `{}`, and used in `{}`",
            key.key,
            key.arn.region(),
            key.region
        );
        let label = Label::new(key.span, format!("a key in `{}` is needed", key.region));
        diags.report(Diagnostic::error(RULE.name, message, label).context(key.decided));
    }
}
