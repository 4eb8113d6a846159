//! What rules about features that a tier lacks have in common.

use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::tiers::{self, Feature, Gate};

/// Reports what asks for a feature, if the workspace's tier lacks it.
pub(super) fn require(
    rule: &'static str,
    feature: Feature,
    asks: Label,
    workspace: &Workspace,
    diags: &mut Diagnostics,
) {
    let Gate { name, least, .. } = tiers::gate(feature);
    if *workspace.tier >= *least {
        return;
    }
    let message = format!("the {least} tier is needed for {name}");
    let diagnostic = Diagnostic::error(rule, message, asks)
        .context(Label::at(&workspace.tier, format!("the workspace is {}", *workspace.tier)))
        .help(format!("write `tier = \"{least}\"`, or do without"));
    diags.report(diagnostic);
}
