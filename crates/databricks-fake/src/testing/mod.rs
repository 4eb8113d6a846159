//! What tests start from: each starts from a right world and changes one thing.

pub(crate) mod customer;
pub(crate) mod filled;
pub(crate) mod inside;
pub(crate) mod lake;
pub(crate) mod profiles;
pub(crate) mod world;
