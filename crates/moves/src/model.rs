//! What moves, and between which states.

use std::collections::BTreeMap;

use blueprint::values::Name;
use forecast::{Files, Left, Moved};

use crate::place::Place;

/// One of the two trees.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    pub files: &'a Files<'a>,
    /// Full names of the workspaces, by their keys.
    pub names: &'a BTreeMap<String, Name>,
}

/// What changes its stack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    pub moved: Vec<Moved>,
    /// What has no place anywhere, or no single one, in the stacks that lose something.
    pub left: Vec<Left>,
    /// The states that take part, those first that get something.
    pub states: Vec<State>,
    /// The stack that has the state of an old one, if that is another one or the same.
    pub(crate) now: BTreeMap<String, String>,
    /// Folders of stacks that are no longer generated.
    pub(crate) gone: Vec<String>,
}

/// The state of a stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Folder of the stack that has it after the move, or that had it.
    pub stack: String,
    pub place: Place,
    /// Whether a stack has it after the move.
    pub stays: bool,
}

impl Moves {
    /// The stack by which the state of an old stack is named.
    pub(crate) fn state_of<'a>(&'a self, from_stack: &'a str) -> &'a str {
        self.now.get(from_stack).map_or(from_stack, String::as_str)
    }

    /// What goes from one state to another.
    pub fn between_states(&self) -> impl Iterator<Item = &Moved> {
        self.moved.iter().filter(|it| !it.is_same_state)
    }
}
