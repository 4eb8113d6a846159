//! A managed resource as its files describe it, with everything put in that is known.

use std::sync::Arc;

use codegen::schemas::Block;

use crate::hcl::StateAddress;
use crate::value::{Arguments, Value};

/// A managed resource with everything that is written of it.
#[derive(Clone, Debug)]
pub(crate) struct Settled {
    pub(crate) address: StateAddress,
    pub(crate) arguments: Arc<Arguments>,
    /// Of AWS: its own tags and those of its provider.
    pub(crate) all_tags: Value,
    pub(crate) prevent_destroy: bool,
    pub(crate) create_before_destroy: bool,
    /// The stack's provider configuration: `databricks.workspace`.
    pub(crate) provider: String,
    pub(crate) schema: Option<Arc<Block>>,
}
