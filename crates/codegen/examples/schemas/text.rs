//! Writes the text that `src/schemas/snapshot.rs` describes and reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use codegen::schemas::{Attribute, Block, Kind, Name, NestedBlock, Nesting, Type};

use super::Entries;

/// Fewer lines than this stand where they are used, even if they occur more than once.
const LINES_OF_A_PART: usize = 3;

pub(super) fn snapshot(source: &str, version: &str, entries: &Entries) -> String {
    let mut shared = Shared::default();
    for block in entries.values() {
        shared.count_inside(Body::of(block));
    }
    let mut written = BTreeMap::new();
    for body in shared.parts() {
        let other = written.insert(("part", body.hash()), shared.write("", body));
        assert!(other.is_none(), "two parts of one hash");
    }
    for ((kind, name), block) in entries {
        let suffix = if block.deprecated { " deprecated" } else { "" };
        let text = shared.write(suffix, Body::of(block));
        written.insert((word(*kind), name.clone()), text);
    }
    let mut out = format!("# {source} {version}\n");
    for ((word, name), text) in written {
        write!(out, "\n[{word} {name}{text}").expect("a string takes all");
    }
    out
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Resource => "resource",
        Kind::DataSource => "data",
        Kind::Provider => "provider",
    }
}

/// What is inside a block or an object.
#[derive(Clone, Copy)]
struct Body<'a> {
    attributes: &'a BTreeMap<Name, Attribute>,
    /// An object has none.
    blocks: Option<&'a BTreeMap<Name, NestedBlock>>,
}

impl<'a> Body<'a> {
    fn of(block: &'a Block) -> Self {
        Self { attributes: &block.attributes, blocks: Some(&block.blocks) }
    }

    /// Its lines, each with what is inside of it.
    fn lines(self) -> impl Iterator<Item = (String, Option<Body<'a>>)> {
        let attributes = self.attributes.iter().map(|(name, attribute)| {
            let (ty, object) = type_text(&attribute.ty);
            let inside = object.map(|attributes| Body { attributes, blocks: None });
            (format!("{name} {} {ty}", flags(attribute)), inside)
        });
        let blocks = self.blocks.into_iter().flatten().map(|(name, nested)| {
            (format!("{name} block {}", block_text(nested)), Some(Body::of(&nested.block)))
        });
        attributes.chain(blocks)
    }

    fn write(self, out: &mut String, depth: usize, part: &impl Fn(Body<'a>) -> Option<String>) {
        for (line, inside) in self.lines() {
            let name = inside.and_then(part);
            let reference = name.as_ref().map(|name| format!(" ={name}")).unwrap_or_default();
            writeln!(out, "{:depth$}{line}{reference}", "").expect("a string takes all");
            if let (None, Some(inside)) = (name, inside) {
                inside.write(out, depth + 1, part);
            }
        }
    }

    /// Everything in it, nothing by reference.
    fn full_text(self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0, &|_| None);
        out
    }

    /// FNV-1a. Of the full text, so that it does not depend on what else is in the snapshot.
    fn hash(self) -> String {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        format!("{:016x}", self.full_text().bytes().fold(0xcbf2_9ce4_8422_2325, step))
    }
}

/// How often each body occurs, by its full text; inside a body that occurs twice, once.
#[derive(Default)]
struct Shared<'a>(BTreeMap<String, (usize, Body<'a>)>);

impl<'a> Shared<'a> {
    fn count_inside(&mut self, body: Body<'a>) {
        for (_, inside) in body.lines() {
            let Some(inside) = inside else { continue };
            let (count, _) = self.0.entry(inside.full_text()).or_insert((0, inside));
            *count += 1;
            if *count == 1 {
                self.count_inside(inside);
            }
        }
    }

    fn parts(&self) -> impl Iterator<Item = Body<'a>> {
        self.0.values().filter(|(count, body)| is_part(*count, *body)).map(|(_, body)| *body)
    }

    fn write(&self, suffix: &str, body: Body<'a>) -> String {
        let mut out = format!("{suffix}]\n");
        body.write(&mut out, 1, &|inside| {
            let (count, _) = self.0[&inside.full_text()];
            is_part(count, inside).then(|| inside.hash())
        });
        out
    }
}

fn is_part(count: usize, body: Body<'_>) -> bool {
    count > 1 && body.full_text().lines().count() >= LINES_OF_A_PART
}

fn flags(attribute: &Attribute) -> String {
    let Attribute { ty: _, required, optional, computed, deprecated, sensitive } = attribute;
    let flags = [
        (*required, 'r'),
        (*optional, 'o'),
        (*computed, 'c'),
        (*deprecated, 'd'),
        (*sensitive, 's'),
    ];
    let set: String = flags.iter().filter(|(set, _)| *set).map(|(_, flag)| flag).collect();
    if set.is_empty() { "-".to_owned() } else { set }
}

fn block_text(nested: &NestedBlock) -> String {
    let NestedBlock { nesting, min_items, max_items, block } = nested;
    let nesting = match nesting {
        Nesting::Single => "single",
        Nesting::Group => "group",
        Nesting::List => "list",
        Nesting::Set => "set",
        Nesting::Map => "map",
    };
    let max = if *max_items == 0 { String::new() } else { max_items.to_string() };
    let deprecated = if block.deprecated { " deprecated" } else { "" };
    format!("{nesting} {min_items}..{max}{deprecated}")
}

fn type_text(ty: &Type) -> (String, Option<&BTreeMap<Name, Attribute>>) {
    let of = |constructor: &str, inner| {
        let (inner, object) = type_text(inner);
        (format!("{constructor}({inner})"), object)
    };
    match ty {
        Type::String => ("string".to_owned(), None),
        Type::Number => ("number".to_owned(), None),
        Type::Bool => ("bool".to_owned(), None),
        Type::Dynamic => ("dynamic".to_owned(), None),
        Type::List(inner) => of("list", inner),
        Type::Set(inner) => of("set", inner),
        Type::Map(inner) => of("map", inner),
        Type::Tuple(_) => panic!("no schema has had a tuple yet: give it a text"),
        Type::Object(attributes) => ("object".to_owned(), Some(attributes)),
    }
}
