use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::catalogs::Isolation;

pub(super) const RULE: Rule = Rule {
    name: "binding-of-open-catalog",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("binding_of_open_catalog.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for catalog in arch.workspaces.iter().flat_map(|workspace| &workspace.catalogs) {
        let Some(from) = catalog.from() else { continue };
        let owner = arch.workspace(from.as_str());
        let mut theirs = owner.into_iter().flat_map(|owner| &owner.catalogs);
        let Some(theirs) = theirs.find(|it| it.name == catalog.name) else { continue };
        let Some(isolation) = theirs.isolation().filter(|it| ***it == Isolation::Open) else {
            continue;
        };
        let message = format!("`{}` is seen by every workspace anyway", catalog.name);
        let label = Label::at(from, "nothing is bound, nothing is read-only");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(isolation, "open to the whole metastore"))
            .help("remove this catalog here, or write `isolation = \"isolated\"` there");
        diags.report(diagnostic);
    }
}
