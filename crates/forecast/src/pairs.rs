//! Which resource of one stack is the same as one of another stack, before and after.

use std::collections::{BTreeMap, BTreeSet};

use crate::basis::{self, Side, tree};
use crate::effects::Effects;
use crate::evaluation::{Found, Schemas, TERRAFORM_ALONE};
use crate::files::Files;
use crate::hcl::{StateAddress, parse};
use crate::moved::{Moved, in_state};
use crate::plan::Moves;
use crate::rules::Changes;
use crate::stack;

/// Which stacks may take over what others have: what the files of a tree do not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange<'a> {
    /// Old stacks that lose something: all that they have is looked for, also where no stack may take it over.
    pub losing: BTreeSet<&'a str>,
    /// An old stack, and a new one that may take over its resources.
    pub between: BTreeSet<(&'a str, &'a str)>,
    /// Old stacks by the new stack that has the same state, whatever their folders.
    pub same_state: BTreeMap<&'a str, &'a str>,
}

/// What an old stack has, and no new one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    pub stack: String,
    /// As a state has it. Where an evaluation failed, the resource, the call or the file.
    pub address: String,
    /// Without instance keys.
    pub resource: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    pub moved: Vec<Moved>,
    pub left: Vec<Left>,
}

fn without_keys(address: &StateAddress) -> String {
    let modules = address.modules.iter().map(|step| format!("module.{}.", step.name));
    format!("{}{}.{}", modules.collect::<String>(), address.type_name, address.name)
}

/// Each resource that goes to another stack, if there is one place for it and one resource for the place. The place
/// has the same type and address; if none has, the same type, name and instance key in another module.
pub fn pairs(before: &Files, after: &Files, exchange: &Exchange) -> Pairs {
    let texts = before.texts.iter().chain(&after.texts).map(|(_, text)| &**text);
    let bodies = parse(texts);
    let (old, new) = (tree(before, &bodies), tree(after, &bodies));
    let declared = || old.declared().chain(new.declared());
    let types = declared().map(|it| it.type_name).collect();
    let (schemas, changes) = (Schemas::of(declared()), Changes::of_types(&types));
    let basis = basis::Basis {
        before: Side { files: before, tree: &old },
        after: Side { files: after, tree: &new },
        schemas: &schemas,
        changes: &changes,
        effects: &Effects::of_types(&BTreeSet::new()),
        moves: &[],
        renamings: &[],
    };
    let Exchange { losing, between, same_state } = exchange;
    let olds = losing.iter().chain(same_state.values()).copied();
    let news = between.iter().map(|(_, to)| *to).chain(same_state.keys().copied());
    let mut left = Vec::new();
    let (mut there, mut places) = (Instances::new(), Instances::new());
    for name in olds.collect::<BTreeSet<_>>() {
        let Found { settled, notes, .. } = stack::applied(name, basis.before, basis, &bodies);
        let faults = notes.into_iter().filter(|note| note.why != TERRAFORM_ALONE);
        left.extend(faults.map(|note| Left {
            stack: name.to_owned(),
            resource: note.place.clone(),
            address: note.place,
        }));
        there.insert(name, settled.into_iter().map(|it| it.address).collect());
    }
    for name in news.collect::<BTreeSet<_>>() {
        let found = stack::applied(name, basis.after, basis, &bodies);
        places.insert(name, found.settled.into_iter().map(|it| it.address).collect());
    }
    let mut moved = Vec::new();
    for (to, from) in same_state {
        let stay = staying(&mut there, &mut places, (from, to), &Moves::of(&new, to));
        // What keeps its folder, too, has not moved.
        moved.extend(stay.into_iter().filter(|_| from != to));
    }
    let others = between_states(&there, &places, between);
    for it in &others {
        if let Some(addresses) = there.get_mut(it.from_stack.as_str()) {
            addresses.remove(&it.from);
        }
    }
    moved.extend(others);
    moved.sort();
    left.extend(there.into_iter().flat_map(|(stack, addresses)| {
        addresses.into_iter().map(move |it| Left {
            stack: stack.to_owned(),
            address: in_state(&it),
            resource: without_keys(&it),
        })
    }));
    Pairs { moved, left }
}

type Instances<'a> = BTreeMap<&'a str, BTreeSet<StateAddress>>;

/// What has its place in the same state; it is taken from both sides.
fn staying(
    there: &mut Instances,
    places: &mut Instances,
    (from_stack, to_stack): (&str, &str),
    moves: &Moves,
) -> Vec<Moved> {
    let (Some(applied), Some(declared)) = (there.get_mut(from_stack), places.get_mut(to_stack))
    else {
        return Vec::new();
    };
    let known = applied.iter().map(|it| (it.clone(), ())).collect();
    let mut staying = Vec::new();
    applied.retain(|from| {
        let to = moves.follow(from, &known);
        let stays = declared.remove(&to);
        if stays {
            staying.push(Moved {
                from_stack: from_stack.to_owned(),
                to_stack: to_stack.to_owned(),
                is_same_state: true,
                from: from.clone(),
                to,
            });
        }
        !stays
    });
    staying
}

fn between_states(
    there: &Instances,
    places: &Instances,
    between: &BTreeSet<(&str, &str)>,
) -> Vec<Moved> {
    let mut claims: BTreeMap<(&str, &StateAddress), Vec<Moved>> = BTreeMap::new();
    for (from_stack, addresses) in there {
        let reachable = between.iter().filter(|(from, _)| from == from_stack).map(|(_, to)| *to);
        let reachable: Vec<_> = reachable.filter_map(|to| places.get_key_value(to)).collect();
        for from in addresses {
            let [(to_stack, to)] = candidates(from, &reachable)[..] else { continue };
            let moved = Moved {
                from_stack: (*from_stack).to_owned(),
                to_stack: to_stack.to_owned(),
                is_same_state: false,
                from: from.clone(),
                to: to.clone(),
            };
            claims.entry((to_stack, to)).or_default().push(moved);
        }
    }
    // Two resources for one place are not one and the same.
    claims.into_values().filter(|claims| claims.len() == 1).flatten().collect()
}

fn candidates<'p>(
    address: &StateAddress,
    places: &[(&&'p str, &'p BTreeSet<StateAddress>)],
) -> Vec<(&'p str, &'p StateAddress)> {
    let all =
        || places.iter().flat_map(|(stack, declared)| declared.iter().map(|it| (**stack, it)));
    let same: Vec<_> = all().filter(|(_, place)| *place == address).collect();
    if !same.is_empty() {
        return same;
    }
    let is_alike = |place: &StateAddress| {
        place.type_name == address.type_name
            && place.name == address.name
            && place.key == address.key
    };
    all().filter(|(_, place)| is_alike(place)).collect()
}
