//! Which outputs of the modules it calls a module reads.

use super::link::{Node, NodeId};
use super::reference::{Reference, Step, Target};

/// What a reference reads of a module.
pub(super) enum Read<'a> {
    Output(&'a str),
    /// All of it, or something that is not known here.
    Module,
}

pub(super) fn reads<'n>(
    node: &'n Node,
) -> impl Iterator<Item = (&'n Reference<'n>, NodeId, Read<'n>)> {
    node.module.references.all.iter().filter(|it| !it.in_depends_on).filter_map(|reference| {
        let Target::Module(name) = reference.target else { return None };
        let callee = *node.callees.get(name)?;
        let instance = usize::from(node.module.calls[name].repeated);
        Some((reference, callee, read(reference.steps.get(instance))))
    })
}

fn read<'a>(step: Option<&Step<'a>>) -> Read<'a> {
    match step {
        Some(Step::Attribute(name) | Step::Key(name)) => Read::Output(name),
        _ => Read::Module,
    }
}
