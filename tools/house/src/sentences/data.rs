//! Tables in TOML: values of at least three words.

use super::sentence::{Kind, Sentence};
use super::split::split;

pub(super) fn sentences(path: &str, text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with('#') {
            continue;
        }
        // Odd pieces stand between quotes.
        for value in line.split('"').skip(1).step_by(2) {
            if value.split_whitespace().count() >= 3 {
                let sentence = |text| Sentence {
                    file: path.to_owned(),
                    line: index + 1,
                    kind: Kind::Data,
                    text,
                };
                found.extend(split(value).into_iter().map(sentence));
            }
        }
    }
    found
}
