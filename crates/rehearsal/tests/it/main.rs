//! The parts that touch the machine: sockets, processes and files.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod authority;
mod client;
mod effects;
mod fake_aws;
mod gate;
mod layer;
mod moto;
mod proxy;
mod python;
mod terraform;
mod tunnel;
