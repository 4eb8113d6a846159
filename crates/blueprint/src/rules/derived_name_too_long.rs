use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::source::Span;
use crate::sourced::Sourced;
use crate::values::Name;

pub(crate) const RULE: Rule = Rule {
    name: "derived-name-too-long",
    explanation: include_str!("derived_name_too_long.md"),
    found: Found::Reading,
};

pub(crate) fn report(text: &str, deployment: &Sourced<Name>, key: Span, diags: &mut Diagnostics) {
    let message = format!("`{text}` has {} characters", text.chars().count());
    let label = Label::new(key, format!("a name has at most {}", Name::MAX_LENGTH));
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(deployment, "the deployment's name comes first"))
        .help(
            "shorten the key or the deployment's name, or give the workspace a `name` of its own",
        );
    diags.report(diagnostic);
}
