//! An `Architecture` to a proven `Tree` of files, in memory.
//!
//! A failure in here is never the user's: it is a [`TemplateBug`].

mod bug;
mod tree;

pub use bug::TemplateBug;
pub use tree::{InvalidPath, RelativePath, Rendered, StackFolder, Tree};
