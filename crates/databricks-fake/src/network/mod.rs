//! What the service finds out about a network of a customer.

pub(crate) mod endpoint_reach;
pub(crate) mod health;
pub(crate) mod security_groups;
pub(crate) mod seen;
pub(crate) mod ways_out;
