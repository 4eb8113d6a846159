//! The order in which states are written: those that get resources before those that lose them.
//!
//! A resource that two states have for a moment is safe; one that no state has is lost.

use std::collections::{BTreeMap, BTreeSet};

use forecast::Moved;

use crate::unsafety::{Unsafe, shown};

/// The stacks of all states that take part. `now` has the stack by which the state of an old one is named, if that is
/// another one.
pub(crate) fn targets_first(
    moved: &[Moved],
    now: &BTreeMap<&str, &str>,
) -> Result<Vec<String>, Unsafe> {
    let mut to: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for it in moved.iter().filter(|it| !it.is_same_state) {
        let from = it.from_stack.as_str();
        to.entry(now.get(from).unwrap_or(&from)).or_default().insert(&it.to_stack);
        to.entry(&it.to_stack).or_default();
    }
    let mut order: Vec<String> = Vec::new();
    while order.len() < to.len() {
        let is_done = |stack: &&str| order.iter().any(|done| done == stack);
        let next =
            to.iter().find(|(stack, targets)| !is_done(stack) && targets.iter().all(&is_done));
        match next {
            Some((stack, _)) => order.push((*stack).to_owned()),
            None => return Err(in_a_circle(to.keys().copied().filter(|it| !is_done(it)))),
        }
    }
    Ok(order)
}

fn in_a_circle<'a>(stacks: impl Iterator<Item = &'a str>) -> Unsafe {
    let stacks: Vec<_> = stacks.map(|stack| format!("`{}`", shown(stack))).collect();
    Unsafe {
        what: format!("the stacks {} take resources from each other", stacks.join(" and ")),
        help: "make the change in two runs, of which each moves in one direction".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use forecast::{Exchange, Files, pairs};

    use super::*;

    fn moved(between: &[(&'static str, &'static str)]) -> Vec<Moved> {
        let text = |name: &str| format!("resource \"terraform_data\" \"{name}\" {{}}\n");
        let mut moved = Vec::new();
        for (number, (from, to)) in between.iter().enumerate() {
            let (old, new) = (format!("{from}/a.tf"), format!("{to}/a.tf"));
            let name = format!("this_{number}");
            let files = |path, stack| Files {
                texts: [(path, text(&name).into())].into(),
                stacks: [stack].into(),
            };
            let (losing, between) = ([*from].into(), [(*from, *to)].into());
            let exchange = Exchange { losing, between, ..Exchange::default() };
            let (old, new) = (files(old.as_str(), *from), files(new.as_str(), *to));
            moved.extend(pairs(&old, &new, &exchange).moved);
        }
        moved
    }

    #[test]
    fn a_state_that_gets_something_comes_before_the_one_that_loses_it() {
        let order = targets_first(&moved(&[("a", "b"), ("b", "c"), ("d", "b")]), &BTreeMap::new());
        assert_eq!(order.unwrap(), ["c", "b", "a", "d"]);
    }

    #[test]
    fn stacks_that_take_from_each_other_are_refused() {
        let wrong = targets_first(&moved(&[("a", "b"), ("b", "a"), ("b", "c")]), &BTreeMap::new())
            .unwrap_err();
        assert_eq!(wrong.what, "the stacks `a` and `b` take resources from each other");
    }
}
