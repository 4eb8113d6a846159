use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::access::Entitlement;

pub(super) const RULE: Rule = Rule {
    name: "consumer-with-other-entitlements",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("consumer_with_other_entitlements.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let of_somebody = workspace
            .access
            .iter()
            .map(|(who, access)| (format!("`{who}`"), access.value.entitlements(), access.span));
        let of_everybody = workspace.default_entitlements.iter();
        let of_everybody =
            of_everybody.map(|all| ("everybody".to_owned(), (**all).clone(), all.span()));
        for (who, entitlements, span) in of_somebody.chain(of_everybody) {
            let has = |entitlement: Entitlement| entitlements.contains(&entitlement);
            if !has(Entitlement::Consumer)
                || !(has(Entitlement::Workspace) || has(Entitlement::Sql))
            {
                continue;
            }
            let message = format!("{who} cannot have `consumer` and another entitlement");
            let label = Label::new(span, "`consumer` excludes `workspace` and `sql`");
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .help("remove `consumer`: the other entitlements allow everything that it allows");
            diags.report(diagnostic);
        }
    }
}
