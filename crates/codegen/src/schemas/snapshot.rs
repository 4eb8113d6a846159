//! The text in which a provider's schemas are kept: small, diffable, and searchable as it stands.
//!
//! ```text
//! # databricks/databricks 1.126.0
//!
//! [part 5f0c2a91d3b7e846]
//!  comment o string
//!  lifetime_seconds o number
//!
//! [resource databricks_mws_workspaces deprecated]
//!  account_id rs string
//!  endpoints c list(object)
//!   url c string
//!  token block list 0..1 =5f0c2a91d3b7e846
//! ```
//!
//! Entries are sorted by the first two words of their heads; nothing else holds a `[`. A line of an
//! entry is an attribute (name, flags, type) or a block (name, `block`, nesting, limits, perhaps `deprecated`); what
//! is inside an object or a block stands below it, one space deeper, or in the part named after its
//! `=`: a body that occurs more than once, named by its hash, so a new version of a provider changes
//! the lines it is about and no others.
//!
//! Flags: `r`equired, `o`ptional, `c`omputed, `d`eprecated, `s`ensitive; `-` for none.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Lines;

use super::{Attribute, Block, Kind, Name, NestedBlock, Nesting, Type};

/// Invariant: written by `tools/schemas`, so sorted, ASCII, and its parts are all there. The tests read
/// every entry.
pub(super) struct Snapshot(pub(super) &'static str);

const WRITTEN_BY_US: &str = "tools/schemas wrote it, and the tests read every entry";

impl Snapshot {
    pub(super) fn source(&self) -> &'static str {
        self.header().0
    }

    pub(super) fn version(&self) -> &'static str {
        self.header().1
    }

    fn header(&self) -> (&'static str, &'static str) {
        let line = self.0.lines().next().and_then(|line| line.strip_prefix("# "));
        line.and_then(|line| line.split_once(' ')).expect(WRITTEN_BY_US)
    }

    pub(super) fn block(&self, kind: Kind, name: &str) -> Option<Block> {
        let mut lines = self.entry(word(kind), name)?.lines().peekable();
        let deprecated = lines.next().is_some_and(|line| line.ends_with(" deprecated]"));
        Some(Block { deprecated, ..self.body(&mut lines, 1) })
    }

    pub(super) fn names(&self, kind: Kind) -> impl Iterator<Item = &'static str> {
        self.keys()
            .filter_map(move |(word_of_key, name)| (word_of_key == word(kind)).then_some(name))
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.0.split('[').skip(1).map(key)
    }

    /// Binary search in the text itself: no index to build, nothing to read but what is asked for.
    fn entry(&self, kind: &str, name: &str) -> Option<&'static str> {
        let text = self.0;
        // An entry that starts before `low` is too small, one that starts at `high` or after too great.
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let Some(start) = text[low..=middle].rfind('[').map(|at| low + at) else {
                low = middle + 1;
                continue;
            };
            let rest = &text[start + 1..];
            match key(rest).cmp(&(kind, name)) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = start,
                Ordering::Equal => return Some(rest.split('[').next().unwrap_or(rest)),
            }
        }
        None
    }

    fn body(&self, lines: &mut Peekable<Lines<'static>>, depth: usize) -> Block {
        let mut block = Block::default();
        while let Some(line) = lines.next_if(|line| indent(line) == depth) {
            let (name, rest) = line.trim_start().split_once(' ').expect(WRITTEN_BY_US);
            if let Some(rest) = rest.strip_prefix("block ") {
                block.blocks.insert(name.into(), self.nested_block(rest, lines, depth));
            } else {
                block.attributes.insert(name.into(), self.attribute(rest, lines, depth));
            }
        }
        block
    }

    fn nested_block(
        &self,
        line: &str,
        lines: &mut Peekable<Lines<'static>>,
        depth: usize,
    ) -> NestedBlock {
        let mut words = line.split(' ');
        let nesting = words.next().and_then(nesting).expect(WRITTEN_BY_US);
        let (min, max) =
            words.next().and_then(|limits| limits.split_once("..")).expect(WRITTEN_BY_US);
        let deprecated = words.next() == Some("deprecated");
        NestedBlock {
            nesting,
            min_items: min.parse().expect(WRITTEN_BY_US),
            max_items: if max.is_empty() { 0 } else { max.parse().expect(WRITTEN_BY_US) },
            block: Block { deprecated, ..self.inside(line, lines, depth) },
        }
    }

    fn attribute(
        &self,
        line: &str,
        lines: &mut Peekable<Lines<'static>>,
        depth: usize,
    ) -> Attribute {
        let mut words = line.split(' ');
        let (flags, ty) = words.next().zip(words.next()).expect(WRITTEN_BY_US);
        let object = if ty.contains("object") {
            self.inside(line, lines, depth).attributes
        } else {
            BTreeMap::new()
        };
        Attribute {
            ty: read_type(ty, object),
            required: flags.contains('r'),
            optional: flags.contains('o'),
            computed: flags.contains('c'),
            deprecated: flags.contains('d'),
            sensitive: flags.contains('s'),
        }
    }

    /// What an object or a block holds: below its line, or in the part the line names.
    fn inside(&self, line: &str, lines: &mut Peekable<Lines<'static>>, depth: usize) -> Block {
        let Some((_, part)) = line.split_once('=') else { return self.body(lines, depth + 1) };
        let part = self.entry("part", part).expect(WRITTEN_BY_US);
        let mut lines = part.lines().peekable();
        lines.next();
        self.body(&mut lines, 1)
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Resource => "resource",
        Kind::DataSource => "data",
        Kind::Provider => "provider",
    }
}

/// The first two words of an entry's head.
fn key(entry: &str) -> (&str, &str) {
    let (head, _) = entry.split_once(']').expect(WRITTEN_BY_US);
    let (kind, name) = head.split_once(' ').expect(WRITTEN_BY_US);
    (kind, name.split(' ').next().unwrap_or(name))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn nesting(word: &str) -> Option<Nesting> {
    match word {
        "single" => Some(Nesting::Single),
        "group" => Some(Nesting::Group),
        "list" => Some(Nesting::List),
        "set" => Some(Nesting::Set),
        "map" => Some(Nesting::Map),
        _ => None,
    }
}

/// `ty` mentions at most one object, whose attributes are given.
fn read_type(ty: &str, object: BTreeMap<Name, Attribute>) -> Type {
    let Some((constructor, inner)) = ty.split_once('(') else {
        return match ty {
            "string" => Type::String,
            "number" => Type::Number,
            "bool" => Type::Bool,
            "dynamic" => Type::Dynamic,
            "object" => Type::Object(object),
            _ => unreachable!("{WRITTEN_BY_US}: {ty}"),
        };
    };
    let inner = inner.strip_suffix(')').expect(WRITTEN_BY_US);
    match constructor {
        "list" => Type::List(Box::new(read_type(inner, object))),
        "set" => Type::Set(Box::new(read_type(inner, object))),
        "map" => Type::Map(Box::new(read_type(inner, object))),
        _ => unreachable!("{WRITTEN_BY_US}: {ty}"),
    }
}
