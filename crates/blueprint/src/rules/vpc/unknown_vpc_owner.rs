use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::nearest::nearest;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unknown-vpc-owner",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("unknown_vpc_owner.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for shared in arch.workspaces.iter().filter_map(|workspace| workspace.network.shared()) {
        let owner = &shared.owner;
        if arch.workspace(owner.as_str()).is_some() {
            continue;
        }
        let message = format!("there is no workspace `{}`", **owner);
        let label = Label::at(owner, "a key of `[workspaces]` belongs here");
        let keys = arch.workspaces.iter().map(|workspace| workspace.key.as_str());
        let help = match nearest(owner.as_str(), keys) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add `[workspaces.{}]`, or remove `share`", **owner),
        };
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
