use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "bucket-name-too-long",
    explanation: include_str!("bucket_name_too_long.md"),
    found: Found::Checking(check),
};

/// Characters that S3 takes, less those of `-` and an AWS account id.
const ROOM: usize = 63 - 13;

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        for bucket in workspace.buckets.iter().filter(|bucket| bucket.create) {
            let name = format!("{}-{}", *workspace.name, bucket.key);
            if name.len() <= ROOM {
                continue;
            }
            let message = format!("`{name}-<AWS account id>` has {} characters", name.len() + 13);
            let label = Label::new(bucket.header, "the name of a bucket has at most 63");
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .context(Label::at(&workspace.name, "the workspace's name comes first"))
                .help("give the bucket a shorter key in `[buckets]`");
            diags.report(diagnostic);
        }
    }
}
