//! What the fake of AWS says of itself.

use serde::{Deserialize, Serialize};

/// Something that is still there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leftover {
    pub account: String,
    pub region: String,
    pub service: String,
    pub kind: String,
    pub id: String,
}

/// A request that was answered with an error of substance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refusal {
    /// Unix seconds.
    pub time: f64,
    pub service: String,
    pub action: String,
    pub code: String,
    pub message: String,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Moto would have accepted it, AWS would not.
    Strict,
    /// Nobody here can answer it.
    Unimplemented,
    /// Moto refused.
    Error,
}
