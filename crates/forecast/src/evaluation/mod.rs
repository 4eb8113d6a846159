//! What the resources of a stack are, when everything that is known before Terraform runs is put in.
//!
//! One side of a forecast: the stack as it was applied, or as Terraform would plan it over that. Everything is
//! evaluated when it is asked for, and once. Nothing fails: what cannot be evaluated is opaque, and noted.

mod arguments;
mod convert;
mod data;
mod dependencies;
mod expansion;
mod expression;
mod for_expression;
mod found;
mod functions;
mod module_instance;
mod modules;
mod named;
mod operators;
mod orders;
mod provider;
mod resource;
mod run;
mod schemas;
mod scope;
mod state;
mod template;
mod traversal;
mod triggers;

pub(crate) use dependencies::{Dependencies, Foundation};
pub(crate) use expansion::UNKNOWN_INSTANCES;
pub(crate) use found::{Found, Note};
pub(crate) use resource::TERRAFORM_ALONE;
pub(crate) use schemas::Schemas;
pub(crate) use state::Evaluation;
