//! What the files of one folder declare, call and refer to: the facts that the checks are about.
//!
//! Nothing is judged here, so a module can be summarised however wrong it is.

use std::collections::BTreeMap;

use hcl_edit::expr::{Expression, Object, TraversalOperator};
use hcl_edit::structure::{Attribute, Block, Body};
use hcl_edit::{Ident, Span};

use super::reference::References;
use super::source::start;
use super::variable_type::{self, NotAType, key_text};
use crate::schemas::Type;

pub(super) struct File<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
    pub(super) body: &'a Body,
}

/// A byte of a file of the module.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) offset: usize,
}

impl Place {
    /// Where a node of the same file is.
    pub(super) fn of(self, node: &impl Span) -> Self {
        Self { file: self.file, offset: start(node) }
    }
}

/// Numbers the top-level blocks and the locals, so that a reference knows in which one it stands.
pub(super) type Owner = usize;

pub(super) struct Variable<'a> {
    pub(super) place: Place,
    pub(super) owner: Owner,
    pub(super) body: &'a Body,
    /// `None` if it has no type constraint.
    pub(super) constraint: Option<Result<Type, NotAType>>,
}

impl Variable<'_> {
    pub(super) fn known_type(&self) -> Option<&Type> {
        self.constraint.as_ref()?.as_ref().ok()
    }
}

pub(super) struct Local {
    pub(super) place: Place,
    pub(super) owner: Owner,
}

pub(super) struct Output<'a> {
    pub(super) place: Place,
    pub(super) body: &'a Body,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mode {
    Managed,
    Data,
}

/// What identifies a resource or data source in its module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Address<'a> {
    pub(super) mode: Mode,
    pub(super) type_name: &'a str,
    pub(super) name: &'a str,
}

impl std::fmt::Display for Address<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { mode, type_name, name } = self;
        let prefix = if *mode == Mode::Data { "data." } else { "" };
        write!(f, "{prefix}{type_name}.{name}")
    }
}

pub(super) struct Resource<'a> {
    pub(super) place: Place,
    pub(super) owner: Owner,
    pub(super) body: &'a Body,
    /// Whether it has instances, by `for_each` or `count`.
    pub(super) repeated: bool,
    pub(super) provider: Configuration<'a>,
}

/// A provider's configuration: `aws`, or `aws.replica` if it has an alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Configuration<'a> {
    pub(super) local_name: &'a str,
    pub(super) alias: Option<&'a str>,
}

impl std::fmt::Display for Configuration<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.alias {
            Some(alias) => write!(f, "{}.{alias}", self.local_name),
            None => f.write_str(self.local_name),
        }
    }
}

pub(super) struct Call<'a> {
    pub(super) place: Place,
    pub(super) source: Option<Source<'a>>,
    pub(super) repeated: bool,
    /// What the module's variables are set to.
    pub(super) arguments: Vec<&'a Attribute>,
    /// The child's configuration to the caller's.
    pub(super) providers: BTreeMap<Configuration<'a>, Passed<'a>>,
}

pub(super) struct Source<'a> {
    pub(super) place: Place,
    pub(super) path: &'a str,
}

pub(super) struct Passed<'a> {
    pub(super) place: Place,
    pub(super) configuration: Configuration<'a>,
}

pub(super) struct Provider<'a> {
    pub(super) place: Place,
    pub(super) body: &'a Body,
}

/// An entry of `required_providers`.
pub(super) struct Requirement<'a> {
    pub(super) place: Place,
    pub(super) source: Option<&'a str>,
    pub(super) aliases: Vec<&'a str>,
}

/// A name declared a second time.
pub(super) struct Duplicate {
    pub(super) place: Place,
    pub(super) what: String,
}

#[derive(Default)]
pub(super) struct Module<'a> {
    /// The first folder that holds these files.
    pub(super) folder: &'a str,
    pub(super) is_root: bool,
    pub(super) files: Vec<File<'a>>,
    pub(super) variables: BTreeMap<&'a str, Variable<'a>>,
    pub(super) locals: BTreeMap<&'a str, Local>,
    pub(super) outputs: BTreeMap<&'a str, Output<'a>>,
    pub(super) resources: BTreeMap<Address<'a>, Resource<'a>>,
    pub(super) calls: BTreeMap<&'a str, Call<'a>>,
    pub(super) providers: BTreeMap<Configuration<'a>, Provider<'a>>,
    pub(super) requirements: BTreeMap<&'a str, Requirement<'a>>,
    pub(super) duplicates: Vec<Duplicate>,
    pub(super) references: References<'a>,
}

pub(super) fn summarise<'a>(folder: &'a str, is_root: bool, files: Vec<File<'a>>) -> Module<'a> {
    let mut module = Module { folder, is_root, ..Module::default() };
    let mut owner = 0;
    for (file, File { body, .. }) in files.iter().enumerate() {
        for block in body.blocks() {
            let place = Place { file, offset: start(block) };
            owner += 1;
            module.declare(block, place, owner);
            if block.ident.as_str() == "locals" {
                for local in block.body.attributes() {
                    owner += 1;
                    module.declare_local(local, place.of(local), owner);
                }
            } else {
                module.references.of_block(block, place, owner);
            }
        }
    }
    module.files = files;
    module
}

impl<'a> Module<'a> {
    fn declare(&mut self, block: &'a Block, place: Place, owner: Owner) {
        let body = &block.body;
        let labels: Vec<&str> =
            block.labels.iter().map(hcl_edit::structure::BlockLabel::as_str).collect();
        let duplicate = match (block.ident.as_str(), &labels[..]) {
            ("variable", [name]) => {
                self.variables.insert(name, variable(body, place, owner)).is_some()
            }
            ("output", [name]) => self.outputs.insert(name, Output { place, body }).is_some(),
            ("resource", [type_name, name]) => {
                let address = Address { mode: Mode::Managed, type_name, name };
                self.resources.insert(address, resource(type_name, body, place, owner)).is_some()
            }
            ("data", [type_name, name]) => {
                let address = Address { mode: Mode::Data, type_name, name };
                self.resources.insert(address, resource(type_name, body, place, owner)).is_some()
            }
            ("module", [name]) => self.calls.insert(name, call(body, place)).is_some(),
            ("provider", [local_name]) => {
                let alias = text(body, "alias").map(|(alias, _)| alias);
                let configuration = Configuration { local_name, alias };
                self.providers.insert(configuration, Provider { place, body }).is_some()
            }
            ("terraform", []) => {
                body.get_blocks("required_providers").for_each(|block| self.require(block, place));
                false
            }
            _ => false,
        };
        if duplicate {
            let what = format!("{} `{}`", block.ident.as_str(), labels.join("."));
            self.duplicates.push(Duplicate { place, what });
        }
    }

    fn declare_local(&mut self, local: &'a Attribute, place: Place, owner: Owner) {
        let name = local.key.as_str();
        if self.locals.insert(name, Local { place, owner }).is_some() {
            self.duplicates.push(Duplicate { place, what: format!("local `{name}`") });
        }
        self.references.of_expression(&local.value, place, owner);
    }

    fn require(&mut self, block: &'a Block, place: Place) {
        for entry in block.body.attributes() {
            let place = place.of(entry);
            let (mut source, mut aliases) = (None, Vec::new());
            for (key, value) in entry.value.as_object().into_iter().flat_map(Object::iter) {
                match (key_text(key).as_str(), value.expr()) {
                    ("source", Expression::String(text)) => source = Some(text.as_str()),
                    ("configuration_aliases", Expression::Array(items)) => {
                        aliases =
                            items.iter().filter_map(|item| configuration(item)?.alias).collect();
                    }
                    _ => {}
                }
            }
            let name = entry.key.as_str();
            let requirement = Requirement { place, source, aliases };
            if self.requirements.insert(name, requirement).is_some() {
                self.duplicates
                    .push(Duplicate { place, what: format!("required provider `{name}`") });
            }
        }
    }
}

fn variable(body: &Body, place: Place, owner: Owner) -> Variable<'_> {
    let constraint = body.get_attribute("type").map(|it| variable_type::parse(&it.value));
    Variable { place, owner, body, constraint }
}

fn resource<'a>(type_name: &'a str, body: &'a Body, place: Place, owner: Owner) -> Resource<'a> {
    let local_name = type_name.split_once('_').map_or(type_name, |(prefix, _)| prefix);
    let written =
        body.get_attribute("provider").and_then(|provider| configuration(&provider.value));
    let provider = written.unwrap_or(Configuration { local_name, alias: None });
    Resource { place, owner, body, repeated: repeated(body), provider }
}

fn call(body: &Body, place: Place) -> Call<'_> {
    let source =
        text(body, "source").map(|(path, attribute)| Source { place: place.of(attribute), path });
    let arguments = body
        .attributes()
        .filter(|argument| !MODULE_META_ARGUMENTS.contains(&argument.key.as_str()))
        .collect();
    let passed = body.get_attribute("providers").and_then(|passed| passed.value.as_object());
    let providers = passed
        .into_iter()
        .flat_map(Object::iter)
        .filter_map(|(key, value)| {
            let place = place.of(value.expr());
            Some((
                key_configuration(key)?,
                Passed { place, configuration: configuration(value.expr())? },
            ))
        })
        .collect();
    Call { place, source, repeated: repeated(body), arguments, providers }
}

pub(super) const MODULE_META_ARGUMENTS: [&str; 6] =
    ["count", "depends_on", "for_each", "providers", "source", "version"];

fn repeated(body: &Body) -> bool {
    body.has_attribute("for_each") || body.has_attribute("count")
}

fn text<'a>(body: &'a Body, key: &str) -> Option<(&'a str, &'a Attribute)> {
    let attribute = body.get_attribute(key)?;
    Some((attribute.value.as_str()?, attribute))
}

fn key_configuration(key: &hcl_edit::expr::ObjectKey) -> Option<Configuration<'_>> {
    match key {
        hcl_edit::expr::ObjectKey::Ident(local_name) => {
            Some(Configuration { local_name: local_name.as_str(), alias: None })
        }
        hcl_edit::expr::ObjectKey::Expression(expr) => configuration(expr),
    }
}

/// `aws` or `aws.replica`, where a provider's configuration is named.
fn configuration(expr: &Expression) -> Option<Configuration<'_>> {
    match expr {
        Expression::Variable(local_name) => {
            Some(Configuration { local_name: local_name.as_str(), alias: None })
        }
        Expression::Traversal(traversal) => {
            let local_name = traversal.expr.as_variable().map(Ident::as_str)?;
            let [operator] = &traversal.operators[..] else { return None };
            let TraversalOperator::GetAttr(alias) = operator.value() else { return None };
            Some(Configuration { local_name, alias: Some(alias.as_str()) })
        }
        _ => None,
    }
}
