use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "data-access-without-buckets",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("data_access_without_buckets.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let access = &workspace.data_access;
    let profiles = access.profiles.iter().filter(|it| it.buckets.is_empty());
    let profiles = profiles.map(|it| (format!("profiles.{}", it.key), it.header));
    let roles = access.roles.iter().filter(|it| it.buckets.is_empty());
    let roles = roles.map(|it| (format!("roles.{}", it.key), it.header));
    for (key, header) in profiles.chain(roles) {
        if !workspace.has_lost(&format!("data-access.{key}")) {
            report(&key, header, diags);
        }
    }
}

fn report(key: &str, header: Span, diags: &mut Diagnostics) {
    let message = format!("`data-access.{key}` may do nothing");
    let label = Label::new(header, "no bucket is named");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .help("write `buckets = { lake = \"read\" }`, with a name of `[buckets]`");
    diags.report(diagnostic);
}
