//! What is known so far of a stack on one side.

use std::collections::{BTreeMap, HashMap};

use hcl_edit::expr::Expression;

use crate::hcl::{Declared, ProviderName, StateAddress, Tree};
use crate::plan::Prior;
use crate::rules::Changes;
use crate::value::{Evaluated, Fault, Value, fault};

use super::found::{Found, Note};
use super::module_instance::{Children, ModuleId, ModuleInstance};
use super::schemas::Schemas;

/// Expressions inside one another, followed through names: a stack of lakewright has some dozens.
const DEEPEST: usize = 400;

pub(crate) struct Evaluation<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) schemas: &'a Schemas<'a>,
    pub(super) changes: &'a Changes,
    /// What the files give the stack's variables.
    pub(super) values: BTreeMap<&'a str, &'a Expression>,
    /// What was applied before; none where that itself is evaluated.
    pub(super) prior: Option<&'a Prior<'a>>,
    /// Values of the stack's variables that only the other side's files say: the operator gives them.
    pub(super) assumed: BTreeMap<&'a str, Value>,
    pub(super) modules: Vec<ModuleInstance<'a>>,
    pub(super) children: HashMap<(ModuleId, &'a str), Slot<Children>>,
    pub(super) named: HashMap<(ModuleId, Named<'a>), Slot<Value>>,
    pub(super) resources: HashMap<(ModuleId, Declared<'a>), Slot<Expanded>>,
    pub(super) deferred: HashMap<ModuleId, bool>,
    pub(super) default_tags: HashMap<ProviderName<'a>, Value>,
    pub(super) depth: usize,
    pub(super) found: Found,
}

pub(super) enum Slot<T> {
    /// It is being evaluated: who asks for it asks in a circle.
    Busy,
    Done(Result<T, Fault>),
}

/// A variable, a local or an output of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Named<'a> {
    Variable(&'a str),
    Local(&'a str),
    Output(&'a str),
}

/// All instances of a resource or a data source.
#[derive(Clone)]
pub(super) struct Expanded {
    /// What expressions get.
    pub(super) value: Value,
    /// Whether the plan changes one of them.
    pub(super) is_pending: bool,
}

impl<'a> Evaluation<'a> {
    /// Of the stack in `folder`.
    pub(crate) fn new(
        tree: &'a Tree<'a>,
        folder: &'a str,
        values: BTreeMap<&'a str, &'a Expression>,
        schemas: &'a Schemas<'a>,
        changes: &'a Changes,
        prior: Option<&'a Prior<'a>>,
    ) -> Option<Self> {
        let root = ModuleInstance::root(folder, tree.module(folder)?);
        Some(Self {
            tree,
            values,
            schemas,
            changes,
            prior,
            assumed: BTreeMap::new(),
            modules: vec![root],
            children: HashMap::new(),
            named: HashMap::new(),
            resources: HashMap::new(),
            deferred: HashMap::new(),
            default_tags: HashMap::new(),
            depth: 0,
            found: Found::default(),
        })
    }

    pub(crate) fn assuming(self, assumed: BTreeMap<&'a str, Value>) -> Self {
        Self { assumed, ..self }
    }

    pub(super) fn note(&mut self, place: String, why: String) {
        self.found.notes.insert(Note { place, why });
    }

    /// One step deeper, if that is not too deep.
    pub(super) fn deeper(&mut self, evaluate: impl FnOnce(&mut Self) -> Evaluated) -> Evaluated {
        if self.depth == DEEPEST {
            return fault("expressions refer to one another more than 400 deep");
        }
        self.depth += 1;
        let value = evaluate(self);
        self.depth -= 1;
        value
    }

    /// The instances that were applied of a resource.
    pub(super) fn applied(
        &self,
        module: ModuleId,
        declared: Declared<'a>,
    ) -> Vec<&'a StateAddress> {
        let Some(prior) = self.prior else { return Vec::new() };
        prior.instances_of(&self.modules[module].path, declared.type_name, declared.name).collect()
    }
}
