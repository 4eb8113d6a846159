//! Parses every distinct text once, on all cores when there are many: stacks share most of theirs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use blueprint::in_shares;
use hcl_edit::parser::{Error, parse_body};
use hcl_edit::structure::Body;

/// Below this many texts a thread costs more than it saves.
const TEXTS_PER_THREAD: usize = 64;

pub(super) type Parsed<'a> = BTreeMap<&'a str, Result<Body, Error>>;

pub(super) fn parse<'a>(texts: impl Iterator<Item = &'a str>) -> Parsed<'a> {
    let distinct: Vec<&str> = texts.collect::<BTreeSet<_>>().into_iter().collect();
    let parse_share = |share: &[&str]| share.iter().map(|text| parse_body(text)).collect();
    let bodies = in_shares(&distinct, TEXTS_PER_THREAD, parse_share);
    distinct.into_iter().zip(bodies).collect()
}

/// One-based line of an offset in bytes.
pub(super) fn line(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    before.split(|&byte| byte == b'\n').count()
}

/// Where a node starts; every node that comes from the parser knows.
pub(super) fn start(node: &impl hcl_edit::Span) -> usize {
    node.span().map_or(0, |Range { start, .. }| start)
}
