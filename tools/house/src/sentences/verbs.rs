//! Whether a sentence has a verb, as far as a list of words can tell.
//!
//! # Limits
//!
//! A word counts as a verb if it is a form of one in `words/verbs.txt`, whatever it is in its sentence: "the name of the
//! plan" passes, because one can name and plan. A participle counts, because it may stand with "is" that was left out.
//! So a sentence that is refused has no verb, or one that the list lacks; one that passes may still have none.

use std::collections::HashSet;
use std::sync::LazyLock;

/// One a line: the base form, then forms that no rule makes.
const LIST: &str = include_str!("../../words/verbs.txt");

static FORMS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    let mut forms = HashSet::new();
    for line in lines {
        let mut words = line.split_whitespace();
        forms.extend(words.next().into_iter().flat_map(regular));
        forms.extend(words.map(str::to_owned));
    }
    forms
});

fn regular(base: &str) -> Vec<String> {
    let stem = base.strip_suffix('e').unwrap_or(base);
    let mut forms =
        vec![base.to_owned(), format!("{base}s"), format!("{stem}ed"), format!("{stem}ing")];
    if base.ends_with(['s', 'x', 'o']) || base.ends_with("ch") || base.ends_with("sh") {
        forms.push(format!("{base}es"));
    }
    if let Some(stem) = base.strip_suffix('y') {
        forms.extend([format!("{stem}ies"), format!("{stem}ied")]);
    }
    // "stop": "stopped".
    if let Some(last) = base.chars().last() {
        forms.extend([format!("{base}{last}ed"), format!("{base}{last}ing")]);
    }
    forms
}

pub(super) fn has_verb(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.map(str::to_lowercase).any(|word| word.ends_with("n't") || FORMS.contains(&word))
}
