//! Texts that templates compare with. Every text of every workspace is looked up in them.

use std::collections::BTreeSet;

pub(super) struct Literals {
    texts: BTreeSet<String>,
    /// Whether one of them has this mark. Most that are looked up have another.
    marks: [bool; 256],
}

impl Literals {
    pub(super) fn new(texts: BTreeSet<String>) -> Self {
        let mut marks = [false; 256];
        for text in &texts {
            marks[mark(text)] = true;
        }
        Self { texts, marks }
    }

    pub(super) fn contains(&self, text: &str) -> bool {
        self.marks[mark(text)] && self.texts.contains(text)
    }
}

fn mark(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (first, last) = (bytes.first().copied(), bytes.last().copied());
    let mixed = usize::from(first.unwrap_or(0)) + 7 * usize::from(last.unwrap_or(0));
    (mixed + 31 * bytes.len()) % 256
}
