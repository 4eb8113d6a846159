//! Who has another name than a state may have: Terraform must find the old one there, so that Databricks renames it.
//!
//! The lock keeps every rename, because nobody knows which run was applied.

use serde::{Deserialize, Serialize};

use crate::sections::identity::Identity;
use crate::values::Principal;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    pub from: Principal,
    pub to: Principal,
}

/// In the order in which they were made. No two have one old name, or one new name, and no old name is in use:
/// Terraform refuses each of the three.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Renames(Vec<Rename>);

impl Renames {
    /// Of those whom the blueprint creates: the earlier ones, and those that it writes.
    pub(crate) fn of<'a>(
        identity: &Identity,
        earlier: impl IntoIterator<Item = &'a Rename>,
    ) -> Self {
        let mut all = Self::default();
        for Rename { from, to } in earlier {
            all.add(from, to.clone());
        }
        for (name, old) in identity.renamed() {
            all.add(&(&old.value).into(), name.into());
        }
        let froms: Vec<_> = all.0.iter().map(|it| it.from.clone()).collect();
        for name in froms.iter().filter(|name| identity.kind(name).is_some()) {
            all.forget(name);
        }
        let is_created = |it: &Rename| identity.is_created_group(all.name_now(&it.to));
        Self(all.0.iter().filter(|it| is_created(it)).cloned().collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = &Rename> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What who had the name is called now.
    pub(crate) fn name_now<'a>(&'a self, name: &'a Principal) -> &'a Principal {
        // No name comes twice, so this ends.
        let mut now = name;
        while let Some(rename) = self.0.iter().find(|it| it.from == *now) {
            now = &rename.to;
        }
        now
    }

    /// What a key of these names was before each rename, the latest first.
    pub fn earlier<'a, const N: usize>(&'a self, names: [&'a str; N]) -> Vec<[&'a str; N]> {
        let mut key = names;
        let mut earlier = Vec::new();
        for Rename { from, to } in self.0.iter().rev() {
            let old = key.map(|name| if name == to.as_str() { from.as_str() } else { name });
            if old != key {
                earlier.push(old);
                key = old;
            }
        }
        earlier
    }

    fn add(&mut self, from: &Principal, to: Principal) {
        // It may have got other names since.
        let last = self.name_now(from).clone();
        if last != to {
            self.forget(&to);
            self.0.push(Rename { from: last, to });
        }
    }

    /// Who had the name in between goes from the name before it to the one after it.
    fn forget(&mut self, name: &Principal) {
        let before = self.0.iter().position(|it| it.to == *name).map(|at| self.0.remove(at));
        match (before, self.0.iter().position(|it| it.from == *name)) {
            (Some(before), Some(after)) => self.0[after].from = before.from,
            (None, Some(after)) => drop(self.0.remove(after)),
            (_, None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renames(pairs: &[(&str, &str)]) -> Renames {
        let mut all = Renames::default();
        for (from, to) in pairs {
            all.add(&Principal::parse(from).unwrap(), Principal::parse(to).unwrap());
        }
        all
    }

    #[track_caller]
    fn check(made: &[(&str, &str)], expected: &[(&str, &str)]) {
        let all = renames(made);
        let found: Vec<_> = all.iter().map(|it| (it.from.as_str(), it.to.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn no_name_is_left_twice_or_reached_twice() {
        check(&[("a", "b"), ("b", "c")], &[("a", "b"), ("b", "c")]);
        check(&[("a", "b"), ("a", "b")], &[("a", "b")]);
        check(&[("a", "b"), ("a", "c")], &[("a", "b"), ("b", "c")]);
        check(&[("a", "b"), ("b", "a")], &[("b", "a")]);
        check(&[("a", "b"), ("b", "c"), ("c", "b")], &[("a", "c"), ("c", "b")]);
        check(&[("a", "b"), ("c", "b")], &[("c", "b")]);
    }

    #[test]
    fn a_key_of_two_names_goes_back_in_the_order_of_the_renames() {
        let all = renames(&[("m", "n"), ("g", "h")]);
        assert_eq!(all.earlier(["h", "n"]), [["g", "n"], ["g", "m"]]);
        assert_eq!(all.earlier(["h", "x"]), [["g", "x"]]);
        assert!(all.earlier(["x", "y"]).is_empty());
    }
}
