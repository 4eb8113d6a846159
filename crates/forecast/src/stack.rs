//! The forecast of one stack.

use std::collections::{BTreeMap, BTreeSet};

use hcl_edit::expr::Expression;
use hcl_edit::structure::Body;

use crate::alike::Candidate;
use crate::changes::{Comparison, left};
use crate::dangers::dangers;
use crate::different::is_different;
use crate::effects::Effects;
use crate::evaluation::{Evaluation, Found, Note, Schemas};
use crate::files::Files;
use crate::hcl::{Bodies, Tree, is_values};
use crate::model::{Fate, Guard, StackForecast, Unevaluated};
use crate::plan::{Moves, Prior};
use crate::rules::Changes;
use crate::settled::Settled;
use crate::value::Value;

/// The files of a tree, and what they declare.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) files: &'a Files<'a>,
    pub(crate) tree: &'a Tree<'a>,
}

/// What the forecasts of all stacks rest on.
#[derive(Clone, Copy)]
pub(crate) struct Basis<'a> {
    pub(crate) before: Side<'a>,
    pub(crate) after: Side<'a>,
    pub(crate) schemas: &'a Schemas<'a>,
    pub(crate) changes: &'a Changes,
    pub(crate) effects: &'a Effects,
}

/// None if the stack reads the same before and after.
pub(crate) fn forecast<'a>(
    stack: Candidate<'a>,
    basis: Basis<'a>,
    values: &'a Bodies<'a>,
) -> Option<StackForecast> {
    let Basis { before, after, .. } = basis;
    let Candidate { name, is_before, is_after } = stack;
    let of = |side| Read { name, side, values: values_of(name, side, values) };
    match (is_before, is_after) {
        (true, true) if is_different((name, name), before, after, 0) => {
            Some(stays(&of(before), &of(after), basis))
        }
        (true, false) => {
            let found = evaluate(&of(before), basis, None, &BTreeMap::new());
            Some(StackForecast { changes: left(&found), ..nothing(name, Fate::Gone) })
        }
        (false, true) => Some(new(&of(after), basis)),
        _ => None,
    }
}

/// A stack on one side.
struct Read<'a> {
    name: &'a str,
    side: Side<'a>,
    /// Of its variables.
    values: BTreeMap<&'a str, &'a Expression>,
}

/// The values of `*.auto.tfvars` stand above those of `terraform.tfvars`.
fn values_of<'a>(
    name: &str,
    side: Side<'a>,
    bodies: &'a Bodies<'a>,
) -> BTreeMap<&'a str, &'a Expression> {
    let files = side.files.in_folder(name).into_iter().filter(|(name, _)| is_values(name));
    let (first, then): (Vec<_>, Vec<_>) = files.partition(|(name, _)| *name == "terraform.tfvars");
    let bodies = first.into_iter().chain(then).filter_map(|(_, text)| bodies.get(&**text));
    let attributes = bodies.filter_map(|body| body.as_ref().ok()).flat_map(Body::attributes);
    attributes.map(|it| (it.key.as_str(), &it.value)).collect()
}

fn new<'a>(read: &Read<'a>, basis: Basis<'a>) -> StackForecast {
    let (prior, moves) = (Prior::default(), Moves::default());
    let found = evaluate(read, basis, Some(&prior), &BTreeMap::new());
    let comparison = Comparison { found: &found, prior: &prior, moves: &moves };
    StackForecast {
        changes: comparison.changes(),
        unevaluated: unevaluated(&found.notes),
        ..nothing(read.name, Fate::New)
    }
}

fn stays<'a>(before: &Read<'a>, after: &Read<'a>, basis: Basis<'a>) -> StackForecast {
    let moves = Moves::of(after.side.tree, after.name);
    let (given_before, given_after) = (given(before, basis), given(after, basis));
    let found = evaluate(before, basis, None, &given_after);
    let Found { settled, providers, mut notes, .. } = found;
    let prior = Prior::new(settled, providers, &moves);
    let found = evaluate(after, basis, Some(&prior), &given_before);
    let comparison = Comparison { found: &found, prior: &prior, moves: &moves };
    let changes = comparison.changes();
    let kept = |read: &Read<'a>| read.side.tree.module(read.name).map(|module| &module.kept);
    let is_kept_elsewhere = kept(before) != kept(after);
    notes.extend(found.notes.iter().cloned());
    StackForecast {
        dangers: dangers(&comparison, &changes, is_kept_elsewhere, basis.effects),
        changes,
        guards: guards(&found, &prior),
        unevaluated: unevaluated(&notes),
        ..nothing(after.name, Fate::Stays)
    }
}

fn nothing(name: &str, fate: Fate) -> StackForecast {
    StackForecast {
        stacks: vec![name.to_owned()],
        fate,
        changes: Vec::new(),
        dangers: Vec::new(),
        guards: Vec::new(),
        unevaluated: Vec::new(),
    }
}

/// The values of the stack's own variables that the files say.
type Given<'a> = BTreeMap<&'a str, Value>;

fn evaluate<'a>(
    read: &Read<'a>,
    basis: Basis<'a>,
    prior: Option<&'a Prior>,
    assumed: &Given<'a>,
) -> Found {
    let evaluation = evaluation(read, basis, prior);
    evaluation.map(|it| it.assuming(assumed.clone()).run()).unwrap_or_default()
}

fn given<'a>(read: &Read<'a>, basis: Basis<'a>) -> Given<'a> {
    evaluation(read, basis, None).map(Evaluation::given).unwrap_or_default()
}

fn evaluation<'a>(
    Read { name, side, values }: &Read<'a>,
    Basis { schemas, changes, .. }: Basis<'a>,
    prior: Option<&'a Prior>,
) -> Option<Evaluation<'a>> {
    Evaluation::new(side.tree, name, values.clone(), schemas, changes, prior)
}

/// Of resources that are there before and after.
fn guards(found: &Found, prior: &Prior) -> Vec<Guard> {
    let guard = |now: &Settled| {
        let before = prior.get(&now.address)?;
        let changes = before.prevent_destroy != now.prevent_destroy;
        let (address, lifted) = (now.address.to_string(), before.prevent_destroy);
        changes.then_some(Guard { address, lifted })
    };
    found.settled.iter().filter_map(guard).collect()
}

fn unevaluated(notes: &BTreeSet<Note>) -> Vec<Unevaluated> {
    let one = |Note { place, why }: &Note| Unevaluated { place: place.clone(), why: why.clone() };
    notes.iter().map(one).collect()
}
