//! Which arguments are not as they were applied.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::value::{Arguments, Value};
use codegen::schemas::{Block, NestedBlock, Nesting};

use super::sameness::Sameness;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Names with dots between them, without indices and keys.
    pub(crate) path: String,
    pub(crate) kind: Kind,
    /// Whether it is said already that the block around it comes or goes.
    pub(crate) is_inner: bool,
    /// Whether the new value is known after apply.
    pub(crate) is_unknown: bool,
    /// Whether it is read then, and the same unless what is read has changed.
    pub(crate) is_reread: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// There was no value.
    Set,
    Removed,
    /// Removed, and of a kind that keeps what it was then.
    Released,
    /// The same elements in another order.
    Reordered,
    /// All elements stay as they are, and there are more.
    ElementAdded,
    ElementRemoved,
    Changed,
}

impl Difference {
    /// Of an argument of the resource itself.
    pub(super) fn of(path: &str, before: &Value, now: &Value) -> Self {
        let is_unknown = now.has_unknown();
        let is_reread = is_unknown && now.as_read_before() == *before;
        Self {
            path: path.to_owned(),
            kind: kind(before, now),
            is_inner: false,
            is_unknown,
            is_reread,
        }
    }
}

pub(super) fn differences(
    before: &Arguments,
    now: &Arguments,
    schema: Option<&Block>,
    sameness: &Sameness,
) -> Vec<Difference> {
    let mut comparison = Comparison { sameness, found: Vec::new() };
    comparison.compare("", before, now, schema);
    comparison.found
}

struct Comparison<'r> {
    sameness: &'r Sameness<'r>,
    found: Vec<Difference>,
}

type Entries = BTreeMap<Arc<str>, Value>;

impl Comparison<'_> {
    fn compare(&mut self, prefix: &str, before: &Entries, now: &Entries, schema: Option<&Block>) {
        let names: BTreeSet<_> = before.keys().chain(now.keys()).collect();
        for name in names {
            let (before, now) = (before.get(name), now.get(name));
            let (before, now) = (before.unwrap_or(&Value::Null), now.unwrap_or(&Value::Null));
            // Mostly: without asking what the path is.
            if before == now && !now.has_unknown() {
                continue;
            }
            let path = format!("{prefix}{name}");
            if self.sameness.holds(&path, before, now) {
                continue;
            }
            if let Some(nested) = schema.and_then(|it| it.blocks.get(&**name)) {
                self.blocks(&path, before, now, nested);
                continue;
            }
            if self.sameness.is_read_elsewhere(before, now) {
                continue;
            }
            let attribute = schema.and_then(|it| it.attributes.get(&**name));
            let mut difference = Difference::of(&path, before, now);
            if difference.kind == Kind::Removed && attribute.is_some_and(|it| it.computed) {
                difference.kind = Kind::Released;
            }
            self.found.push(difference);
        }
    }

    fn blocks(&mut self, path: &str, before: &Value, now: &Value, nested: &NestedBlock) {
        let (Some(old), Some(new)) = (written(before), written(now)) else {
            return self.found.push(Difference::of(path, before, now));
        };
        let inside = format!("{path}.");
        let (gone, added) = if nested.nesting == Nesting::Set {
            (besides(&old, &new), besides(&new, &old))
        } else {
            for (before, now) in old.iter().zip(&new) {
                self.compare(&inside, before, now, Some(&nested.block));
            }
            let both = old.len().min(new.len());
            (old[both..].to_vec(), new[both..].to_vec())
        };
        let is_same = gone.is_empty() && added.is_empty();
        if is_same || self.sameness.is_read_elsewhere(before, now) {
            return;
        }
        let kind = match (old.is_empty(), new.is_empty()) {
            (true, _) => Kind::Set,
            (_, true) => Kind::Removed,
            _ if gone.is_empty() => Kind::ElementAdded,
            _ if added.is_empty() => Kind::ElementRemoved,
            _ => Kind::Changed,
        };
        self.found.push(Difference { kind, ..Difference::of(path, before, now) });
        for block in gone {
            self.all_of(&inside, block, Kind::Removed);
        }
        for block in added {
            self.all_of(&inside, block, Kind::Set);
        }
    }

    fn all_of(&mut self, prefix: &str, block: &Entries, kind: Kind) {
        for (name, value) in block {
            let path = format!("{prefix}{name}");
            for inner in written(value).into_iter().flatten() {
                self.all_of(&format!("{path}."), inner, kind);
            }
            let is_unknown = kind == Kind::Set && value.has_unknown();
            let (is_inner, is_reread) = (true, false);
            self.found.push(Difference { path, kind, is_inner, is_unknown, is_reread });
        }
    }
}

fn kind(before: &Value, now: &Value) -> Kind {
    match (before, now) {
        (Value::Null, _) => Kind::Set,
        (_, Value::Null) => Kind::Removed,
        (Value::Map(old), Value::Map(new)) => {
            let stay = |these: &Entries, others: &Entries| {
                these.iter().all(|(key, value)| others.get(key) == Some(value))
            };
            element_kind(stay(old, new), stay(new, old))
        }
        _ => match (before.items(), now.items()) {
            (Some(old), Some(new)) => {
                let stay = |these: &[Value], others: &[Value]| {
                    these.iter().all(|value| others.contains(value))
                };
                let is_reordered = old.len() == new.len() && sorted(old) == sorted(new);
                if is_reordered {
                    Kind::Reordered
                } else {
                    element_kind(stay(old, new), stay(new, old))
                }
            }
            _ => Kind::Changed,
        },
    }
}

fn element_kind(old_stay: bool, new_were: bool) -> Kind {
    match (old_stay, new_were) {
        (true, false) => Kind::ElementAdded,
        (false, true) => Kind::ElementRemoved,
        _ => Kind::Changed,
    }
}

fn sorted(items: &[Value]) -> Vec<&Value> {
    let mut items: Vec<_> = items.iter().collect();
    items.sort_unstable();
    items
}

fn besides<'v>(these: &[&'v Entries], others: &[&Entries]) -> Vec<&'v Entries> {
    these.iter().filter(|it| !others.contains(it)).copied().collect()
}

/// None if it is not known how many there are.
fn written(value: &Value) -> Option<Vec<&Entries>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::Map(entries) => Some(vec![entries]),
        value => value.items()?.iter().map(entries).collect(),
    }
}

fn entries(value: &Value) -> Option<&Entries> {
    match value {
        Value::Map(entries) => Some(entries),
        _ => None,
    }
}
