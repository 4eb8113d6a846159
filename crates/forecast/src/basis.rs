//! What the forecasts of all stacks rest on.

use crate::effects::Effects;
use crate::evaluation::Schemas;
use crate::files::Files;
use crate::hcl::{Bodies, Tree, is_configuration};
use crate::moved::Moved;
use crate::renaming::Renaming;
use crate::rules::Changes;

/// The files of a tree, and what they declare.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) files: &'a Files<'a>,
    pub(crate) tree: &'a Tree<'a>,
}

/// What the forecasts of all stacks rest on.
#[derive(Clone, Copy)]
pub(crate) struct Basis<'a> {
    pub(crate) before: Side<'a>,
    pub(crate) after: Side<'a>,
    pub(crate) schemas: &'a Schemas<'a>,
    pub(crate) changes: &'a Changes,
    pub(crate) effects: &'a Effects,
    pub(crate) moves: &'a [Moved],
    pub(crate) renamings: &'a [Renaming],
}

impl Basis<'_> {
    /// Whether a stack gives a resource to another one, or gets one.
    pub(crate) fn exchanges(&self, stack: &str) -> bool {
        self.moves.iter().any(|it| it.from_stack == stack || it.to_stack == stack)
    }
}

/// What the files of a tree declare; all of them are in `bodies`.
pub(crate) fn tree<'a>(files: &'a Files<'a>, bodies: &'a Bodies<'a>) -> Tree<'a> {
    let texts = files.texts.iter().map(|(path, text)| (*path, &**text));
    Tree::new(texts.filter(|(path, _)| is_configuration(path)), bodies)
}
