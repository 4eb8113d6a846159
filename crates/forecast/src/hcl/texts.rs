//! What expressions do with texts.

use std::collections::{BTreeMap, BTreeSet};

use hcl_edit::expr::{Expression, FuncCall};
use hcl_edit::structure::{Block, Body};
use hcl_edit::visit::{Visit, visit_block, visit_expr, visit_func_call};

use super::parse::Bodies;

/// Functions that put texts together, encode or hash them, or do not look at them.
const UNIFORM: [&str; 22] = [
    "alltrue",
    "anytrue",
    "can",
    "coalesce",
    "compact",
    "concat",
    "contains",
    "distinct",
    "element",
    "flatten",
    "join",
    "jsonencode",
    "keys",
    "length",
    "lookup",
    "merge",
    "one",
    "sha256",
    "tolist",
    "toset",
    "try",
    "values",
];

/// Blocks whose expressions decide nothing of a plan, but whether there is one.
const CONDITIONS: [&str; 3] = ["postcondition", "precondition", "validation"];

/// Of all files of both trees.
pub(crate) struct Texts<'a> {
    /// Those that are written in expressions.
    pub(crate) literals: BTreeSet<String>,
    /// Files with a function that looks into a text.
    looking: BTreeMap<&'a str, bool>,
}

#[derive(Default)]
struct Found {
    literals: BTreeSet<String>,
    looks: bool,
}

impl<'a> Texts<'a> {
    pub(crate) fn of(bodies: &Bodies<'a>) -> Self {
        let mut texts = Self { literals: BTreeSet::new(), looking: BTreeMap::new() };
        for (text, body) in bodies {
            let found = body.as_ref().map(Found::of).unwrap_or_default();
            texts.looking.insert(text, found.looks);
            texts.literals.extend(found.literals);
        }
        texts
    }

    pub(crate) fn are_looked_into(&self, file: &str) -> bool {
        self.looking.get(file).copied().unwrap_or(true)
    }
}

impl Found {
    fn of(body: &Body) -> Self {
        let mut found = Self::default();
        found.visit_body(body);
        found
    }
}

impl Visit for Found {
    fn visit_block(&mut self, block: &Block) {
        if !CONDITIONS.contains(&block.ident.as_str()) {
            visit_block(self, block);
        }
    }

    fn visit_expr(&mut self, expr: &Expression) {
        if let Expression::String(text) = expr {
            self.literals.insert(text.as_str().to_owned());
        }
        visit_expr(self, expr);
    }

    fn visit_func_call(&mut self, call: &FuncCall) {
        let name = call.name.name.as_str();
        // A part of a digest is another digest.
        let is_digest = name == "substr"
            && matches!(call.args.get(0), Some(Expression::FuncCall(of)) if of.name.name.as_str() == "sha256");
        self.looks |= !is_digest && !UNIFORM.contains(&name) && !is_type(name);
        visit_func_call(self, call);
    }
}

/// `list(string)` is written like a function.
fn is_type(name: &str) -> bool {
    matches!(name, "list" | "map" | "object" | "optional" | "set" | "tuple")
}
