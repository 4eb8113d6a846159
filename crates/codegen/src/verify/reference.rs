//! Every name a module refers to, wherever it stands: arguments, templates, heredocs, conditions.
//!
//! `each.value` and the variables of `for` expressions are followed to what they stand for, so that
//! `[for subnet in aws_subnet.this : subnet.idd]` is known to be about a subnet.

use hcl_edit::Ident;
use hcl_edit::expr::{Expression, ForExpr, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::structure::{Attribute, Block, Body, Structure};
use hcl_edit::template::{Directive, Element};

use super::module::{Address, Mode, Owner, Place};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    Variable(&'a str),
    Local(&'a str),
    Module(&'a str),
    Resource(Address<'a>),
}

impl std::fmt::Display for Target<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Variable(name) => write!(f, "var.{name}"),
            Self::Local(name) => write!(f, "local.{name}"),
            Self::Module(name) => write!(f, "module.{name}"),
            Self::Resource(address) => address.fmt(f),
        }
    }
}

/// What follows a name: `.id`, `["eu-west-1a"]`, `[each.key]`, or any element at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Attribute(&'a str),
    Key(&'a str),
    Index,
    Element,
}

#[derive(Clone)]
pub(super) struct Reference<'a> {
    pub(super) place: Place,
    pub(super) owner: Owner,
    pub(super) target: Target<'a>,
    pub(super) steps: Vec<Step<'a>>,
    pub(super) in_depends_on: bool,
}

/// A name that means nothing where it stands.
pub(super) struct Stray<'a> {
    pub(super) place: Place,
    pub(super) name: &'a str,
    /// What follows the name, if it is an attribute.
    pub(super) attribute: Option<&'a str>,
}

#[derive(Default)]
pub(super) struct References<'a> {
    pub(super) all: Vec<Reference<'a>>,
    pub(super) strays: Vec<Stray<'a>>,
    /// Where the first element of something is taken.
    pub(super) first_elements: Vec<Place>,
}

/// What a collection's elements stand for: the collection's own target and steps, if it is a name.
type Origin<'a> = Option<(Target<'a>, Vec<Step<'a>>)>;

/// A name that an expression introduces, and what it stands for, if known.
struct Binding<'a> {
    name: &'a str,
    origin: Origin<'a>,
}

struct Walk<'r, 'a> {
    found: &'r mut References<'a>,
    place: Place,
    owner: Owner,
    scope: Vec<Binding<'a>>,
    in_depends_on: bool,
}

impl<'a> References<'a> {
    pub(super) fn of_block(&mut self, block: &'a Block, place: Place, owner: Owner) {
        // Addresses in these are about the state, not values.
        if matches!(block.ident.as_str(), "terraform" | "moved" | "removed" | "import") {
            return;
        }
        let mut walk = self.walk(place, owner);
        walk.enter_repetition(&block.body);
        for structure in &block.body {
            match structure {
                Structure::Attribute(attribute) => walk.argument(block.ident.as_str(), attribute),
                Structure::Block(nested) => walk.block(nested),
            }
        }
    }

    pub(super) fn of_expression(&mut self, expr: &'a Expression, place: Place, owner: Owner) {
        self.walk(place, owner).expression(expr);
    }

    fn walk(&mut self, place: Place, owner: Owner) -> Walk<'_, 'a> {
        Walk { found: self, place, owner, scope: Vec::new(), in_depends_on: false }
    }
}

impl<'a> Walk<'_, 'a> {
    /// Brings `each` or `count` into scope.
    fn enter_repetition(&mut self, body: &'a Body) {
        if let Some(for_each) = body.get_attribute("for_each") {
            let origin = self.element_of(&for_each.value);
            self.scope.push(Binding { name: "each", origin });
        }
        if body.has_attribute("count") {
            self.scope.push(Binding { name: "count", origin: None });
        }
    }

    /// An argument of a top-level block, some of which hold names that are no references.
    fn argument(&mut self, block: &str, attribute: &'a Attribute) {
        match (block, attribute.key.as_str()) {
            ("variable", "type") | ("resource" | "data", "provider") | ("module", "providers") => {}
            (_, "depends_on") => {
                self.in_depends_on = true;
                self.expression(&attribute.value);
                self.in_depends_on = false;
            }
            _ => self.expression(&attribute.value),
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block.ident.as_str() {
            "dynamic" => self.dynamic(block),
            "lifecycle" => self.lifecycle(&block.body),
            "provisioner" | "connection" => self.with_name("self", |walk| walk.body(&block.body)),
            _ => self.body(&block.body),
        }
    }

    fn body(&mut self, body: &'a Body) {
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => self.expression(&attribute.value),
                Structure::Block(nested) => self.block(nested),
            }
        }
    }

    fn dynamic(&mut self, block: &'a Block) {
        let body = &block.body;
        let label = block.labels.first().map_or("", |label| label.as_str());
        let iterator = body.get_attribute("iterator").and_then(|it| it.value.as_variable());
        if let Some(for_each) = body.get_attribute("for_each") {
            self.expression(&for_each.value);
        }
        self.with_name(iterator.map_or(label, Ident::as_str), |walk| {
            body.get_attribute("labels").into_iter().for_each(|it| walk.expression(&it.value));
            body.get_blocks("content").for_each(|content| walk.body(&content.body));
        });
    }

    fn lifecycle(&mut self, body: &'a Body) {
        for structure in body {
            match structure {
                Structure::Attribute(attribute) if attribute.has_key("ignore_changes") => {}
                Structure::Attribute(attribute) => self.expression(&attribute.value),
                Structure::Block(condition) if condition.has_ident("postcondition") => {
                    self.with_name("self", |walk| walk.body(&condition.body));
                }
                Structure::Block(condition) => self.body(&condition.body),
            }
        }
    }

    fn with_name(&mut self, name: &'a str, inner: impl FnOnce(&mut Self)) {
        self.scope.push(Binding { name, origin: None });
        inner(self);
        self.scope.pop();
    }

    fn expression(&mut self, expr: &'a Expression) {
        match expr {
            Expression::Null(_)
            | Expression::Bool(_)
            | Expression::Number(_)
            | Expression::String(_) => {}
            Expression::Array(items) => items.iter().for_each(|item| self.expression(item)),
            Expression::Object(object) => {
                for (key, value) in object {
                    self.key(key);
                    self.expression(value.expr());
                }
            }
            Expression::StringTemplate(template) => self.elements(template.iter()),
            Expression::HeredocTemplate(heredoc) => self.elements(heredoc.template.iter()),
            Expression::Parenthesis(inner) => self.expression(inner.inner()),
            Expression::Variable(name) => self.name(name, self.place.of(name), &[]),
            Expression::Conditional(conditional) => {
                self.expression(&conditional.cond_expr);
                self.expression(&conditional.true_expr);
                self.expression(&conditional.false_expr);
            }
            Expression::FuncCall(call) => call.args.iter().for_each(|arg| self.expression(arg)),
            Expression::Traversal(traversal) => self.traversal(traversal),
            Expression::UnaryOp(operation) => self.expression(&operation.expr),
            Expression::BinaryOp(operation) => {
                self.expression(&operation.lhs_expr);
                self.expression(&operation.rhs_expr);
            }
            Expression::ForExpr(for_expr) => self.for_expression(for_expr),
        }
    }

    /// A bare word is a key's text; anything longer is computed.
    fn key(&mut self, key: &'a ObjectKey) {
        match key {
            ObjectKey::Ident(_) | ObjectKey::Expression(Expression::Variable(_)) => {}
            ObjectKey::Expression(expr) => self.expression(expr),
        }
    }

    fn for_expression(&mut self, for_expr: &'a ForExpr) {
        let intro = &for_expr.intro;
        self.expression(&intro.collection_expr);
        self.each_element(
            intro.key_var.as_deref(),
            &intro.value_var,
            &intro.collection_expr,
            |walk| {
                for_expr.key_expr.iter().for_each(|key| walk.expression(key));
                walk.expression(&for_expr.value_expr);
                for_expr.cond.iter().for_each(|cond| walk.expression(&cond.expr));
            },
        );
    }

    /// Walks what is evaluated for each element of a collection.
    fn each_element(
        &mut self,
        key: Option<&'a Ident>,
        value: &'a Ident,
        collection: &'a Expression,
        inner: impl FnOnce(&mut Self),
    ) {
        let outside = self.scope.len();
        let origin = self.element_of(collection);
        self.scope.extend(key.map(|key| Binding { name: key.as_str(), origin: None }));
        self.scope.push(Binding { name: value.as_str(), origin });
        inner(self);
        self.scope.truncate(outside);
    }

    fn elements(&mut self, elements: impl Iterator<Item = &'a Element>) {
        for element in elements {
            match element {
                Element::Literal(_) => {}
                Element::Interpolation(interpolation) => self.expression(&interpolation.expr),
                Element::Directive(directive) => self.directive(directive),
            }
        }
    }

    fn directive(&mut self, directive: &'a Directive) {
        match directive {
            Directive::If(condition) => {
                self.expression(&condition.if_expr.cond_expr);
                self.elements(condition.if_expr.template.iter());
                condition.else_expr.iter().for_each(|it| self.elements(it.template.iter()));
            }
            Directive::For(repeat) => {
                let repeat = &repeat.for_expr;
                self.expression(&repeat.collection_expr);
                let (key, value) = (repeat.key_var.as_deref(), &repeat.value_var);
                self.each_element(key, value, &repeat.collection_expr, |walk| {
                    walk.elements(repeat.template.iter());
                });
            }
        }
    }

    fn traversal(&mut self, traversal: &'a Traversal) {
        for operator in &traversal.operators {
            self.index(operator.value(), self.place.of(operator));
        }
        match &traversal.expr {
            Expression::Variable(name) => {
                self.name(name, self.place.of(name), &steps(traversal));
            }
            other => self.expression(other),
        }
    }

    fn index(&mut self, operator: &'a TraversalOperator, place: Place) {
        match operator {
            TraversalOperator::Index(Expression::Number(number)) if number.as_u64() == Some(0) => {
                self.found.first_elements.push(place);
            }
            TraversalOperator::LegacyIndex(number) if **number == 0 => {
                self.found.first_elements.push(place);
            }
            TraversalOperator::Index(index) => self.expression(index),
            _ => {}
        }
    }

    fn name(&mut self, name: &'a Ident, place: Place, steps: &[Step<'a>]) {
        match self.resolve(name.as_str(), steps) {
            Meaning::Reference(target, steps) => self.found.all.push(Reference {
                place,
                owner: self.owner,
                target,
                steps,
                in_depends_on: self.in_depends_on,
            }),
            Meaning::Value => {}
            Meaning::Nothing => self.found.strays.push(Stray {
                place,
                name: name.as_str(),
                attribute: match steps.first() {
                    Some(Step::Attribute(attribute)) => Some(attribute),
                    _ => None,
                },
            }),
        }
    }

    /// What the elements of a collection stand for.
    fn element_of(&self, collection: &'a Expression) -> Origin<'a> {
        let (name, steps) = match collection {
            Expression::Variable(name) => (name.as_str(), Vec::new()),
            Expression::Traversal(traversal) => {
                (traversal.expr.as_variable()?.as_str(), steps(traversal))
            }
            _ => return None,
        };
        let Meaning::Reference(target, mut steps) = self.resolve(name, &steps) else { return None };
        steps.push(Step::Element);
        Some((target, steps))
    }

    fn resolve(&self, name: &'a str, steps: &[Step<'a>]) -> Meaning<'a> {
        use Step::Attribute;
        if let Some(binding) = self.scope.iter().rev().find(|binding| binding.name == name) {
            return binding.resolve(steps);
        }
        let resource = |mode, type_name, name, rest: &[Step<'a>]| {
            let address = Address { mode, type_name, name };
            Meaning::Reference(Target::Resource(address), rest.to_vec())
        };
        match (name, steps) {
            ("var", [Attribute(name), rest @ ..]) => {
                Meaning::Reference(Target::Variable(name), rest.to_vec())
            }
            ("local", [Attribute(name), rest @ ..]) => {
                Meaning::Reference(Target::Local(name), rest.to_vec())
            }
            ("module", [Attribute(name), rest @ ..]) => {
                Meaning::Reference(Target::Module(name), rest.to_vec())
            }
            ("data", [Attribute(type_name), Attribute(name), rest @ ..]) => {
                resource(Mode::Data, type_name, name, rest)
            }
            ("path", [Attribute("module" | "root" | "cwd")])
            | ("terraform", [Attribute("workspace")]) => Meaning::Value,
            (
                "var" | "local" | "module" | "data" | "path" | "terraform" | "each" | "count"
                | "self",
                _,
            ) => Meaning::Nothing,
            ("resource", [Attribute(type_name), Attribute(name), rest @ ..]) => {
                resource(Mode::Managed, type_name, name, rest)
            }
            (type_name, [Attribute(name), rest @ ..]) => {
                resource(Mode::Managed, type_name, name, rest)
            }
            _ => Meaning::Nothing,
        }
    }
}

enum Meaning<'a> {
    Reference(Target<'a>, Vec<Step<'a>>),
    /// In scope, but nothing is known about it.
    Value,
    Nothing,
}

impl<'a> Binding<'a> {
    fn resolve(&self, steps: &[Step<'a>]) -> Meaning<'a> {
        let rest = match (self.name, steps) {
            ("each", [Step::Attribute("value"), rest @ ..]) => rest,
            ("each", [Step::Attribute("key"), ..]) | ("count", [Step::Attribute("index"), ..]) => {
                return Meaning::Value;
            }
            ("each" | "count", _) => return Meaning::Nothing,
            _ => steps,
        };
        match &self.origin {
            Some((target, steps)) => Meaning::Reference(*target, [&steps[..], rest].concat()),
            None => Meaning::Value,
        }
    }
}

fn steps(traversal: &Traversal) -> Vec<Step<'_>> {
    traversal
        .operators
        .iter()
        .map(|operator| match operator.value() {
            TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => Step::Element,
            TraversalOperator::GetAttr(name) => Step::Attribute(name.as_str()),
            TraversalOperator::Index(Expression::String(key)) => Step::Key(key.as_str()),
            TraversalOperator::Index(_) | TraversalOperator::LegacyIndex(_) => Step::Index,
        })
        .collect()
}
