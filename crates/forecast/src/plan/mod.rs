//! What Terraform plans for a resource, when what was applied of it and what is written now are compared.

mod differences;
mod moves;
mod prior;
mod sameness;
mod verdict;

use std::collections::BTreeSet;

use crate::hcl::{Lifecycle, StateAddress};
use crate::rules::Rules;
use crate::settled::Settled;
use crate::value::Value;

use differences::{Difference, differences};
pub(crate) use moves::Moves;
pub(crate) use prior::Prior;
use sameness::Sameness;
use verdict::{Verdict, verdict};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    NoOp,
    Create,
    Update,
    Replace,
}

/// What decides besides the arguments.
pub(crate) struct Circumstances<'a> {
    pub(crate) lifecycle: &'a Lifecycle<'a>,
    /// By `replace_triggered_by`.
    pub(crate) is_triggered: bool,
    /// Something came from another stack, or went there.
    pub(crate) is_exchanged: bool,
    /// None where the data says nothing of the type.
    pub(crate) rules: Option<&'a Rules>,
}

#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) address: StateAddress,
    pub(crate) action: Action,
    /// Paths of arguments that change, without indices.
    pub(crate) arguments: Vec<String>,
    /// Those of them that are read during apply, and may then be as they were.
    pub(crate) reread: Vec<String>,
    /// Those of them that force the replacement.
    pub(crate) forced_by: Vec<String>,
    /// Attributes that are known after an update.
    pub(crate) unknown: Vec<String>,
    /// Where it was applied, unless it is new.
    pub(crate) applied_at: Option<StateAddress>,
    /// Why Terraform, or the provider, refuses the plan.
    pub(crate) refused: Option<String>,
    /// Why the plan may be another one: the data does not tell.
    pub(crate) doubt: Option<String>,
}

pub(crate) fn plan(
    applied: Option<&Settled>,
    now: &Settled,
    circumstances: &Circumstances,
) -> Planned {
    let Some(before) = applied else { return Planned::new(&now.address, Action::Create) };
    let Circumstances { lifecycle, is_triggered, is_exchanged, rules } = circumstances;
    let nothing = Rules::default();
    let known = rules.unwrap_or(&nothing);

    let (mut paths, mut forced, mut refused) = (BTreeSet::new(), BTreeSet::new(), None);
    let mut reread = Vec::new();
    let mut doubt = None;
    for difference in changed(before, now, &Sameness::new(known, *is_exchanged)) {
        let path = &difference.path;
        if lifecycle.ignored.covers(path) {
            continue;
        }
        match verdict(&difference, known) {
            Verdict::Ignores => continue,
            Verdict::Updates => {}
            Verdict::Refused => {
                refused = Some(format!("the provider refuses a change of `{path}`"));
            }
            Verdict::Replaces => match known.forced_by.get(path) {
                Some(named) => forced.extend(named.iter().cloned()),
                None => drop(forced.insert(path.clone())),
            },
        }
        if known.not_taken.contains(path) {
            doubt = Some(format!("what a change of `{path}` does is not known"));
        }
        if difference.is_reread {
            reread.push(path.clone());
        }
        if !difference.is_inner {
            paths.insert(difference.path);
        }
    }
    let action = match (forced.is_empty() && !is_triggered, paths.is_empty()) {
        (false, _) => Action::Replace,
        (true, false) => Action::Update,
        (true, true) => Action::NoOp,
    };
    if action == Action::Replace && now.prevent_destroy {
        refused = Some("it is to be replaced, and has `prevent_destroy`".to_owned());
    }
    if rules.is_none() && action == Action::Update {
        doubt = Some("which arguments replace a resource of this type is not known".to_owned());
    }
    let after = known.unknown_after.iter().filter(|(path, _)| paths.contains(*path));
    let after = after.flat_map(|(_, attributes)| attributes);
    Planned {
        unknown: known.unknown_after_update.iter().chain(after).cloned().collect(),
        arguments: paths.into_iter().collect(),
        reread,
        forced_by: forced.into_iter().collect(),
        applied_at: Some(before.address.clone()),
        refused,
        doubt,
        ..Planned::new(&now.address, action)
    }
}

impl Planned {
    fn new(address: &StateAddress, action: Action) -> Self {
        Self {
            address: address.clone(),
            action,
            arguments: Vec::new(),
            reread: Vec::new(),
            forced_by: Vec::new(),
            unknown: Vec::new(),
            applied_at: None,
            refused: None,
            doubt: None,
        }
    }
}

fn changed(before: &Settled, now: &Settled, sameness: &Sameness) -> Vec<Difference> {
    let schema = now.schema.as_deref();
    let mut changed = differences(&before.arguments, &now.arguments, schema, sameness);
    let (old_tags, tags) = (&before.all_tags, &now.all_tags);
    if all_tags_change(old_tags, tags) && !sameness.is_read_elsewhere(old_tags, tags) {
        changed.push(Difference::of("tags_all", old_tags, tags));
    }
    changed
}

fn all_tags_change(before: &Value, now: &Value) -> bool {
    let is_empty = |tags: &Value| match tags {
        Value::Map(entries) => entries.is_empty(),
        tags => tags.is_null(),
    };
    now.has_unknown() || before != now && !(is_empty(before) && is_empty(now))
}
