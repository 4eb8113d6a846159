//! Parses every distinct text once, on all cores when there are many.

use std::collections::{BTreeMap, BTreeSet};

use codegen::in_shares;
use hcl_edit::parser::parse_body;
use hcl_edit::structure::Body;

/// Below this many texts a thread costs more than it saves.
const TEXTS_PER_THREAD: usize = 16;

/// The body of each text, or what is wrong with it.
pub(crate) type Bodies<'a> = BTreeMap<&'a str, Result<Body, String>>;

pub(crate) fn parse<'a>(texts: impl Iterator<Item = &'a str>) -> Bodies<'a> {
    let distinct: Vec<&str> = texts.collect::<BTreeSet<_>>().into_iter().collect();
    let parse_share = |share: &[&str]| share.iter().map(|text| body(text)).collect();
    let bodies = in_shares(&distinct, TEXTS_PER_THREAD, parse_share);
    distinct.into_iter().zip(bodies).collect()
}

fn body(text: &str) -> Result<Body, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    parse_body(text).map_err(|error| {
        let message = error.message().replace('\n', ", ");
        format!("line {}: {message}", error.location().line())
    })
}
