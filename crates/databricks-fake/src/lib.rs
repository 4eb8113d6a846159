//! A strict fake of the Databricks account and workspace APIs.
//!
//! One file for each entity (`entities/`): where it lives, what a request may carry, what is checked, and what it refers
//! to. What is the same for all (names that are taken, references, deleting what is in use) is said once
//! (`lifecycle.rs`, `deletion.rs`). No clock, files or network: the time and what AWS holds are handed in. Two runs of
//! the same requests give the same ids.

mod account;
mod arn;
mod console;
mod control_plane;
mod databricks;
mod deletion;
pub mod effect;
mod endpoint_services;
mod entities;
mod entity;
pub mod facts;
mod form;
mod front_door;
mod host;
mod identity;
mod ids;
mod lifecycle;
mod login;
mod network;
mod object;
mod object_path;
pub mod permissions;
mod policy;
pub mod preexisting;
mod reference;
mod refused;
mod request;
mod role_and_key;
mod settings;
#[cfg(test)]
mod testing;
mod unity_catalog;
mod workspace;
mod workspace_api;
mod world;

pub use account::Leftover;
pub use databricks::{Databricks, Refusal};
pub use front_door::Vantage;
pub use identity::applier::APPLICATION;
pub use login::id_token::id_token;
pub use settings::{CALLER, Settings, Tier};
