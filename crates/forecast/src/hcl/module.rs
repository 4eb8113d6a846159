//! What the files of one folder declare. Nothing is evaluated here, and nothing is judged.

use std::collections::BTreeMap;

use hcl_edit::expr::{Expression, Object};
use hcl_edit::structure::{Attribute, Block, BlockLabel, Body};

use super::constraint::Constraint;
use super::declared::{Declared, Mode, ProviderName};
use super::kept::{Kept, kept};
use super::lifecycle::Lifecycle;
use super::state_address::{Place, StateAddress};

#[derive(Default)]
pub(crate) struct Module<'a> {
    pub(crate) variables: BTreeMap<&'a str, Variable<'a>>,
    pub(crate) locals: BTreeMap<&'a str, &'a Expression>,
    pub(crate) outputs: BTreeMap<&'a str, &'a Body>,
    pub(crate) resources: BTreeMap<Declared<'a>, Resource<'a>>,
    pub(crate) calls: BTreeMap<&'a str, Call<'a>>,
    pub(crate) providers: BTreeMap<ProviderName<'a>, Provider<'a>>,
    pub(crate) moves: Vec<Move>,
    pub(crate) removals: Vec<Removal>,
    pub(crate) imports: Vec<StateAddress>,
    /// Of a stack.
    pub(crate) kept: Kept,
    /// Files that do not parse, and why.
    pub(crate) unreadable: Vec<(String, String)>,
}

pub(crate) struct Variable<'a> {
    pub(crate) constraint: Constraint,
    pub(crate) default: Option<&'a Expression>,
    pub(crate) nullable: bool,
}

pub(crate) struct Resource<'a> {
    pub(crate) body: &'a Body,
    pub(crate) provider: ProviderName<'a>,
    pub(crate) lifecycle: Lifecycle<'a>,
}

pub(crate) struct Call<'a> {
    pub(crate) body: &'a Body,
    /// As written; none if it is no text.
    pub(crate) source: Option<&'a str>,
    /// The module's providers, and which of the caller's they are.
    pub(crate) providers: BTreeMap<ProviderName<'a>, ProviderName<'a>>,
}

pub(crate) struct Provider<'a> {
    pub(crate) body: &'a Body,
}

pub(crate) struct Move {
    pub(crate) from: Place,
    pub(crate) to: Place,
}

pub(crate) struct Removal {
    pub(crate) from: Place,
    pub(crate) destroy: bool,
}

impl<'a> Module<'a> {
    pub(crate) fn declared(&self, mode: Mode, type_name: &str, name: &str) -> Option<Declared<'a>> {
        let is_it =
            |it: &&Declared| it.mode == mode && it.type_name == type_name && it.name == name;
        self.resources.keys().find(is_it).copied()
    }

    pub(super) fn declare(&mut self, body: &'a Body) {
        for block in body.blocks() {
            self.declare_block(block);
        }
        self.kept.extend(kept(body));
    }

    fn declare_block(&mut self, block: &'a Block) {
        let body = &block.body;
        let labels: Vec<&str> = block.labels.iter().map(BlockLabel::as_str).collect();
        match (block.ident.as_str(), &labels[..]) {
            ("variable", [name]) => drop(self.variables.insert(name, variable(body))),
            ("output", [name]) => drop(self.outputs.insert(name, body)),
            ("resource", [type_name, name]) => self.resource(Mode::Managed, type_name, name, body),
            ("data", [type_name, name]) => self.resource(Mode::Data, type_name, name, body),
            ("module", [name]) => drop(self.calls.insert(name, call(body))),
            ("provider", [local_name]) => {
                let alias = body.get_attribute("alias").and_then(|it| it.value.as_str());
                self.providers.insert(ProviderName { local_name, alias }, Provider { body });
            }
            ("locals", []) => {
                let locals = body.attributes().map(|it| (it.key.as_str(), &it.value));
                self.locals.extend(locals);
            }
            ("moved", []) => self.moves.extend(moved(body)),
            ("removed", []) => self.removals.extend(removal(body)),
            ("import", []) => self.imports.extend(import(body)),
            _ => {}
        }
    }

    fn resource(&mut self, mode: Mode, type_name: &'a str, name: &'a str, body: &'a Body) {
        let written = body.get_attribute("provider");
        let provider = written.and_then(|it| ProviderName::read(&it.value));
        let provider = provider.unwrap_or_else(|| ProviderName::of_type(type_name));
        let resource = Resource { body, provider, lifecycle: Lifecycle::read(body) };
        self.resources.insert(Declared { mode, type_name, name }, resource);
    }
}

fn variable(body: &Body) -> Variable<'_> {
    let value = |name| body.get_attribute(name).map(|it: &Attribute| &it.value);
    Variable {
        constraint: value("type").map(Constraint::read).unwrap_or_default(),
        default: value("default"),
        nullable: value("nullable").and_then(Expression::as_bool) != Some(false),
    }
}

fn call(body: &Body) -> Call<'_> {
    let passed = body.get_attribute("providers").and_then(|it| it.value.as_object());
    let providers = passed.into_iter().flat_map(Object::iter);
    let providers = providers.filter_map(|(inner, outer)| {
        Some((ProviderName::read_key(inner)?, ProviderName::read(outer.expr())?))
    });
    Call {
        body,
        source: body.get_attribute("source").and_then(|it| it.value.as_str()),
        providers: providers.collect(),
    }
}

fn moved(body: &Body) -> Option<Move> {
    let place = |name| body.get_attribute(name).and_then(|it| Place::read(&it.value));
    Some(Move { from: place("from")?, to: place("to")? })
}

fn removal(body: &Body) -> Option<Removal> {
    let from = Place::read(&body.get_attribute("from")?.value)?;
    let lifecycle = body.get_blocks("lifecycle").next();
    let destroy = lifecycle.and_then(|it| it.body.get_attribute("destroy"));
    let destroy = destroy.and_then(|it| it.value.as_bool()) != Some(false);
    Some(Removal { from, destroy })
}

fn import(body: &Body) -> Option<StateAddress> {
    match Place::read(&body.get_attribute("to")?.value)? {
        Place::Resource(address) => Some(address),
        Place::Module(_) => None,
    }
}
