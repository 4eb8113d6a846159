//! A paragraph's sentences.

/// Ends of words that end no sentence.
const ABBREVIATIONS: [&str; 5] = ["e.g.", "i.e.", "etc.", "vs.", "No."];

/// Its sentences, each on one line. The last one may lack a full stop.
pub(super) fn split(paragraph: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut sentence = String::new();
    let mut words = paragraph.split_whitespace().peekable();
    let mut in_code = false;
    while let Some(word) = words.next() {
        if !sentence.is_empty() {
            sentence.push(' ');
        }
        sentence.push_str(word);
        in_code ^= word.matches('`').count() % 2 == 1;
        if !in_code && ends(word) && words.peek().is_some_and(|next| begins(next)) {
            sentences.push(std::mem::take(&mut sentence));
        }
    }
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
    sentences
}

fn ends(word: &str) -> bool {
    let bare = word.trim_end_matches(['"', ')', '`', '*', '_']);
    bare.ends_with(['.', '?', '!']) && !ABBREVIATIONS.contains(&bare)
}

fn begins(word: &str) -> bool {
    let bare = word.trim_start_matches(['"', '(', '*', '_', '[']);
    !bare.starts_with(|c: char| c.is_lowercase()) || bare.starts_with("lakewright")
}
