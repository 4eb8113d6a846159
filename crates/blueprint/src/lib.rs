//! TOML text to an [`Architecture`] that is complete and consistent, or precisely why not.
//!
//! Pure: no file, no environment, no clock. [`parse`] reads the form and every single value,
//! [`resolve`] adds defaults and derived values and tries every rule.

pub mod account;
pub mod addresses;
mod architecture;
mod diagnostic;
pub mod directory;
mod document;
mod holdings;
pub mod layer;
mod made;
mod nearest;
mod parallel;
mod previous_run;
pub mod quotas;
mod reading;
mod renames;
mod resolve;
mod resolved;
pub mod rules;
mod schema;
pub mod sections;
mod settle;
mod source;
mod sourced;
pub mod tiers;
pub mod values;

pub use account::Account;
pub use addresses::Pins;
pub use architecture::{AppliedFrom, Architecture, Stack, StackKind, Workspace, names};
pub use diagnostic::{Diagnostic, Diagnostics, Label, Reported, Severity};
pub use document::{Blueprint, Edition, parse};
pub use made::Made;
pub use nearest::nearest;
pub use parallel::{both, in_shares};
pub use previous_run::{Attachment, Irrevocable, PreviousRun, VpcOwner};
pub use renames::{Rename, Renames};
pub use resolve::resolve;
pub use resolved::resolved;
pub use schema::json_schema;
pub use source::{Source, Span};
pub use sourced::{Entry, Origin, Sourced};
