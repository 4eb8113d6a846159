//! Files as Terraform reads them: what each folder declares and which folders it calls.

mod constraint;
mod declared;
mod kept;
mod lifecycle;
mod module;
mod parse;
mod references;
mod state_address;
mod texts;
mod tree;

pub(crate) use constraint::Defaults;
pub(crate) use declared::{Declared, Mode, ProviderName};
pub(crate) use lifecycle::Lifecycle;
pub(crate) use module::{Call, Module, Move, Removal, Resource, Variable};
pub(crate) use parse::{Bodies, parse};
pub(crate) use references::{Reference, references, references_of};
pub(crate) use state_address::{InstanceKey, ModuleStep, Place, StateAddress, key_suffix};
pub(crate) use texts::Texts;
pub(crate) use tree::{Tree, is_configuration, is_values};
