//! What plain language refuses in a sentence, as far as it can be checked.

use super::sentence::{Kind, Sentence};
use super::verbs::has_verb;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault<'a> {
    pub sentence: &'a Sentence,
    /// The rule of plain language, and what breaks it.
    pub message: String,
}

/// Words that are archaic, or avoid the noun that they stand for: each with what to write.
const WORDS: &str = include_str!("../../words/refused.txt");

/// A sentence that is read once at a glance; values in backticks count as a word.
const MOST_WORDS: usize = 40;
/// A line of a table in a terminal.
const LONGEST_SUMMARY: usize = 200;

pub fn faults(sentences: &[Sentence]) -> Vec<Fault<'_>> {
    sentences
        .iter()
        .flat_map(|sentence| {
            let messages = messages(sentence).into_iter();
            messages.map(move |message| Fault { sentence, message })
        })
        .collect()
}

fn messages(sentence: &Sentence) -> Vec<String> {
    let plain = without_code(&sentence.text);
    let mut messages = Vec::new();
    let count = plain.split_whitespace().count();
    if count > MOST_WORDS {
        messages.push(format!("one fact a sentence: {count} words, at most {MOST_WORDS}"));
    }
    if sentence.kind == Kind::RuleSummary && sentence.text.len() > LONGEST_SUMMARY {
        messages.push(format!("a summary has at most {LONGEST_SUMMARY} characters"));
    }
    if is_sentence(sentence) && !has_verb(&plain) {
        messages.push("no sentence without a verb".to_owned());
    }
    messages.extend(refused(&plain));
    messages
}

/// A summary is one, and what ends like one. What describes a value may be a phrase ("Prefix of all names."), and so may
/// labels, cells and the items of a list.
fn is_sentence(Sentence { kind, text, .. }: &Sentence) -> bool {
    match kind {
        Kind::RuleSummary => true,
        Kind::Data | Kind::Description | Kind::Help => false,
        Kind::Docs | Kind::HclComment | Kind::Message | Kind::Readme | Kind::RulePage => {
            text.ends_with('.') && text.split_whitespace().count() > 2
        }
    }
}

fn refused(plain: &str) -> Vec<String> {
    let words: Vec<String> = plain
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let text = format!(" {} ", words.join(" "));
    let lines = WORDS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let rows = lines.filter_map(|line| line.split_once(" -> "));
    let found = rows.filter(|(word, _)| text.contains(&format!(" {} ", word.trim())));
    found.map(|(word, instead)| format!("not `{}`: {}", word.trim(), instead.trim())).collect()
}

/// Values in backticks, and what a template fills in, are not English.
fn without_code(text: &str) -> String {
    let mut plain = String::new();
    for (index, piece) in text.split('`').enumerate() {
        plain.push_str(if index % 2 == 0 { piece } else { "x" });
    }
    plain
}
