//! Rehearsals of whole trees. `tools/test` leaves this module out while it runs all other tests, and runs it last.

mod changes;
mod examples;
mod move_script;
mod moves;
mod mutations;
mod opentofu;
mod own_network;
mod removed;
