//! The words in which alike workspaces differ, and the blanks they leave.

use serde::Serialize;

use super::cutter::{Cutter, Found};
use super::literals::Literals;

/// The first of the characters that stand for words: the nth word leaves the nth. Nobody types
/// them: they belong to a plane of Unicode that is for private use.
const FIRST_BLANK: u32 = 0xF_0000;
const LAST_BLANK: u32 = 0xF_FFFD;

/// The first byte of each of them in UTF-8, and of the filler, is no less.
pub(super) const FIRST_BYTE: u8 = 0xF3;

/// Follows a blank any number of times, and only makes it wider.
const FILLER: char = '\u{10_FFFD}';

/// Wider than every word.
const WIDE: usize = LONGEST_WORD + 1;
const LONGEST_WORD: usize = 200;

/// Words of one workspace, numbered in the order of its view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    text: Box<str>,
    /// Where each ends in `text`.
    ends: Box<[u32]>,
}

impl Words {
    pub(crate) fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }
}

/// The words in the view of a workspace, and in `shape` what is left, as JSON: what its stack's texts may
/// depend on in any way. `literals` are texts that templates compare with.
pub(super) fn cut(view: &impl Serialize, literals: &Literals, shape: &mut Vec<u8>) -> Words {
    const PLAIN_KEYS: &str = "a workspace has no map with odd keys";
    shape.clear();
    let found = Found::default();
    let mut cutter = Cutter { literals, json: &mut *shape, found, text: String::new() };
    view.serialize(&mut cutter).expect(PLAIN_KEYS);
    let Found { text, ends, is_blank_typed } = cutter.found;
    if is_blank_typed {
        shape.clear();
        serde_json::to_writer(shape, view).expect(PLAIN_KEYS);
        return Words::default();
    }
    Words { text: text.into(), ends: ends.into() }
}

/// Whether a text may stand for any other word: it is there, it is the same in JSON, HCL and prose,
/// cannot end the quotes around it, and Terraform converts it to nothing else.
pub(super) fn is_word(text: &str) -> bool {
    (1..=LONGEST_WORD).contains(&text.len())
        && text.bytes().all(|byte| PLAIN[usize::from(byte)])
        && !matches!(text, "true" | "false")
        && !is_number(text)
}

/// Which bytes words are made of.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let signs = matches!(byte, b'-' | b'_' | b'.' | b'/' | b':' | b'@' | b'+');
        plain[byte as usize] = byte.is_ascii_alphanumeric() || signs;
        byte += 1;
    }
    plain
};

/// Looks at the first byte before it asks: `inf` and `nan` are numbers too.
fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || "+-.iInN".contains(c))
        && text.parse::<f64>().is_ok()
}

pub(super) fn blank(number: usize) -> Option<char> {
    let code = FIRST_BLANK + u32::try_from(number).ok()?;
    char::from_u32(code).filter(|blank| number_of(*blank).is_some())
}

/// The number of the word that left this blank.
pub(super) fn number_of(c: char) -> Option<usize> {
    let code = u32::from(c);
    (FIRST_BLANK..=LAST_BLANK).contains(&code).then(|| (code - FIRST_BLANK) as usize)
}

/// Whether a text that is not ours must be kept apart because it has a character of ours.
pub(super) fn is_ours(c: char) -> bool {
    c == FILLER || number_of(c).is_some()
}

/// The same text with blanks wider than every word.
pub(super) fn widened(text: &str) -> String {
    let mut wide = String::with_capacity(text.len());
    for c in text.chars() {
        wide.push(c);
        if number_of(c).is_some() {
            wide.extend(std::iter::repeat_n(FILLER, WIDE));
        }
    }
    wide
}

/// The same text with blanks of one character.
pub(super) fn narrowed(text: &str) -> String {
    text.replace(FILLER, "")
}

/// Whether templates made the same of a view with narrow and one with wide blanks.
pub(crate) fn in_both_widths(narrow: &str, wide: &str) -> bool {
    narrowed(wide) == narrow
}

/// Whether two texts that differ could be the same with words in their blanks.
pub(crate) fn could_coincide(one: &str, other: &str) -> bool {
    let ends = |text: &str| {
        let first = text.find(is_ours)?;
        let last = text.rfind(is_ours)?;
        let behind = last + text[last..].chars().next().map_or(0, char::len_utf8);
        Some((text[..first].to_owned(), text[behind..].to_owned()))
    };
    // A text without blanks is all beginning and all end.
    let whole = |text: &str| (text.to_owned(), text.to_owned());
    let (a, b) = match (ends(one), ends(other)) {
        (None, None) => return false,
        (a, b) => (a.unwrap_or_else(|| whole(one)), b.unwrap_or_else(|| whole(other))),
    };
    let fit = |a: &str, b: &str| a.starts_with(b) || b.starts_with(a);
    let fit_behind = |a: &str, b: &str| a.ends_with(b) || b.ends_with(a);
    one != other && fit(&a.0, &b.0) && fit_behind(&a.1, &b.1)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[track_caller]
    fn check(view: &str, expected: &[&str]) {
        let json: serde_json::Value = serde_json::from_str(view).expect("JSON");
        check_serialized(&json, expected);
    }

    /// With its words in the blanks, what is left is what `serde_json` writes.
    #[track_caller]
    fn check_serialized(view: &impl Serialize, expected: &[&str]) {
        let literals = Literals::new(BTreeSet::from(["okta".to_owned()]));
        let mut shape = Vec::new();
        let words = cut(view, &literals, &mut shape);
        let shape = String::from_utf8(shape).expect("text");
        let found: Vec<_> = (0..words.ends.len()).map(|number| words.get(number)).collect();
        assert_eq!(found, expected);
        let filled = expected.iter().enumerate().fold(shape, |shape, (number, word)| {
            shape.replace(blank(number).expect("there are more"), word)
        });
        assert_eq!(filled, serde_json::to_string(view).expect("JSON"));
    }

    #[test]
    fn every_form_is_written_as_json_has_it() {
        #[derive(Serialize)]
        enum Form {
            Unit,
            New(u8),
            Pair(u8, bool),
            Table { a: char },
        }
        #[derive(Serialize)]
        struct Flat {
            b: (),
            c: (i64, f64),
        }
        #[derive(Serialize)]
        struct View<'a> {
            forms: [Form; 4],
            none: Option<u8>,
            some: Option<&'a str>,
            empty: [u8; 0],
            keys: BTreeMap<&'a str, &'a str>,
            #[serde(flatten)]
            flat: Flat,
        }
        let view = View {
            forms: [Form::Unit, Form::New(1), Form::Pair(2, true), Form::Table { a: 'x' }],
            none: None,
            some: Some("acme"),
            empty: [],
            keys: BTreeMap::from([("k\"1", "two words"), ("k2", "w")]),
            flat: Flat { b: (), c: (-1, 0.5) },
        };
        check_serialized(&view, &["Unit", "x", "acme", "w"]);
    }

    #[test]
    fn values_are_words_and_keys_are_not() {
        check(r#"{"name":"acme","zones":["a1","a2"],"n":[1,true,null]}"#, &["acme", "a1", "a2"]);
    }

    #[test]
    fn what_templates_may_treat_in_another_way_is_no_word() {
        check(
            r#"{"a":"","b":"okta","c":"two words","d":"${x}","e":"a\"b","f":"5","g":"true"}"#,
            &[],
        );
        check("{\"a\":\"acme\",\"b\":\"\u{f0000}\"}", &[]);
    }

    #[test]
    fn texts_coincide_where_words_could_make_them_the_same() {
        let check = |one, other, expected| assert_eq!(could_coincide(one, other), expected);
        check("the key \u{f0000} of", "the key \u{f0001}-\u{f0002} of", true);
        check("the key \u{f0000} of", "the key x of", true);
        check("the key \u{f0000} of", "the role \u{f0001} of", false);
        check("the key \u{f0000}", "the key \u{f0000}", false);
        check("the key", "the role", false);
    }
}
