use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::{groups, with_first};
use crate::rules::{Area, Found, Rule};
use crate::sections::tags::Tags;
use crate::values::TagKey;

pub(super) const RULE: Rule = Rule {
    name: "tags-differ-in-case-only",
    level: Severity::Error,
    area: Area::NamesAndState,
    explanation: include_str!("tags_differ_in_case_only.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    check_name(&workspace.tags, diags);
    check_tags(&workspace.tags, diags);
}

fn folded(key: &TagKey) -> String {
    key.to_string().to_lowercase()
}

/// `Name` is on every resource; a value's form keeps that very word from being a key.
fn check_name(tags: &Tags, diags: &mut Diagnostics) {
    for (key, value) in tags.iter().filter(|(key, _)| folded(key) == "name") {
        let label = Label::at(value, "every resource has the tag `Name`");
        let message = format!("IAM treats `{key}` and `Name` as one tag key");
        let diagnostic = Diagnostic::error(RULE.name, message, label);
        diags.report(diagnostic.help("write another key, such as `deployment`"));
    }
}

fn check_tags(tags: &Tags, diags: &mut Diagnostics) {
    for (_, alike) in groups(tags.iter().map(|(key, value)| (folded(key), (key, value)))) {
        let (first, first_value) = alike[0];
        for (key, value) in &alike[1..] {
            let message = format!("IAM treats `{key}` and `{first}` as one tag key");
            let diagnostic = Diagnostic::error(
                RULE.name,
                message,
                Label::at(value, "the keys differ only in upper and lower case"),
            )
            .help(format!("spell both `{first}`, or remove one"));
            diags.report(with_first(diagnostic, first_value.span()));
        }
    }
}
