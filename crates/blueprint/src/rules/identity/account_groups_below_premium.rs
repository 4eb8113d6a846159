use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::data_access::receivers::receivers;
use crate::rules::{Area, Found, Rule};
use crate::source::Span;
use crate::sourced::Sourced;
use crate::tiers::{Feature, least};

pub(super) const RULE: Rule = Rule {
    name: "account-groups-below-premium",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("account_groups_below_premium.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    // Identity federation comes with Unity Catalog.
    let least = least(Feature::UnityCatalog);
    for workspace in arch.workspaces.iter().filter(|workspace| *workspace.tier < least) {
        for span in asks(workspace) {
            let message = format!("the {least} tier is needed to let members of the account in");
            let label = Label::new(span, "they are of the account, not of the workspace");
            let tier = format!("the workspace is {}", *workspace.tier);
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .context(Label::at(&workspace.tier, tier))
                .help(format!("write `tier = \"{least}\"`, or do without"));
            diags.report(diagnostic);
        }
    }
}

/// The first line of `[access]`, and the lists of groups of profiles and data roles.
fn asks(workspace: &Workspace) -> impl Iterator<Item = Span> {
    let access = workspace.access.values();
    let lists = receivers(workspace).filter(|groups| !groups.is_empty());
    access.map(|entry| entry.span).min().into_iter().chain(lists.map(Sourced::span))
}
