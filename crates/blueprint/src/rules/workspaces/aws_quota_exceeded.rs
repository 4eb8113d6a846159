use super::quotas;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostics, Severity};
use crate::quotas::Service;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "aws-quota-exceeded",
    level: Severity::Warning,
    area: Area::Workspaces,
    explanation: include_str!("aws_quota_exceeded.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    quotas::check(RULE.name, Service::Aws, arch, diags);
}
