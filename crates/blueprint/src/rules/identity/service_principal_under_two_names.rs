use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::same_account::{Use, repeats};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "service-principal-under-two-names",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("service_principal_under_two_names.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let named = arch.workspaces.iter().flat_map(|workspace| {
        let written = workspace.identity.written_service_principals.iter();
        written.filter_map(move |(name, it)| {
            Some((it.value.existing()?, Use { workspace, value: (name, it.span) }))
        })
    });
    for (first, again) in repeats(named) {
        let ((name, first), (other, span)) = (first.value, again.value);
        if name == other {
            continue;
        }
        let message = format!("`{name}` and `{other}` are one service principal");
        let diagnostic = Diagnostic::error(RULE.name, message, Label::new(span, "the same id"))
            .context(Label::new(first, "the first name"))
            .help("name it once: what is granted to it under two names ends in two places");
        diags.report(diagnostic);
    }
}
