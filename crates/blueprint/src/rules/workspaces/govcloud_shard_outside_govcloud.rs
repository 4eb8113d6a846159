use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sourced::Origin;

pub(super) const RULE: Rule = Rule {
    name: "govcloud-shard-outside-govcloud",
    level: Severity::Error,
    area: Area::Workspaces,
    explanation: include_str!("govcloud_shard_outside_govcloud.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(shard) = &workspace.govcloud_shard else { return };
    let moved_away = matches!(shard.origin(), Origin::Inherited(_))
        && matches!(workspace.region.origin(), Origin::Written(_));
    if workspace.region.is_govcloud() || moved_away {
        return;
    }
    let message = format!("`{}` is not in GovCloud", *workspace.region);
    let label = Label::at(shard, "only GovCloud has shards");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(&workspace.region, "the region"))
        .help("remove the key, or write `region = \"us-gov-west-1\"`");
    diags.report(diagnostic);
}
