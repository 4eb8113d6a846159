use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "saml-passthrough-with-unified-login",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("saml_passthrough_with_unified_login.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for access in arch.workspaces.iter().map(|workspace| &workspace.data_access) {
        if !access.is_by_saml() || !*access.unified_login {
            continue;
        }
        let message = "with unified login, no sign-in to the workspace brings roles along";
        let label = Label::at(&access.unified_login, "people sign in to the account");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&access.mode, "roles come with the sign-in"))
            .help("write `unified-login = false` if it is so, or `mode = \"passthrough-scim\"`");
        diags.report(diagnostic);
    }
}
