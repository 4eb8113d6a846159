//! The schemas of all types that the trees use, each decoded once.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use codegen::schemas::{Block, data_source, resource};

use crate::hcl::{Declared, Mode};

pub(crate) struct Schemas<'a>(HashMap<(Mode, &'a str), Option<Arc<Block>>>);

impl<'a> Schemas<'a> {
    pub(crate) fn of(declared: impl Iterator<Item = Declared<'a>>) -> Self {
        let types: BTreeSet<_> = declared.map(|it| (it.mode, it.type_name)).collect();
        let decode = |(mode, type_name): (Mode, &'a str)| {
            let schema = match mode {
                Mode::Managed => resource(type_name),
                Mode::Data => data_source(type_name),
            };
            ((mode, type_name), schema.map(Arc::new))
        };
        Self(types.into_iter().map(decode).collect())
    }

    /// None for a type that no provider of lakewright has.
    pub(crate) fn get(&self, mode: Mode, type_name: &'a str) -> Option<&Arc<Block>> {
        self.0.get(&(mode, type_name))?.as_ref()
    }
}
