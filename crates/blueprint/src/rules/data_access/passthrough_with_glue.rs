use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "passthrough-with-glue",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("passthrough_with_glue.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let (access, metastore) = (&workspace.data_access, &workspace.metastore);
    if !access.has_passthrough() || !metastore.is_glue() {
        return;
    }
    let message = "clusters with credential passthrough cannot access AWS Glue";
    let label = Label::at(&access.mode, "clusters may only assume data roles");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(&metastore.mode, "the metastore is AWS Glue"))
        .help("write `mode = \"instance-profiles\"`, or keep the tables in another metastore");
    diags.report(diagnostic);
}
