//! The forecast of one stack.

use std::collections::{BTreeMap, BTreeSet};

use hcl_edit::expr::Expression;
use hcl_edit::structure::Body;

use crate::basis::{Basis, Side};
use crate::candidate::Candidate;
use crate::changes::{Comparison, left};
use crate::cycle;
use crate::dangers::dangers;
use crate::different::is_different;
use crate::evaluation::{Evaluation, Found, Note};
use crate::hcl::{Bodies, StateAddress, is_values};
use crate::model::{self, Class, Danger, Endangered, Fate, Guard, StackForecast, Unevaluated};
use crate::moved::Moved;
use crate::plan::{Moves, Prior};
use crate::refreshed::refreshed;
use crate::settled::Settled;
use crate::value::Value;

/// None if the stack reads the same before and after.
pub(crate) fn forecast<'a>(
    stack: Candidate<'a>,
    basis: Basis<'a>,
    values: &'a Bodies<'a>,
) -> Option<StackForecast> {
    let Basis { before, after, .. } = basis;
    let Candidate { name, is_before, is_after } = stack;
    let of = |name, side| Read { name, side, values: values_of(name, side, values) };
    let is_different = || basis.exchanges(name) || is_different((name, name), before, after, 0);
    let gone = |stack| of(stack, before);
    match (is_before, is_after) {
        (true, true) if is_different() => {
            Some(stays(Some(&of(name, before)), &of(name, after), &gone, basis))
        }
        (true, false) => gone_stack(&of(name, before), basis),
        (false, true) if basis.exchanges(name) => {
            let stays = stays(None, &of(name, after), &gone, basis);
            Some(StackForecast { fate: Fate::New, ..stays })
        }
        (false, true) => Some(new(&of(name, after), basis)),
        _ => None,
    }
}

/// A stack as it is once it is applied, as far as its files tell.
pub(crate) fn applied<'a>(
    name: &'a str,
    side: Side<'a>,
    basis: Basis<'a>,
    values: &'a Bodies<'a>,
) -> Found {
    let read = Read { name, side, values: values_of(name, side, values) };
    evaluate(&read, basis, None, &BTreeMap::new())
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

/// `before` is none if the stack is new; `other` reads an old stack that gives something to it.
fn stays<'a>(
    before: Option<&Read<'a>>,
    after: &Read<'a>,
    other: &dyn Fn(&'a str) -> Read<'a>,
    basis: Basis<'a>,
) -> StackForecast {
    let moves = Moves::of(after.side.tree, after.name);
    let nothing_given = BTreeMap::new;
    let given_before = before.map_or_else(nothing_given, |before| given(before, basis));
    let given_after = given(after, basis);
    let found = before.map(|before| evaluate(before, basis, None, &given_after));
    let Found { mut settled, providers, mut notes, .. } = found.unwrap_or_default();
    let (leaving, arriving) = exchanged(after.name, basis.moves);
    settled.retain(|it| !leaving.contains(&it.address));
    let arrivals = arrivals(&arriving, other, basis);
    let is_exchanged = basis.exchanges(after.name);
    let elsewhere: Vec<_> = basis.renamings.iter().filter(|it| it.stack != after.name).collect();
    let settled = settled.into_iter().filter_map(|it| refreshed(it, &elsewhere)).collect();
    let prior = Prior::new(settled, providers, &moves);
    let prior = prior.joined_by(arrivals, is_exchanged, basis.renamings);
    let found = evaluate(after, basis, Some(&prior), &given_before);
    let comparison = Comparison { found: &found, prior: &prior, moves: &moves };
    let changes = comparison.changes();
    let kept = |read: &Read<'a>| read.side.tree.module(read.name).map(|module| &module.kept);
    let is_kept_elsewhere = before.is_some_and(|before| kept(before) != kept(after));
    notes.extend(found.notes.iter().cloned());
    let mut dangers = dangers(&comparison, &changes, is_kept_elsewhere, basis.effects);
    dangers.extend(by_hand(&arriving));
    let dependencies = |resources: &_| {
        let evaluation = before.and_then(|before| evaluation(before, basis, None));
        let assuming = evaluation.map(|it| it.assuming(given_after.clone()));
        assuming.map(|it| it.dependencies(resources)).unwrap_or_default()
    };
    let foundations = || {
        let evaluation = evaluation(after, basis, Some(&prior));
        let assuming = evaluation.map(|it| it.assuming(given_before.clone()));
        assuming.map(Evaluation::foundations).unwrap_or_default()
    };
    dangers.extend(cycle::dangers(&comparison, dependencies, foundations));
    dangers.sort();
    StackForecast {
        dangers,
        changes,
        guards: guards(&found, &prior),
        unevaluated: unevaluated(&notes),
        ..nothing(after.name, Fate::Stays)
    }
}

/// Nothing if another stack has its state.
fn gone_stack<'a>(read: &Read<'a>, basis: Basis<'a>) -> Option<StackForecast> {
    let mut found = evaluate(read, basis, None, &BTreeMap::new());
    let (leaving, _) = exchanged(read.name, basis.moves);
    found.settled.retain(|it| !leaving.contains(&it.address));
    let is_elsewhere = basis.moves.iter().any(|it| it.from_stack == read.name && it.is_same_state);
    let changes = left(&found);
    let gone = StackForecast { changes, ..nothing(read.name, Fate::Gone) };
    (!is_elsewhere || !gone.changes.is_empty()).then_some(gone)
}

/// Addresses that leave a stack, and what comes to it.
fn exchanged<'a>(stack: &str, moves: &'a [Moved]) -> (BTreeSet<&'a StateAddress>, Vec<&'a Moved>) {
    let leaving = moves.iter().filter(|it| it.from_stack == stack).map(|it| &it.from);
    (leaving.collect(), moves.iter().filter(|it| it.to_stack == stack).collect())
}

/// What comes from other stacks, as it was applied there.
fn arrivals<'a>(
    arriving: &[&'a Moved],
    other: &dyn Fn(&'a str) -> Read<'a>,
    basis: Basis<'a>,
) -> Vec<(&'a Moved, Settled)> {
    let mut arrivals = Vec::new();
    for of_one in arriving.chunk_by(|one, other| one.from_stack == other.from_stack) {
        let found = evaluate(&other(&of_one[0].from_stack), basis, None, &BTreeMap::new());
        let applied: BTreeMap<_, _> =
            found.settled.into_iter().map(|it| (it.address.clone(), it)).collect();
        let arrival = |it: &&'a Moved| Some((*it, applied.get(&it.from)?.clone()));
        arrivals.extend(of_one.iter().filter_map(arrival));
    }
    arrivals
}

/// What a person must do before Terraform plans: for each stack that gives something.
fn by_hand(arriving: &[&Moved]) -> Vec<Endangered> {
    let moved: Vec<_> = arriving.iter().filter(|it| !it.is_same_state).collect();
    let of_one = moved.chunk_by(|one, other| one.from_stack == other.from_stack);
    let endangered = of_one.map(|of_one| Endangered {
        danger: Danger {
            class: Class::ManualStep,
            why: format!(
                "it moves from the state of stack `{}`: until it has moved, the plan creates it a second time",
                model::folder(&of_one[0].from_stack)
            ),
            lasts: None,
            source: None,
        },
        addresses: of_one.iter().map(|it| it.to()).collect(),
    });
    endangered.collect()
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
    prior: Option<&'a Prior<'a>>,
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
    prior: Option<&'a Prior<'a>>,
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
