use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "bucket-name-too-long",
    level: Severity::Error,
    area: Area::NamesAndState,
    explanation: include_str!("bucket_name_too_long.md"),
    found: Found::PerWorkspace(check),
};

/// Characters that S3 takes, less those of `-` and an AWS account id.
const ROOM: usize = 63 - 13;

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    for bucket in workspace.buckets.iter().filter(|bucket| bucket.is_created()) {
        let name = format!("{}-{}", *workspace.name, bucket.key);
        if name.len() <= ROOM {
            continue;
        }
        let message = format!("`{name}-<AWS account id>` has {} characters", name.len() + 13);
        let label = Label::new(bucket.header(), "the name of a bucket has at most 63");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&workspace.name, "the workspace's name comes first"))
            .help("give the bucket a shorter key in `[buckets]`");
        diags.report(diagnostic);
    }
}
