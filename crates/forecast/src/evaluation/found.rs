//! What an evaluation finds out.

use std::collections::{BTreeMap, BTreeSet};

use crate::hcl::StateAddress;
use crate::plan::Planned;
use crate::settled::Settled;
use crate::value::Arguments;

/// What an evaluation finds out.
#[derive(Default)]
pub(crate) struct Found {
    /// In no order.
    pub(crate) settled: Vec<Settled>,
    pub(crate) planned: Vec<Planned>,
    /// Resources whose `prevent_destroy` holds for whatever instances they had, without instance keys.
    pub(crate) guarded: BTreeSet<StateAddress>,
    /// The stack's provider configurations: `databricks.workspace`.
    pub(crate) providers: BTreeMap<String, Arguments>,
    /// Where `import` blocks take resources in.
    pub(crate) imports: BTreeSet<StateAddress>,
    pub(crate) notes: BTreeSet<Note>,
}

/// What could not be evaluated, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Note {
    pub(crate) place: String,
    pub(crate) why: String,
}
