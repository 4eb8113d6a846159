//! A stack of which a forecast may say something.

/// A stack that is in at least one of two trees.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) name: &'a str,
    pub(crate) is_before: bool,
    pub(crate) is_after: bool,
}
