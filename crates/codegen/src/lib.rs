//! An `Architecture` to a proven `Tree` of files, in memory.

mod bug;
mod layout;
mod parallel;
pub mod schemas;
mod tree;
mod verify;

pub use bug::TemplateBug;
pub use layout::{layout, squeeze_blank_lines};
pub use tree::{InvalidPath, RelativePath, Rendered, StackFolder, Tree};
pub use verify::{Finding, verify};
