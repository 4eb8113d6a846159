//! Reads our own sources and says where they break the house's style.

pub mod circles;
pub mod sentences;
mod test_items;
