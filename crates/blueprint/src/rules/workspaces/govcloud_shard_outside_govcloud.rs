use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};
use crate::sourced::Origin;

pub(super) const RULE: Rule = Rule {
    name: "govcloud-shard-outside-govcloud",
    explanation: include_str!("govcloud_shard_outside_govcloud.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(shard) = &workspace.govcloud_shard else { continue };
        let moved_away = matches!(shard.origin(), Origin::Inherited(_))
            && matches!(workspace.region.origin(), Origin::Written(_));
        if workspace.region.is_govcloud() || moved_away {
            continue;
        }
        let message = format!("`{}` is not in GovCloud", *workspace.region);
        let label = Label::at(shard, "only GovCloud has shards");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&workspace.region, "the region"))
            .help("remove the key, or write `region = \"us-gov-west-1\"`");
        diags.report(diagnostic);
    }
}
