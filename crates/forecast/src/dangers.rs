//! What a plan costs: refusals, and what the data says that a change means.

use std::collections::BTreeMap;

use crate::changes::Comparison;
use crate::effects::{Effects, On};
use crate::evaluation::UNKNOWN_INSTANCES;
use crate::hcl::{InstanceKey, StateAddress};
use crate::model::{Action, Change, Class, Danger, Endangered};
use crate::value::Value;

/// Each danger once, with all resources from which it comes, the worst first.
pub(crate) fn dangers(
    comparison: &Comparison,
    changes: &[Change],
    is_kept_elsewhere: bool,
    effects: &Effects,
) -> Vec<Endangered> {
    let mut found: BTreeMap<Danger, Vec<String>> = BTreeMap::new();
    for (address, why) in refusals(comparison) {
        let danger = Danger { class: Class::Refused, why, lasts: None, source: None };
        found.entry(danger).or_default().push(address);
    }
    for change in changes {
        let Some(on) = on(change.action) else { continue };
        let is_safe = |danger: &Danger| {
            // The successor is used before what it succeeds goes.
            danger.class == Class::TwoApplies && comparison.is_created_first(&change.address)
        };
        // A tag changes nothing of what a resource does, nor does what is read again.
        let mut arguments = change.arguments.clone();
        arguments
            .retain(|path| path != "tags" && path != "tags_all" && !change.reread.contains(path));
        if on == On::Update && arguments.is_empty() {
            continue;
        }
        for danger in effects.of(&change.type_name, on, &arguments) {
            if is_safe(&danger) {
                continue;
            }
            found.entry(danger).or_default().push(change.address.clone());
        }
    }
    if is_kept_elsewhere {
        found.entry(kept_elsewhere()).or_default().push("terraform".to_owned());
    }
    found.into_iter().map(|(danger, addresses)| Endangered { danger, addresses }).collect()
}

fn kept_elsewhere() -> Danger {
    let why = "The state lies elsewhere from now on, and Terraform plans nothing until `terraform init` in the \
               stack's folder has taken it there: with `-migrate-state`, or, to and from HCP Terraform, by its question.";
    Danger {
        class: Class::ManualStep,
        why: why.to_owned(),
        lasts: None,
        source: Some("https://developer.hashicorp.com/terraform/cli/commands/init".to_owned()),
    }
}

fn on(action: Action) -> Option<On> {
    match action {
        Action::Create => Some(On::Create),
        Action::Update => Some(On::Update),
        Action::Replace => Some(On::Replace),
        Action::Destroy => Some(On::Destroy),
        Action::Forget | Action::Import | Action::Move | Action::Leave => None,
    }
}

/// Addresses, and why Terraform refuses a plan with them.
fn refusals(comparison: &Comparison) -> Vec<(String, String)> {
    let Comparison { found, prior, moves } = comparison;
    let mut refusals = Vec::new();
    for planned in &found.planned {
        let refused = planned.refused.iter();
        refusals.extend(refused.map(|why| (planned.address.to_string(), why.clone())));
    }
    for (address, _) in comparison.orphans() {
        let resource = StateAddress { key: InstanceKey::None, ..address.clone() };
        if found.guarded.contains(&resource) && moves.destroys(address).is_none() {
            let why = "Terraform would destroy it, and it has `prevent_destroy`";
            refusals.push((address.to_string(), why.to_owned()));
        }
    }
    let declared = found.settled.iter().map(|it| &it.address).collect();
    for from in moves.still_declared(&declared) {
        refusals.push((from, "a `moved` block moves it, and it is still declared".to_owned()));
    }
    for from in moves.ambiguous() {
        refusals
            .push((from, "another `moved` block has the same `from` or the same `to`".to_owned()));
    }
    let unknown = found.notes.iter().filter(|note| note.why == UNKNOWN_INSTANCES);
    refusals.extend(unknown.map(|note| (note.place.clone(), note.why.clone())));
    for (name, arguments) in &found.providers {
        let is_used = prior.iter().any(|(_, applied)| applied.provider == *name);
        if is_used && arguments.values().any(Value::has_unknown) {
            let why = "Terraform cannot read what the provider manages: its configuration is known after apply";
            refusals.push((format!("provider {name}"), why.to_owned()));
        }
        for argument in ["account_id", "host", "region", "workspace_id"] {
            let before = prior.providers.get(name).and_then(|it| it.get(argument));
            let now = arguments.get(argument);
            if is_used && before.zip(now).is_some_and(|(a, b)| a != b && !b.has_unknown()) {
                let why = format!(
                    "`{argument}` of the provider changes: Terraform looks for its resources elsewhere, \
                     finds none, and plans all of them anew"
                );
                refusals.push((format!("provider {name}"), why));
            }
        }
    }
    refusals
}
