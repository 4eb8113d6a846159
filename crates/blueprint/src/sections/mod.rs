//! The sections of a blueprint: for each what is written, what it means and which defaults it has.

pub mod accept;
pub mod cross_account_role;
pub mod encryption;
pub mod metastore;
pub mod network;
pub mod state;
pub mod tags;
pub mod workspace;
