//! Why a script would not be safe, and what stacks are called there.

/// Why a script would not be safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsafe {
    pub what: String,
    pub help: String,
}

/// A stack's folder as users write it.
pub(crate) fn shown(stack: &str) -> &str {
    if stack.is_empty() { "." } else { stack }
}
