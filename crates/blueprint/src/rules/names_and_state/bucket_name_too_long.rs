use crate::architecture::{Workspace, names};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "bucket-name-too-long",
    level: Severity::Error,
    area: Area::NamesAndState,
    explanation: include_str!("bucket_name_too_long.md"),
    found: Found::PerWorkspace(check),
};

/// Characters of a bucket's name that S3 takes.
const LONGEST: usize = 63;

/// Each account's id is as long as this one.
const SOME_ACCOUNT: &str = "123456789012";

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    for bucket in workspace.buckets.iter().filter(|bucket| bucket.is_created()) {
        let length = names::data_bucket(workspace, &bucket.key, SOME_ACCOUNT).len();
        if length <= LONGEST {
            continue;
        }
        let name = names::data_bucket(workspace, &bucket.key, "<AWS account id>");
        let message = format!("`{name}` has {length} characters");
        let at_most = format!("the name of a bucket has at most {LONGEST}");
        let label = Label::new(bucket.header(), at_most);
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&workspace.name, "the workspace's name comes first"))
            .help("give the bucket a shorter key in `[buckets]`");
        diags.report(diagnostic);
    }
}
