//! HCL templates: comments of one or several lines, descriptions and messages of validations.

use super::sentence::{Kind, Sentence};
use super::split::split;

pub(super) fn sentences(path: &str, text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut comment = String::new();
    let mut begin = 0;
    for (index, line) in text.lines().chain([""]).enumerate() {
        let bare = line.trim();
        if let Some(rest) = bare.strip_prefix('#') {
            if comment.is_empty() {
                begin = index + 1;
            }
            comment.push(' ');
            comment.push_str(rest);
            continue;
        }
        let whole = std::mem::take(&mut comment);
        found.extend(sentences_at(path, begin, Kind::HclComment, &whole));
        for key in ["description", "error_message"] {
            if let Some(value) = value(bare, key) {
                found.extend(sentences_at(path, index + 1, Kind::Description, value));
            }
        }
    }
    found
}

fn sentences_at(path: &str, line: usize, kind: Kind, text: &str) -> Vec<Sentence> {
    let sentence = |text| Sentence { file: path.to_owned(), line, kind, text };
    split(text).into_iter().map(sentence).collect()
}

/// The text between quotes of `key = "…"`.
fn value<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(key)?.trim_start().strip_prefix('=')?;
    rest.trim().strip_prefix('"')?.strip_suffix('"')
}
