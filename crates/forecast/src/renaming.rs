//! What stacks look up by a name that another stack changes: it is the same thing under its new name.

use std::sync::Arc;

use crate::value::{Arguments, Value, has_all};

/// A resource that its stack moves to another address, and changes.
pub(crate) struct Renaming {
    /// The folder of its stack.
    pub(crate) stack: String,
    pub(crate) type_name: Arc<str>,
    pub(crate) before: Arc<Arguments>,
    pub(crate) after: Arc<Arguments>,
}

/// By what a data source would have found it before, that now asks for the only one of its type.
pub(crate) fn asked_before(
    renamings: &[Renaming],
    type_name: &str,
    asked: &Arguments,
) -> Option<Arguments> {
    let is_it = |it: &&Renaming| *it.type_name == *type_name && has_all(&it.after, asked);
    let mut found = renamings.iter().filter(is_it);
    let Renaming { before, .. } = found.next().filter(|_| found.next().is_none())?;
    let earlier = |(name, value): (&Arc<str>, &Value)| match value {
        Value::Null => Some((Arc::clone(name), Value::Null)),
        _ => Some((Arc::clone(name), before.get(name)?.clone())),
    };
    asked.iter().map(earlier).collect()
}
