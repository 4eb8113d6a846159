//! What Terraform will plan when one tree of files follows another: without Terraform, state or cloud.
//!
//! Both trees are evaluated as far as their files allow, and compared resource by resource, each with its
//! instance key and under the address that its stack gives it. Which argument replaces is data, taken from
//! the providers. A forecast assumes that the state of a stack is what its earlier files say.

mod alike;
mod basis;
mod candidate;
mod changes;
mod cycle;
mod dangers;
mod different;
mod effects;
mod evaluation;
mod files;
mod hcl;
mod lines;
mod model;
mod moved;
mod pairs;
mod plan;
mod refreshed;
mod renaming;
mod renamings;
mod rules;
mod sections;
mod settled;
mod stack;
mod value;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use codegen::in_shares;

pub use files::{Files, texts_of};
pub use model::{
    Action, Basis, Change, Class, Danger, Endangered, Fate, Forecast, Guard, Lines, StackForecast,
    Unevaluated,
};
pub use moved::Moved;
pub use pairs::{Exchange, Left, Pairs, pairs};

use alike::groups;
use basis::{Side, tree};
use candidate::Candidate;
use effects::Effects;
use evaluation::Schemas;
use hcl::{Texts, is_configuration, is_values, parse};
use rules::Changes;

/// Fewer stacks are done before a thread is started.
const STACKS_PER_THREAD: usize = 8;

/// Of every stack whose files, or whose modules' files, are not the same. Stacks that change alike are told together.
pub fn forecast(before: &Files, after: &Files) -> Forecast {
    forecast_moved(before, after, &[])
}

/// As [`forecast`], if somebody first moves resources between the states of stacks.
pub fn forecast_moved(before: &Files, after: &Files, moves: &[Moved]) -> Forecast {
    let candidates = different::candidates(before, after);
    if candidates.is_empty() {
        let basis = Basis::new(&Changes::of_types(&BTreeSet::new()));
        return Forecast { basis, stacks: Vec::new(), lines: Vec::new() };
    }
    let all = before.texts.iter().chain(&after.texts);
    // What many stacks have in common is one text.
    let mut seen = HashSet::new();
    let read = all.filter(|(path, text)| is_configuration(path) && seen.insert(text.as_ptr()));
    let read = read.map(|(_, text)| &**text);
    let bodies = parse(read);
    let (old, new) = (tree(before, &bodies), tree(after, &bodies));
    let schemas = Schemas::of(old.declared().chain(new.declared()));
    let types = old.declared().chain(new.declared()).map(|it| it.type_name).collect();
    let (changes, effects) = (Changes::of_types(&types), Effects::of_types(&types));
    let before = Side { files: before, tree: &old };
    let after = Side { files: after, tree: &new };
    let (schemas, effects) = (&schemas, &effects);
    let changes = &changes;
    let known = basis::Basis { before, after, schemas, changes, effects, moves, renamings: &[] };
    let renamings = renamings::renamings(&candidates, known);
    let known = basis::Basis { renamings: &renamings, ..known };

    let texts = Texts::of(&bodies);
    let groups = groups(candidates, known, &texts);
    // What a stack gets from another one is its own.
    let (apart, together): (Vec<_>, Vec<_>) =
        groups.iter().partition(|group| group.stacks.iter().any(|it| known.exchanges(it.name)));
    let firsts: Vec<Candidate> = together.iter().map(|group| group.stacks[0]).collect();
    let mut forecasts = Vec::new();
    let mut alone: Vec<Candidate> = apart.iter().flat_map(|group| group.stacks.clone()).collect();
    for (group, first) in together.iter().zip(forecast_each(&firsts, known)) {
        match first {
            Some(first) if group.speaks_of_one(&first) => {
                forecasts.push(first);
                alone.extend_from_slice(&group.stacks[1..]);
            }
            Some(first) => forecasts.push(StackForecast { stacks: group.names(), ..first }),
            None => {}
        }
    }
    forecasts.extend(forecast_each(&alone, known).into_iter().flatten());
    let lines = lines::lines(&groups, before, after);
    Forecast { basis: Basis::new(changes), stacks: model::together(forecasts), lines }
}

fn forecast_each<'a>(
    stacks: &[Candidate<'a>],
    basis: basis::Basis<'a>,
) -> Vec<Option<StackForecast>> {
    let sides = [basis.before.files, basis.after.files];
    let of_stack = |stack: &Candidate<'a>| {
        sides.into_iter().flat_map(|files| files.in_folder(stack.name)).collect::<Vec<_>>()
    };
    let mut texts: Vec<(&str, &Arc<str>)> = stacks.iter().flat_map(of_stack).collect();
    let sources: BTreeSet<&str> = basis.moves.iter().map(|it| it.from_stack.as_str()).collect();
    texts.extend(sources.into_iter().flat_map(|name| basis.before.files.in_folder(name)));
    let values = parse(texts.iter().filter(|(name, _)| is_values(name)).map(|(_, it)| &***it));
    in_shares(stacks, STACKS_PER_THREAD, |share| {
        share.iter().map(|stack| stack::forecast(*stack, basis, &values)).collect()
    })
}
