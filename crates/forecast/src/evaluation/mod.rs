//! What the resources of a stack are, when everything that is known before Terraform runs is put in.
//!
//! One side of a forecast: the stack as it was applied, or as Terraform would plan it over that. Everything is
//! evaluated when it is asked for, and once. Nothing fails: what cannot be evaluated is opaque, and noted.

mod arguments;
mod convert;
mod data;
mod expansion;
mod expression;
mod for_expression;
mod functions;
mod modules;
mod named;
mod operators;
mod orders;
mod provider;
mod resource;
mod schemas;
mod scope;
mod template;
mod traversal;
mod triggers;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hcl_edit::expr::Expression;

use crate::hcl::{Declared, ProviderName, StateAddress, Tree};
use crate::plan::{Planned, Prior};
use crate::rules::Changes;
use crate::value::{Arguments, Evaluated, Fault, Value};
use modules::{Children, ModuleInstance};
use named::Named;
use resource::Expanded;

pub(crate) use expansion::UNKNOWN_INSTANCES;
pub(crate) use modules::ModuleId;
pub(crate) use resource::Settled;
pub(crate) use schemas::Schemas;
use scope::Scope;

/// Expressions inside one another, followed through names: a stack of lakewright has some dozens.
const DEEPEST: usize = 400;

pub(crate) struct Evaluation<'a> {
    tree: &'a Tree<'a>,
    schemas: &'a Schemas<'a>,
    changes: &'a Changes,
    /// What the files give the stack's variables.
    values: BTreeMap<&'a str, &'a Expression>,
    /// What was applied before; none where that itself is evaluated.
    prior: Option<&'a Prior>,
    /// Values of the stack's variables that only the other side's files say: the operator gives them.
    assumed: BTreeMap<&'a str, Value>,
    modules: Vec<ModuleInstance<'a>>,
    children: HashMap<(ModuleId, &'a str), Slot<Children>>,
    named: HashMap<(ModuleId, Named<'a>), Slot<Value>>,
    resources: HashMap<(ModuleId, Declared<'a>), Slot<Expanded>>,
    deferred: HashMap<ModuleId, bool>,
    default_tags: HashMap<ProviderName<'a>, Value>,
    depth: usize,
    found: Found,
}

/// What an evaluation finds out.
#[derive(Default)]
pub(crate) struct Found {
    /// In no order.
    pub(crate) settled: Vec<Settled>,
    pub(crate) planned: Vec<Planned>,
    /// Resources whose `prevent_destroy` holds for whatever instances they had, without instance keys.
    pub(crate) guarded: BTreeSet<StateAddress>,
    /// The stack's provider configurations: `databricks.workspace`.
    pub(crate) providers: BTreeMap<String, Arguments>,
    /// Where `import` blocks take resources in.
    pub(crate) imports: BTreeSet<StateAddress>,
    pub(crate) notes: BTreeSet<Note>,
}

/// What could not be evaluated, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Note {
    pub(crate) place: String,
    pub(crate) why: String,
}

enum Slot<T> {
    /// It is being evaluated: who asks for it asks in a circle.
    Busy,
    Done(Result<T, Fault>),
}

impl<'a> Evaluation<'a> {
    /// Of the stack in `folder`.
    pub(crate) fn new(
        tree: &'a Tree<'a>,
        folder: &'a str,
        values: BTreeMap<&'a str, &'a Expression>,
        schemas: &'a Schemas<'a>,
        changes: &'a Changes,
        prior: Option<&'a Prior>,
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

    /// The values of the stack's variables that its files say.
    pub(crate) fn given(mut self) -> BTreeMap<&'a str, Value> {
        let module = self.modules[0].module;
        let says = |name: &str| {
            let default = module.variables.get(name).and_then(|it| it.default);
            self.values.contains_key(name) || default.is_some()
        };
        let names: Vec<&str> = module.variables.keys().copied().filter(|it| says(it)).collect();
        let value = |name| Some((name, self.named(0, Named::Variable(name)).ok()?));
        names.into_iter().filter_map(value).collect()
    }

    /// Evaluates every resource.
    pub(crate) fn run(mut self) -> Found {
        // The list grows while it is gone through.
        let mut next = 0;
        while next < self.modules.len() {
            self.run_module(next);
            next += 1;
        }
        self.configure_providers();
        self.found
    }

    fn run_module(&mut self, id: ModuleId) {
        let module = self.modules[id].module;
        for (path, why) in &module.unreadable {
            self.note(path.clone(), why.clone());
        }
        self.found.imports.extend(module.imports.iter().cloned());
        for declared in module.resources.keys() {
            if let Err(fault) = self.resource(id, *declared) {
                self.note(format!("{}{declared}", self.modules[id].prefix), fault.0);
            }
        }
        for name in module.calls.keys() {
            if let Err(fault) = self.children(id, name) {
                self.note(format!("{}module.{name}", self.modules[id].prefix), fault.0);
            }
        }
    }

    fn note(&mut self, place: String, why: String) {
        self.found.notes.insert(Note { place, why });
    }

    /// One step deeper, if that is not too deep.
    fn deeper(&mut self, evaluate: impl FnOnce(&mut Self) -> Evaluated) -> Evaluated {
        if self.depth == DEEPEST {
            return crate::value::fault("expressions refer to one another more than 400 deep");
        }
        self.depth += 1;
        let value = evaluate(self);
        self.depth -= 1;
        value
    }

    /// The instances that were applied of a resource.
    fn applied(&self, module: ModuleId, declared: Declared<'a>) -> Vec<&'a StateAddress> {
        let Some(prior) = self.prior else { return Vec::new() };
        prior.instances_of(&self.modules[module].path, declared.type_name, declared.name).collect()
    }
}
