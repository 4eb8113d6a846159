//! What the two rules about quotas have in common.

use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::quotas::{Exceeded, Place, Service, exceeded};

/// Warns of each quota of a service that the deployment exceeds, under the rule's name.
pub(super) fn check(
    rule: &'static str,
    service: Service,
    arch: &Architecture,
    diags: &mut Diagnostics,
) {
    for exceeded in exceeded(&arch.workspaces).filter(|it| it.quota.service == service) {
        diags.report(diagnostic(rule, &exceeded));
    }
}

fn diagnostic(rule: &'static str, exceeded: &Exceeded) -> Diagnostic {
    let Exceeded { quota, place, count, limit, span, account: _ } = exceeded;
    let (what, service) = (quota.what, quota.service);
    let message = match place {
        Place::Account => format!("{count} {what}, where an account has {limit}"),
        Place::Region(region) => {
            format!("{count} {what} in {region}, where an account has {limit}")
        }
        Place::Zone(_, zone) => format!("{count} {what}, {zone}, where an account has {limit}"),
        Place::ConnectivityConfiguration(id) => {
            format!("{count} {what} at the connectivity configuration `{id}`, which takes {limit}")
        }
    };
    let label = Label::new(*span, format!("number {} is here", limit + 1));
    let help = format!("have {service} raise the quota, or {}", quota.instead);
    Diagnostic::warning(rule, message, label).help(help)
}
