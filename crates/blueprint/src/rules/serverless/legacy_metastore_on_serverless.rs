use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::tiers::{Feature, least};

pub(super) const RULE: Rule = Rule {
    name: "legacy-metastore-on-serverless",
    level: Severity::Error,
    area: Area::Serverless,
    explanation: include_str!("legacy_metastore_on_serverless.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in arch.workspaces.iter().filter(|workspace| !workspace.is_classic()) {
        // Below it there is neither; the compute plane is to blame.
        let has_tier = *workspace.tier >= least(Feature::ServerlessCompute);
        if workspace.metastore.is_unity_catalog() || !has_tier {
            continue;
        }
        let message = "serverless compute reads its metadata from Unity Catalog";
        let label = Label::at(&workspace.metastore.mode, "another metastore");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&workspace.compute_plane, "the workspace is serverless"))
            .help("write `mode = \"unity-catalog\"`, which reads such a metastore by federation");
        diags.report(diagnostic);
    }
}
