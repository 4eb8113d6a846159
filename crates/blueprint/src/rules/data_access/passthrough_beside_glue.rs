use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "passthrough-beside-glue",
    explanation: include_str!("passthrough_beside_glue.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let (access, metastore) = (&workspace.data_access, &workspace.metastore);
        if !access.passthrough || !metastore.glue {
            continue;
        }
        let message = "clusters with passthrough would find no table";
        let label =
            Label::at(&access.mode, "a cluster has no right of its own, and so none in Glue");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&metastore.mode, "the tables are in Glue"))
            .help("write `mode = \"instance-profiles\"`, or keep the tables in another metastore");
        diags.report(diagnostic);
    }
}
