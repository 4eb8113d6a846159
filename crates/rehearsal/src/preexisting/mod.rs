//! What a blueprint says is there before the first apply.

pub(crate) mod aws;
pub(crate) mod databricks;
