//! A file's text: a form that alike stacks share, and the words of one of them.

use std::fmt;
use std::sync::Arc;

use super::words::{Words, number_of};

/// Holds little more than a reference: ten thousand stacks have a form in common.
#[derive(Clone)]
pub struct Text {
    form: Arc<Form>,
    words: Arc<Words>,
}

/// A text with blanks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Form {
    text: String,
    /// Where in `text` a word is missing, and its number.
    blanks: Vec<(usize, usize)>,
}

impl Text {
    pub(crate) fn new(form: Arc<Form>, words: Arc<Words>) -> Self {
        Self { form, words }
    }

    /// Its pieces, one behind the other.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        let Form { text, blanks } = &*self.form;
        let starts = std::iter::once(0).chain(blanks.iter().map(|(at, _)| *at));
        let ends = blanks.iter().map(|(at, _)| *at).chain([text.len()]);
        let words = blanks.iter().map(|(_, number)| self.words.get(*number)).chain([""]);
        let pieces = starts.zip(ends).map(|(start, end)| &text[start..end]);
        pieces.zip(words).flat_map(|(piece, word)| [piece, word])
    }

    /// What is the same for two texts that are the same because all of their stacks' are; none for a
    /// text that a stack has for itself.
    pub fn shared(&self) -> Option<*const ()> {
        self.form.blanks.is_empty().then(|| Arc::as_ptr(&self.form).cast())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { form: Arc::new(Form::whole(text)), words: Arc::default() }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces().try_for_each(|piece| f.write_str(piece))
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Text {}

impl Form {
    pub(crate) fn whole(text: String) -> Self {
        Self { text, blanks: Vec::new() }
    }

    /// `text` has blanks of one character.
    pub(super) fn read(text: &str) -> Self {
        let mut form = Self::whole(String::with_capacity(text.len()));
        for c in text.chars() {
            match number_of(c) {
                Some(number) => form.blanks.push((form.text.len(), number)),
                None => form.text.push(c),
            }
        }
        form
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::literals::Literals;
    use super::super::words::cut;
    use super::*;

    #[test]
    fn words_fill_the_blanks_of_a_form() {
        let json = serde_json::json!({ "a": "x", "b": ["yy", "z"] });
        let mut shape = Vec::new();
        let words = cut(&json, &Literals::new(BTreeSet::new()), &mut shape);
        let form = Form::read(str::from_utf8(&shape).expect("JSON is text"));
        let text = Text::new(Arc::new(form), Arc::new(words));
        assert_eq!(text.to_string(), r#"{"a":"x","b":["yy","z"]}"#);
        assert_eq!(Text::from("whole".to_owned()).to_string(), "whole");
    }
}
