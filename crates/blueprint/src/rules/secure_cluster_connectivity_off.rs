use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sourced::Entry;

pub(crate) const RULE: Rule = Rule {
    name: "secure-cluster-connectivity-off",
    explanation: include_str!("secure_cluster_connectivity_off.md"),
    found: Found::Reading,
};

pub(crate) fn check(connectivity: &Entry<bool>, diags: &mut Diagnostics) {
    if connectivity.value {
        return;
    }
    let message = "secure cluster connectivity cannot be switched off";
    let label = Label::new(connectivity.span, "Databricks has it on for every new workspace");
    diags.report(Diagnostic::error(RULE.name, message, label).help("remove the key"));
}
