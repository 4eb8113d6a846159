//! Import circles: files of one crate that need each other, so that none can be read first.
//!
//! # What counts as an edge
//!
//! File A has an edge to file B if A names an item that is defined in B, in the same crate:
//!
//! - by `use` or `pub use`, at the top or inside a function;
//! - by an inline path (`crate::a::b`, `super::x`, `a::b` after `use crate::a`), also in a type, an attribute
//!   (`#[serde(with = "crate::a::b")]`) or the arguments of a macro.
//!
//! B is where the item is *defined*: re-exports are followed, however many. A glob names everything that it brings in.
//!
//! No edge: `mod x;` alone; a path that ends at a module, because the items named through it count by themselves;
//! anything under `#[cfg(test)]` or in a file `tests.rs`; a method or a field, because it is not named by a path.
//!
//! # Limits
//!
//! Names are resolved without types and without scopes inside functions: a `use` inside a function counts for its
//! whole module. An item that a macro defines is not seen.

mod edges;
mod graph;
mod modules;
mod names;
mod resolve;

pub use graph::{Circle, Edge};
pub use modules::Sources;

/// Circles of the crate with this root, the largest first.
///
/// # Errors
/// A file that is not Rust, or a module without a file.
pub fn of(sources: &Sources, root: &str) -> anyhow::Result<Vec<Circle>> {
    let tree = modules::read(sources, root)?;
    Ok(graph::circles(&edges::of(&tree)))
}

#[cfg(test)]
mod tests;
