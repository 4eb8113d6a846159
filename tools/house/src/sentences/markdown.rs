//! Paragraphs and list items of a page; headings, tables, code and sources hold no sentences. A rule's title is its name.

use super::sentence::{Kind, Sentence};
use super::split::split;

pub(super) fn sentences(path: &str, text: &str, kind: Kind) -> Vec<Sentence> {
    let at = |line, kind, text| Sentence { file: path.to_owned(), line, kind, text };
    let texts = paragraphs(text).into_iter().filter(|(_, text)| !text.starts_with("Source: "));
    let all = texts.flat_map(|(line, text)| split(&text).into_iter().map(move |text| (line, text)));
    let mut found: Vec<Sentence> = all.map(|(line, text)| at(line, kind, text)).collect();
    if kind == Kind::RulePage {
        if let Some(first) = found.first_mut() {
            first.kind = Kind::RuleSummary;
        }
        let title = text.lines().next().and_then(|line| line.strip_prefix("# "));
        found.extend(title.map(|name| at(1, Kind::RuleName, name.to_owned())));
    }
    found
}

/// With the line, from 1, where each begins.
fn paragraphs(text: &str) -> Vec<(usize, String)> {
    let mut paragraphs: Vec<(usize, String)> = Vec::new();
    let mut is_open = false;
    let mut is_code = false;
    for (index, line) in text.lines().enumerate() {
        let bare = line.trim();
        if bare.starts_with("```") {
            is_code = !is_code;
            is_open = false;
            continue;
        }
        // A tag of Tera on a line of its own parts paragraphs.
        let is_apart =
            bare.is_empty() || bare.starts_with(['#', '|', '<']) || bare.starts_with("{%");
        if is_code || is_apart {
            is_open = false;
            continue;
        }
        let item = bare.strip_prefix("- ").or_else(|| numbered(bare));
        match paragraphs.last_mut() {
            Some((_, paragraph)) if is_open && item.is_none() => {
                paragraph.push(' ');
                paragraph.push_str(bare);
            }
            _ => paragraphs.push((index + 1, item.unwrap_or(bare).to_owned())),
        }
        is_open = true;
    }
    paragraphs
}

/// `1. text`
fn numbered(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == line.len() { None } else { rest.strip_prefix(". ") }
}
