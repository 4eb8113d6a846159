//! What the items of one module name: imports, and paths wherever one can stand.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, Meta, UseTree, Visibility};

use crate::test_items::{are_test, is_test};

/// Its segments.
pub(super) type Path = Vec<String>;

#[derive(Default)]
pub(super) struct Named {
    pub(super) imports: Vec<Import>,
    /// Of `use a::b::*`: `a::b`.
    pub(super) globs: Vec<Path>,
    pub(super) paths: Vec<Path>,
}

pub(super) struct Import {
    pub(super) name: String,
    pub(super) path: Path,
    pub(super) reach: Reach,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Seen by the module and what is inside it only.
    Within,
    Outside,
}

pub(super) fn of(items: &[Item]) -> Named {
    let mut named = Named::default();
    for item in items {
        named.visit_item(item);
    }
    named
}

impl<'ast> Visit<'ast> for Named {
    fn visit_item(&mut self, item: &'ast Item) {
        // Child modules are read by themselves.
        if !is_test(item) && !matches!(item, Item::Mod(_)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes = match item {
            ImplItem::Fn(method) => &method.attrs[..],
            ImplItem::Const(constant) => &constant.attrs,
            _ => &[],
        };
        if !are_test(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if item.leading_colon.is_none() {
            self.import(&item.tree, &mut Vec::new(), reach(&item.vis));
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            self.paths.push(path.segments.iter().map(|s| s.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        self.tokens(invocation.tokens.clone(), Strings::AreText);
        visit::visit_macro(self, invocation);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone(), Strings::MayBePaths);
        }
        visit::visit_attribute(self, attribute);
    }
}

#[derive(Clone, Copy)]
enum Strings {
    AreText,
    /// As in `#[serde(with = "crate::a")]`.
    MayBePaths,
}

impl Named {
    fn import(&mut self, tree: &UseTree, prefix: &mut Path, reach: Reach) {
        match tree {
            UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.import(&path.tree, prefix, reach);
                prefix.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, prefix, reach);
                }
            }
            UseTree::Glob(_) => self.globs.push(prefix.clone()),
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.import_name(&name, name.clone(), prefix, reach);
            }
            UseTree::Rename(rename) => {
                let alias = rename.rename.to_string();
                self.import_name(&rename.ident.to_string(), alias, prefix, reach);
            }
        }
    }

    fn import_name(&mut self, segment: &str, alias: String, prefix: &Path, reach: Reach) {
        let mut path = prefix.clone();
        let mut name = alias;
        if segment != "self" {
            path.push(segment.to_owned());
        } else if name == "self" {
            name = path.last().cloned().unwrap_or_default();
        }
        self.paths.push(path.clone());
        self.imports.push(Import { name, path, reach });
    }

    /// Idents joined by `::`, wherever they stand.
    fn tokens(&mut self, tokens: TokenStream, strings: Strings) {
        let mut path = Path::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.end_path(&mut path);
                    }
                    path.push(ident.to_string());
                    colons = 0;
                    continue;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                TokenTree::Group(group) => self.tokens(group.stream(), strings),
                TokenTree::Literal(literal) if matches!(strings, Strings::MayBePaths) => {
                    if let Ok(syn::Lit::Str(text)) = syn::parse_str(&literal.to_string())
                        && let Ok(path) = text.parse::<syn::Path>()
                    {
                        self.visit_path(&path.clone());
                    }
                }
                _ => {}
            }
            colons = 0;
            self.end_path(&mut path);
        }
        self.end_path(&mut path);
    }

    fn end_path(&mut self, path: &mut Path) {
        if !path.is_empty() {
            self.paths.push(std::mem::take(path));
        }
    }
}

/// The name that an item gives to its module, and how far it is seen; an import and a child module are no items here.
pub(super) fn defined(item: &Item) -> Option<(String, Reach)> {
    let (ident, reach) = match item {
        Item::Const(item) => (&item.ident, reach(&item.vis)),
        Item::Enum(item) => (&item.ident, reach(&item.vis)),
        Item::Fn(item) => (&item.sig.ident, reach(&item.vis)),
        Item::Macro(item) => (item.ident.as_ref()?, Reach::Within),
        Item::Static(item) => (&item.ident, reach(&item.vis)),
        Item::Struct(item) => (&item.ident, reach(&item.vis)),
        Item::Trait(item) => (&item.ident, reach(&item.vis)),
        Item::Type(item) => (&item.ident, reach(&item.vis)),
        Item::Union(item) => (&item.ident, reach(&item.vis)),
        _ => return None,
    };
    Some((ident.to_string(), reach))
}

pub(super) fn reach(visibility: &Visibility) -> Reach {
    match visibility {
        Visibility::Inherited => Reach::Within,
        _ => Reach::Outside,
    }
}
