//! What a blueprint says is there before the first apply.

pub(crate) mod aws;
mod created;
pub(crate) mod databricks;
mod merge;
