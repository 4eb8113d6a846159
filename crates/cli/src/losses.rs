//! Data that an edit would lose although nobody asked to delete it: a resource with data in it is replaced.

use std::collections::BTreeSet;

use codegen::StackFolder;
use forecast::{Action, Class, Forecast};

use crate::folder::Loss;

/// Without those that the user accepts, by address, and those of stacks of which nothing is applied.
pub(crate) fn losses(
    forecast: &Forecast,
    accepted: &[String],
    not_applied: &BTreeSet<StackFolder>,
) -> Vec<Loss> {
    let mut losses = BTreeSet::new();
    for alike in &forecast.stacks {
        let mut stacks = alike.stacks.clone();
        stacks.retain(|stack| !not_applied.contains(stack));
        if stacks.is_empty() {
            continue;
        }
        for change in alike.changes.iter().filter(|change| change.action == Action::Replace) {
            let is_of_it = |address: &String| *address == change.address;
            let dangers = alike.dangers.iter().filter(|it| it.addresses.iter().any(is_of_it));
            let lost = dangers.map(|it| &it.danger).find(|danger| danger.class == Class::LosesData);
            let Some(danger) = lost.filter(|_| !accepted.iter().any(is_of_it)) else { continue };
            losses.insert(Loss {
                stacks: stacks.clone(),
                address: change.address.clone(),
                forced_by: change.forced_by.clone(),
                why: danger.why.clone(),
            });
        }
    }
    losses.into_iter().collect()
}
