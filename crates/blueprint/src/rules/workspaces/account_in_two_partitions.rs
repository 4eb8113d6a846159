use std::collections::BTreeMap;

use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sourced::Sourced;

pub(super) const RULE: Rule = Rule {
    name: "account-in-two-partitions",
    level: Severity::Error,
    area: Area::Workspaces,
    explanation: include_str!("account_in_two_partitions.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let databricks = arch.workspaces.iter().filter_map(|workspace| {
        Some((workspace.databricks_account_id.as_ref()?, &*workspace.partition.name, workspace))
    });
    let aws = arch.workspaces.iter().filter_map(|workspace| {
        Some((workspace.aws_account_id.as_ref()?, &*workspace.partition.arn_partition, workspace))
    });
    check_ids(databricks, "Databricks", diags);
    check_ids(aws, "AWS", diags);
}

fn check_ids<'a, T: Ord + std::fmt::Display + 'a>(
    ids: impl Iterator<Item = (&'a Sourced<T>, &'a str, &'a Workspace)>,
    whose: &str,
    diags: &mut Diagnostics,
) {
    let mut seen: BTreeMap<&T, (&str, &Workspace)> = BTreeMap::new();
    for (id, partition, workspace) in ids {
        let (first_partition, first) = *seen.entry(&**id).or_insert((partition, workspace));
        if partition == first_partition {
            continue;
        }
        let message =
            format!("one {whose} account is not both in `{first_partition}` and in `{partition}`");
        let label =
            Label::at(id, format!("account of `{}` and `{}`", *first.name, *workspace.name));
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&first.region, format!("this is `{first_partition}`")))
            .context(Label::at(&workspace.region, format!("this is `{partition}`")))
            .help("write the id of another account for one of them");
        diags.report(diagnostic);
    }
}
