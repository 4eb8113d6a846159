//! What the `lakewright` command does: read, call, show, write, exit.
//!
//! A library only so that tests outside the binary can reach it.

// `cli` is the crate that touches the outside world.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod args;
mod change;
pub mod colour;
pub mod commands;
pub mod exit;
pub mod folder;
mod foreseen;
mod generated;
pub mod input;
#[cfg(feature = "rehearsal")]
mod interrupt;
mod losses;
mod moved;
mod moving;
mod progress;
pub mod say;
pub mod show;
mod templates;
mod today;
