use super::quotas;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostics, Severity};
use crate::quotas::Service;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "databricks-quota-exceeded",
    level: Severity::Warning,
    area: Area::Workspaces,
    explanation: include_str!("databricks_quota_exceeded.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    quotas::check(RULE.name, Service::Databricks, arch, diags);
}
