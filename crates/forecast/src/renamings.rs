//! Which resources get other names, by which other stacks may look them up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::basis::Basis;
use crate::candidate::Candidate;
use crate::hcl::{Mode, is_values, parse};
use crate::plan::{Moves, Prior};
use crate::renaming::Renaming;
use crate::stack;

/// Of all types that a data source reads. Stacks are applied in their order: who looks something up finds it under its
/// new name.
pub(crate) fn renamings(candidates: &[Candidate], basis: Basis) -> Vec<Renaming> {
    let declared = basis.after.tree.declared().filter(|it| it.mode == Mode::Data);
    let looked_up: BTreeSet<&str> = declared.map(|it| it.type_name).collect();
    let stay = candidates.iter().filter(|it| it.is_before && it.is_after);
    stay.flat_map(|stack| of_stack(stack.name, &looked_up, basis)).collect()
}

fn of_stack(stack: &str, looked_up: &BTreeSet<&str>, basis: Basis) -> Vec<Renaming> {
    let moves = Moves::of(basis.after.tree, stack);
    if !looked_up.iter().any(|type_name| moves.concern(type_name)) {
        return Vec::new();
    }
    let files = [basis.before, basis.after].map(|side| side.files.in_folder(stack));
    let texts = files.iter().flatten().filter(|(name, _)| is_values(name));
    let values = parse(texts.map(|(_, text)| &***text));
    let before = stack::applied(stack, basis.before, basis, &values);
    let after = stack::applied(stack, basis.after, basis, &values).settled;
    let after: BTreeMap<_, _> = after.into_iter().map(|it| (it.address, it.arguments)).collect();
    let prior = Prior::new(before.settled, before.providers, &moves);
    let others = prior.iter().filter(|(address, before)| **address != before.address);
    let renaming = others.filter_map(|(address, before)| {
        Some(Renaming {
            stack: stack.to_owned(),
            type_name: Arc::clone(&address.type_name),
            before: Arc::clone(&before.arguments),
            after: Arc::clone(after.get(address)?),
        })
    });
    renaming.filter(|it| it.before != it.after).collect()
}
