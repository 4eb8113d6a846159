//! Plans that Terraform cannot put into an order.
//!
//! What changes waits until the resources are gone that depended on it; those of other providers only where no circle
//! is seen by then. What goes waits for what depended on it, and this for its provider. Where the provider is
//! configured with what lies above the first one, a circle closes, unless Terraform happens to look at the waits in
//! another order. Source: Terraform 1.11.4, `internal/terraform/transform_destroy_edge.go`; `findings/cycle.sh`.

use std::collections::{BTreeMap, BTreeSet};

use crate::changes::Comparison;
use crate::evaluation::{Dependencies, Foundation};
use crate::hcl::StateAddress;
use crate::model::{Class, Danger, Endangered};
use crate::plan::Action;
use crate::settled::Settled;

const SOURCE: &str = "https://github.com/hashicorp/terraform/blob/v1.11.4/internal/terraform/transform_destroy_edge.go";

/// One for each provider configuration, with what goes and closes the circle. `dependencies`: of what was applied.
pub(crate) fn dangers(
    comparison: &Comparison,
    dependencies: impl FnOnce(&Dependencies) -> BTreeMap<StateAddress, Dependencies>,
    foundations: impl FnOnce() -> BTreeMap<String, Foundation>,
) -> Vec<Endangered> {
    let goes: Vec<_> = going(comparison).collect();
    if goes.is_empty() {
        return Vec::new();
    }
    let mut foundations = foundations();
    foundations.retain(|provider, foundation| {
        !foundation.resources.is_empty() && goes.iter().any(|(_, it)| it.provider == *provider)
    });
    if foundations.is_empty() {
        return Vec::new();
    }
    let resources = goes.iter().map(|(_, it)| it.address.without_keys()).collect();
    let rests_on = dependencies(&resources);
    let endangered = foundations.iter().filter_map(|(provider, foundation)| {
        let addresses = closing(comparison, &goes, &rests_on, provider, foundation);
        let danger = || Danger {
            class: Class::TwoApplies,
            why: why(provider, &foundation.named),
            lasts: None,
            source: Some(SOURCE.to_owned()),
        };
        (!addresses.is_empty()).then(|| Endangered { danger: danger(), addresses })
    });
    endangered.collect()
}

fn why(provider: &str, named: &BTreeSet<String>) -> String {
    let targets: Vec<_> = named.iter().map(|it| format!(" -target={it}")).collect();
    format!(
        "It is destroyed in a plan that also changes what the provider `{provider}` is configured with. Terraform mostly \
         refuses such a plan with the error `Cycle`: run first `terraform apply{}`, then `terraform apply`.",
        targets.concat()
    )
}

/// With the address that it has after all moves.
type Going<'a> = (&'a StateAddress, &'a Settled);

/// What is destroyed, also what comes back.
fn going<'a>(comparison: &Comparison<'a>) -> impl Iterator<Item = Going<'a>> {
    let Comparison { found, prior, moves } = *comparison;
    let destroyed = comparison.orphans().filter(|(at, _)| moves.destroys(at) != Some(false));
    let replaced = found.planned.iter().filter(|it| it.action == Action::Replace);
    let replaced = replaced.filter_map(|it| Some((&it.address, prior.get(&it.address)?)));
    destroyed.chain(replaced)
}

/// Addresses of what goes, of other providers than `provider`, behind which something of `provider` goes.
fn closing(
    comparison: &Comparison,
    goes: &[Going],
    rests_on: &BTreeMap<StateAddress, Dependencies>,
    provider: &str,
    foundation: &Foundation,
) -> Vec<String> {
    let Comparison { found, .. } = comparison;
    let changed = found.planned.iter().filter(|it| it.action != Action::NoOp);
    let changed: BTreeSet<_> = changed.map(|it| it.address.without_keys()).collect();
    let written = found.settled.iter().map(|it| (it.address.without_keys(), &it.provider));
    let is_beneath = |at: &StateAddress| changed.contains(at) && foundation.resources.contains(at);
    let beneath: BTreeSet<_> = written.filter(|(at, _)| is_beneath(at)).collect();
    let rests_on = |it: &Settled| rests_on.get(&it.address.without_keys());
    let (of_provider, others): (Vec<_>, Vec<_>) =
        goes.iter().partition(|(_, it)| it.provider == provider);
    let closes = |(_, it): &&Going| {
        let waits = |on: &Dependencies| {
            beneath.iter().any(|(at, of)| **of == it.provider && on.contains(at))
        };
        let resource = it.address.without_keys();
        let is_before =
            |(_, other): &&Going| rests_on(other).is_some_and(|on| on.contains(&resource));
        rests_on(it).is_some_and(waits) && of_provider.iter().any(is_before)
    };
    others.into_iter().filter(closes).map(|(at, _)| at.to_string()).collect()
}
