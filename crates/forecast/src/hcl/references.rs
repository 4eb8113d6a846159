//! The names to which expressions refer, as Terraform orders its work by them.

use std::collections::BTreeSet;

use hcl_edit::Ident;
use hcl_edit::expr::{Expression, Traversal, TraversalOperator};
use hcl_edit::structure::Body;
use hcl_edit::visit::{Visit, visit_traversal};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reference {
    Variable(String),
    Local(String),
    /// A module, and the output that is taken from it: none if it is all of it.
    Module(String, Option<String>),
    /// A type and a name. The names that expressions introduce themselves may be among them; no resource
    /// is called like these.
    Managed(String, String),
    Data(String, String),
}

#[derive(Default)]
struct Found(BTreeSet<Reference>);

pub(crate) fn references(body: &Body) -> BTreeSet<Reference> {
    let mut found = Found::default();
    found.visit_body(body);
    found.0
}

pub(crate) fn references_of(expr: &Expression) -> BTreeSet<Reference> {
    let mut found = Found::default();
    found.visit_expr(expr);
    found.0
}

impl Visit for Found {
    fn visit_traversal(&mut self, traversal: &Traversal) {
        self.0.extend(reference(traversal));
        visit_traversal(self, traversal);
    }
}

fn reference(traversal: &Traversal) -> Option<Reference> {
    let root = traversal.expr.as_variable().map(Ident::as_str)?;
    let mut names = traversal.operators.iter().map_while(|operator| match operator.value() {
        TraversalOperator::GetAttr(name) => Some(name.as_str().to_owned()),
        _ => None,
    });
    let name = names.next()?;
    Some(match root {
        "var" => Reference::Variable(name),
        "local" => Reference::Local(name),
        "module" => Reference::Module(name, output(traversal)),
        "data" => Reference::Data(name, names.next()?),
        "each" | "count" | "self" | "path" | "terraform" => return None,
        type_name => Reference::Managed(type_name.to_owned(), name),
    })
}

/// Of `module.name.output` or `module.name["key"].output`.
fn output(traversal: &Traversal) -> Option<String> {
    let names = traversal.operators.iter().skip(1).filter_map(|operator| match operator.value() {
        TraversalOperator::GetAttr(name) => Some(name.as_str().to_owned()),
        _ => None,
    });
    names.take(1).next()
}
