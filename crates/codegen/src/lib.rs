//! An `Architecture` to a proven `Tree` of files, in memory.

mod bug;
mod layout;
pub mod schemas;
mod tree;

pub use bug::TemplateBug;
pub use layout::{layout, squeeze_blank_lines};
pub use tree::{InvalidPath, RelativePath, Rendered, StackFolder, Tree};
