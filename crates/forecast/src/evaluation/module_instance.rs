//! A module of a stack, as one of its calls makes it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::hcl::{Call, Module, ModuleStep};
use crate::value::Value;

pub(crate) type ModuleId = usize;

pub(super) struct ModuleInstance<'a> {
    pub(super) folder: &'a str,
    pub(super) module: &'a Module<'a>,
    /// None for the stack's own folder.
    pub(super) caller: Option<Caller<'a>>,
    pub(super) path: Arc<[ModuleStep]>,
    /// What its addresses begin with.
    pub(super) prefix: String,
}

pub(super) struct Caller<'a> {
    pub(super) module: ModuleId,
    pub(super) call: &'a Call<'a>,
    /// `each` or `count` of the call.
    pub(super) names: Vec<(&'a str, Value)>,
}

/// The instances of a call.
#[derive(Clone)]
pub(super) enum Children {
    One(ModuleId),
    Keyed(BTreeMap<Arc<str>, ModuleId>),
    Counted(Vec<ModuleId>),
    /// Stands for all.
    Every(ModuleId),
}

impl Children {
    pub(super) fn ids(&self) -> Vec<ModuleId> {
        match self {
            Self::One(id) | Self::Every(id) => vec![*id],
            Self::Keyed(ids) => ids.values().copied().collect(),
            Self::Counted(ids) => ids.clone(),
        }
    }
}

impl<'a> ModuleInstance<'a> {
    pub(super) fn root(folder: &'a str, module: &'a Module<'a>) -> Self {
        Self { folder, module, caller: None, path: Arc::from([]), prefix: String::new() }
    }
}
