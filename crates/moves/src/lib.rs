//! What moves between states when one tree of files follows another, and the shell script that moves it.
//!
//! Terraform moves nothing between states by itself. A resource moves if its workspace is the same before and after,
//! or if it goes to or comes from the account's stack: `stacks.rs` says which stacks these are, `forecast` pairs the
//! resources.

mod model;
mod order;
mod place;
mod script;
mod stacks;
mod unsafety;

use std::collections::{BTreeMap, BTreeSet};

use forecast::{Exchange, Files, Pairs};

pub use model::{Moves, Side, State};
pub use place::Place;
pub use script::{MARK, SCRIPT, Step, WORK, script};
pub use unsafety::Unsafe;

use unsafety::shown;

/// `losing` are the old stacks that lose addresses which other stacks have now.
pub fn between<'a>(
    before: Side<'a>,
    after: Side<'a>,
    losing: &BTreeSet<&'a str>,
) -> Result<Moves, Unsafe> {
    let mut exchange = Exchange { losing: losing.clone(), ..Exchange::default() };
    for from in losing {
        let successors = stacks::successors(from, before, after);
        exchange.between.extend(successors.into_iter().map(|to| (*from, to)));
    }
    let news: BTreeSet<&str> = exchange.between.iter().map(|(_, to)| *to).collect();
    let places = |stacks: &BTreeSet<&'_ str>, files: &Files| {
        let of = |stack: &&str| Ok(((*stack).to_owned(), place::of(files, stack)?));
        stacks.iter().map(of).collect::<Result<BTreeMap<String, Place>, Unsafe>>()
    };
    let old_places = places(losing, before.files)?;
    let new_places = places(&news, after.files)?;
    for (to, place) in &new_places {
        if let Some(from) = same_state(to, place, before, &old_places)? {
            let to = news.get(to.as_str()).expect("its place was read");
            exchange.same_state.insert(to, from);
        }
    }
    let Pairs { moved, left } = forecast::pairs(before.files, after.files, &exchange);
    // A state is named by the stack that has it afterwards.
    let now: BTreeMap<&str, &str> =
        exchange.same_state.iter().map(|(to, from)| (*from, *to)).collect();
    let states = order::targets_first(&moved, &now)?;
    let state = |stack: String| {
        let stays = after.files.stacks.contains(stack.as_str());
        let places = if stays { &new_places } else { &old_places };
        let place = places.get(&stack).expect("what moves was looked for in these").clone();
        State { stack, place, stays }
    };
    let is_gone = |stack: &&&str| !after.files.stacks.contains(**stack);
    Ok(Moves {
        states: states.into_iter().map(state).collect(),
        now: now.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect(),
        gone: losing.iter().filter(is_gone).map(|stack| (*stack).to_owned()).collect(),
        moved,
        left,
    })
}

/// The old stack whose state a new one has.
fn same_state<'a>(
    to: &str,
    place: &Place,
    before: Side<'a>,
    old_places: &BTreeMap<String, Place>,
) -> Result<Option<&'a str>, Unsafe> {
    if let Some(from) = before.files.stacks.get(to) {
        let was = place::of(before.files, from)?;
        if was.is_same(place) {
            return Ok(Some(from));
        }
        return Err(Unsafe {
            what: format!("stack `{}` gets another backend in the same run", shown(to)),
            help: "change `[state]` in a run before this one, and let `terraform init -migrate-state` move \
                   the state"
                .to_owned(),
        });
    }
    let same = old_places.iter().find(|(_, was)| was.is_same(place));
    Ok(same.and_then(|(from, _)| before.files.stacks.get(from.as_str()).copied()))
}
