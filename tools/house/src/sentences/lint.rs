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
    if sentence.kind == Kind::RuleName {
        return of_name(sentence);
    }
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
        Kind::Data | Kind::Description | Kind::Help | Kind::RuleName => false,
        Kind::Docs | Kind::HclComment | Kind::Message | Kind::Readme | Kind::RulePage => {
            text.ends_with('.') && text.split_whitespace().count() > 2
        }
    }
}

/// Words of a name that say nothing of what is wrong.
const VAGUE: [&str; 6] = ["hands", "more", "people", "taken", "thing", "things"];
const MOST_WORDS_OF_A_NAME: usize = 7;

/// Of a rule: short, in words that one can search for, and a KMS key is called so.
fn of_name(Sentence { file, text, .. }: &Sentence) -> Vec<String> {
    let words: Vec<&str> = text.split('-').collect();
    let mut messages = refused(&words.join(" "));
    if words.len() > MOST_WORDS_OF_A_NAME {
        messages.push(format!("a name has at most {MOST_WORDS_OF_A_NAME} words"));
    }
    let vague = words.iter().filter(|word| VAGUE.contains(word));
    messages.extend(vague.map(|word| format!("not `{word}` in a name: say what is wrong")));
    let is_of_toml = file.contains("/form/");
    let keys = words.iter().enumerate().filter(|(_, word)| ["key", "keys"].contains(word));
    let is_kms = |index: usize| index > 0 && words[index - 1] == "kms";
    if keys.into_iter().any(|(index, _)| !is_of_toml && !is_kms(index)) {
        messages.push("a KMS key is `kms-key`; `key` is a key of the blueprint".to_owned());
    }
    messages
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
