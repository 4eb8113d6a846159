use std::collections::BTreeSet;

use crate::architecture::{Architecture, Workspace, names};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::groups;
use crate::rules::same_account::same_aws_account;
use crate::rules::{Area, Found, Rule};
use crate::source::Span;
use crate::values::Provision;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-bucket-or-role-name",
    level: Severity::Error,
    area: Area::NamesAndState,
    explanation: include_str!("duplicate_bucket_or_role_name.md"),
    found: Found::Checking(check),
};

/// What has a name of its own in an AWS account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Bucket,
    Role,
}

/// In names of buckets: only workspaces that may have the same account are compared.
const ACCOUNT: &str = "<AWS account id>";

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let named = arch.workspaces.iter().flat_map(|workspace| {
        named(workspace)
            .into_iter()
            .map(move |(kind, name, span)| ((kind, name), (workspace, span)))
    });
    let mut told = BTreeSet::new();
    for ((kind, name), uses) in groups(named) {
        let (first, others) = uses.split_first().expect("a group has several");
        // Two workspaces of one name are refused for that.
        let is_other = |it: &&(&Workspace, Span)| {
            it.1 != first.1 && same_aws_account(first.0, it.0) && is_distinct(first.0, it.0)
        };
        for (_, span) in others.iter().filter(is_other) {
            // A bucket of Unity Catalog has a role besides.
            if !told.insert(*span) {
                continue;
            }
            let what = match kind {
                Kind::Bucket => "buckets",
                Kind::Role => "roles",
            };
            let message = format!("two {what} would be called `{name}`");
            let diagnostic = Diagnostic::error(RULE.name, message, Label::new(*span, "this one"))
                .context(Label::new(first.1, "and this one"))
                .help("give one of them another key");
            diags.report(diagnostic);
        }
    }
}

fn is_distinct(one: &Workspace, other: &Workspace) -> bool {
    one.key == other.key || *one.name != *other.name
}

fn named(workspace: &Workspace) -> Vec<(Kind, String, Span)> {
    let mut named = Vec::new();
    if let Some(root) = workspace.root_bucket.as_ref().filter(|it| ***it == Provision::Create) {
        named.push((Kind::Bucket, names::root_bucket(workspace, ACCOUNT), root.span()));
    }
    for bucket in &workspace.buckets {
        if bucket.is_created() {
            let name = names::data_bucket(workspace, &bucket.key, ACCOUNT);
            named.push((Kind::Bucket, name, bucket.header()));
        }
        if bucket.is_in_unity_catalog() {
            let name = names::storage_role(workspace, &bucket.key);
            named.push((Kind::Role, name, bucket.header()));
        }
    }
    let access = &workspace.data_access;
    for profile in &access.profiles {
        let name = names::instance_profile(workspace, &profile.key);
        named.push((Kind::Role, name, profile.header));
    }
    for role in &access.roles {
        named.push((Kind::Role, names::data_role(workspace, &role.key), role.header));
    }
    named
}
