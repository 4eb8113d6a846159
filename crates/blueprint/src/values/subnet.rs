//! A part of a VPC.

use serde::Serialize;

use super::{Cidr, ZoneId};
use crate::source::Span;

/// A subnet and the zone it lies in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Subnet {
    pub zone: ZoneId,
    pub cidr: Cidr,
    /// Where the blueprint writes it.
    #[serde(skip)]
    pub span: Option<Span>,
}
