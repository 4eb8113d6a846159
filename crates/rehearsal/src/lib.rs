//! Applies, plans anew and destroys generated Terraform, unmodified, against fakes on loopback.

// This crate starts programs, serves ports and measures time.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod accounts;
pub mod authority;
mod chain;
mod change;
mod checksums;
mod copy;
mod destroy;
pub mod environment;
mod events;
mod fakes;
mod fault;
mod last_act;
mod leaving;
mod lift;
pub mod loopback;
pub mod moto;
mod moves;
mod phases;
mod plan;
mod planned;
mod plans;
mod preexisting;
pub mod proxy;
pub mod python;
mod report;
mod run;
mod script;
mod sequence;
mod stage;
mod steps;
mod terraform;
mod trace;
mod variables;
mod versions;
mod waits;
mod wave;
mod world;

pub use accounts::Accounts;
pub use chain::Link;
pub use databricks_fake::Vantage;
pub use environment::Environment;
pub use last_act::LastAct;
pub use planned::{Kind, PlannedAction};
pub use plans::plan_changes;
pub use report::{
    ChangeReport, Failure, Fault, Leftover, Phase, PhaseReport, Place, Report, StackChange,
    StackReport, StepReport, shown, text,
};
pub use run::{Notice, Settings, Validation, rehearse};
pub use script::{Script, Stack};
pub use sequence::{Change, Sequence, SequenceReport, rehearse_change, rehearse_sequence};
pub use terraform::{Interrupted, Running, find as find_terraform};
