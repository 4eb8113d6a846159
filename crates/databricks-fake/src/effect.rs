//! What Databricks does to AWS, as plain data: whoever asked carries it out.
//!
//! Only what decides whether a destroy works, as far as there is a source for it. The VPC that Databricks makes
//! where none is given is not made: we know of none that says when it goes, or what becomes of it once the role may
//! not delete it.

use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    PutObject(Object),
}

/// The bucket's policy need not be asked again: no workspace runs before it admits Databricks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Object {
    /// Of AWS, which owns the bucket.
    pub account: String,
    pub region: String,
    pub bucket: String,
    pub key: String,
}
