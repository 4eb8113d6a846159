//! Writing into an output folder, through the public functions.

// Tests may touch the outside world, fail by panicking, and say why they are skipped.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod bookkeeping;
mod containment;
mod edits;
mod kill;
mod orphans;
mod speed;
mod support;
mod terraform;
