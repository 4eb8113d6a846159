//! Text literals and doc comments that a user reads.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprLit, Item, ItemStruct, Lit, LitStr, Meta, Token};

use super::sentence::{Kind, Sentence};
use super::split::split;
use crate::test_items::{are_test, is_test};

/// # Errors
/// A file that is not Rust.
pub(super) fn sentences(path: &str, text: &str) -> anyhow::Result<Vec<Sentence>> {
    let file = syn::parse_file(text).map_err(|error| anyhow::anyhow!("`{path}`: {error}"))?;
    let mut reader = Reader { path, found: Vec::new() };
    reader.visit_file(&file);
    Ok(reader.found)
}

struct Reader<'a> {
    path: &'a str,
    found: Vec<Sentence>,
}

/// Functions and methods whose texts users read, however short.
const SPOKEN: [&str; 8] =
    ["error", "warning", "malformed", "new", "at", "help", "context", "with_context"];
/// Methods and macros whose texts only we read.
const UNSPOKEN: [&str; 10] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "expect",
    "expect_err",
    "panic",
    "todo",
    "unreachable",
    "include_str",
];
/// Derives whose doc comments a user reads.
const SHOWN: [&str; 5] = ["Args", "JsonSchema", "Parser", "Subcommand", "ValueEnum"];

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_test(item) {
            return;
        }
        match item {
            Item::Struct(it) => self.keys(it),
            Item::Enum(it) if is_shown(&it.attrs) => {
                self.doc(&it.attrs);
                for variant in &it.variants {
                    self.doc(&variant.attrs);
                    variant.fields.iter().for_each(|field| self.doc(&field.attrs));
                }
            }
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        if !are_test(&method.attrs) {
            visit::visit_impl_item_fn(self, method);
        }
    }

    // Literals in attributes are names and paths.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let name = call.method.to_string();
        if UNSPOKEN.contains(&name.as_str()) {
            self.visit_expr(&call.receiver);
            return;
        }
        if SPOKEN.contains(&name.as_str()) {
            call.args.iter().for_each(|argument| self.spoken(argument));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let Expr::Path(function) = &*call.func
            && let Some(last) = function.path.segments.last()
            && SPOKEN.contains(&last.ident.to_string().as_str())
        {
            call.args.iter().for_each(|argument| self.spoken(argument));
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        let name = invocation.path.segments.last().map(|last| last.ident.to_string());
        if name.as_deref() == Some("keys")
            && let Ok(table) = declared_keys.parse2(invocation.tokens.clone())
        {
            self.keys(&table);
        } else if !name.is_some_and(|name| UNSPOKEN.contains(&name.as_str())) {
            self.tokens(invocation.tokens.clone());
        }
    }

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        self.literal(literal.span().start().line, &literal.value());
    }
}

/// The struct that `keys!` declares, behind the path of its table.
fn declared_keys(input: ParseStream) -> syn::Result<ItemStruct> {
    input.parse::<LitStr>()?;
    input.parse::<Token![;]>()?;
    input.parse()
}

impl Reader<'_> {
    fn keys(&mut self, table: &ItemStruct) {
        if is_shown(&table.attrs) {
            self.doc(&table.attrs);
            table.fields.iter().for_each(|field| self.doc(&field.attrs));
        }
    }

    /// A short text where any text is for users.
    fn spoken(&mut self, argument: &Expr) {
        if let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = argument {
            let value = text.value();
            // A name of a rule, or a key, is one word; what has three words is found as all others.
            if value.split_whitespace().count() == 2 {
                self.push(text.span().start().line, Kind::Message, &value);
            }
        }
    }

    fn literal(&mut self, line: usize, value: &str) {
        let words = value.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
        if words.count() >= 3 {
            for paragraph in value.replace("\nhelp: ", "\n\nhelp: ").split("\n\n") {
                self.push(line, Kind::Message, paragraph);
            }
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    let line = literal.span().start().line;
                    if let Ok(text) = syn::parse_str::<LitStr>(&literal.to_string()) {
                        self.literal(line, &text.value());
                    }
                }
                _ => {}
            }
        }
    }

    fn doc(&mut self, attributes: &[Attribute]) {
        let mut text = String::new();
        let mut line = 0;
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
            if let Meta::NameValue(pair) = &attribute.meta
                && let Expr::Lit(ExprLit { lit: Lit::Str(part), .. }) = &pair.value
            {
                if text.is_empty() {
                    line = part.span().start().line;
                }
                text.push_str(&part.value());
                text.push('\n');
            }
        }
        for paragraph in text.split("\n\n") {
            self.push(line, Kind::Help, paragraph);
        }
    }

    fn push(&mut self, line: usize, kind: Kind, text: &str) {
        for text in split(text) {
            self.found.push(Sentence { file: self.path.to_owned(), line, kind, text });
        }
    }
}

fn is_shown(attributes: &[Attribute]) -> bool {
    let derives = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
    derives.into_iter().any(|derive| {
        let Meta::List(list) = &derive.meta else { return false };
        let is_one = |token| {
            matches!(token, TokenTree::Ident(ident) if SHOWN.contains(&ident.to_string().as_str()))
        };
        list.tokens.clone().into_iter().any(is_one)
    })
}
