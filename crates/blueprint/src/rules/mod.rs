//! Every rule a blueprint can break, named after the bad state, in a folder for what it is about: a Markdown file
//! each, and, unless the rule is reported where a value is read, the predicate beside it.
//!
//! A rule's Markdown is what `lakewright explain` prints, and its examples are its tests.

mod accept;
mod area;
mod data_access;
mod form;
mod identity;
mod ip_access_lists;
mod keys_and_roles;
mod names_and_state;
mod never_applied;
mod private_link;
mod repeats;
mod rule;
mod same_account;
mod serverless;
mod tier_gate;
mod unity_catalog;
mod vpc;
mod workspaces;

use std::sync::LazyLock;

pub(crate) use accept::accept;
pub use area::Area;
pub use rule::{Found, Rule};

use crate::architecture::Architecture;
use crate::diagnostic::Diagnostics;

/// Of all areas, sorted by name.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let areas = [
        form::RULES,
        workspaces::RULES,
        names_and_state::RULES,
        vpc::RULES,
        private_link::RULES,
        ip_access_lists::RULES,
        serverless::RULES,
        keys_and_roles::RULES,
        data_access::RULES,
        unity_catalog::RULES,
        identity::RULES,
    ];
    let mut rules: Vec<&Rule> = areas.into_iter().flatten().collect();
    rules.sort_by_key(|rule| rule.name);
    rules
});

pub(crate) fn names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.name.cmp(name)).ok().map(|index| RULES[index])
}

pub(crate) fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for rule in RULES.iter() {
        match rule.found {
            Found::Reading => {}
            Found::Checking(check) => check(arch, diags),
            Found::PerWorkspace(check) => {
                arch.workspaces.iter().for_each(|workspace| check(workspace, diags));
            }
        }
    }
}

#[cfg(test)]
mod tests;
