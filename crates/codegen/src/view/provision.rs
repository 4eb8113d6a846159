//! What is created, or is there already.

use blueprint::values;
use serde::Serialize;

/// Templates ask `….create` and print `….existing`.
#[derive(Debug, Serialize)]
pub(super) struct Provision<'a, T> {
    create: bool,
    existing: Option<&'a T>,
}

impl<'a, T> Provision<'a, T> {
    pub(super) fn of(provision: &'a values::Provision<T>) -> Self {
        let existing = provision.existing();
        Self { create: existing.is_none(), existing }
    }
}
