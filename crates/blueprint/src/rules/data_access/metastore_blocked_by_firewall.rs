use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::vpc::shared_vpcs::{Share, shares};
use crate::rules::{Area, Found, Rule};
use crate::sections::metastore::Metastore;
use crate::sourced::Entry;
use crate::values::Cidr;

pub(super) const RULE: Rule = Rule {
    name: "metastore-blocked-by-firewall",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("metastore_blocked_by_firewall.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for Share { sharer, shared, owner, vpc } in shares(arch) {
        if vpc.hub.is_none() || gets_through(&sharer.metastore, &owner.metastore, *vpc.cidr) {
            continue;
        }
        let message = "the firewall of the shared VPC does not let this metastore through";
        let label = Label::at(&sharer.metastore.mode, "reached through the firewall");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&shared.owner, "its metastore is let through, no other"))
            .help("give both the same `[metastore]`, or write `mode = \"unity-catalog\"`");
        diags.report(diagnostic);
    }
}

/// The firewall is the owner's, and has a rule for the owner's metastore.
fn gets_through(own: &Metastore, allowed: &Metastore, vpc: Cidr) -> bool {
    let is_local = |range: &Entry<Cidr>| vpc.contains(range.value);
    if let Some(hive) = &own.external_hive {
        let is_allowed = |range: &Entry<Cidr>| {
            allowed.external_hive.as_ref().is_some_and(|theirs| {
                *theirs.port == *hive.port
                    && theirs.addresses.iter().any(|a| a.value.contains(range.value))
            })
        };
        return hive.addresses.iter().all(|range| is_local(range) || is_allowed(range));
    }
    own.own_hive().is_none() || allowed.own_hive().is_some()
}
