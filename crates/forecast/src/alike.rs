//! Stacks that change alike: one of them is forecast for all.
//!
//! The files of alike stacks are the same on both sides but for *words* that stand as values in the files of
//! variables: names and ranges, mostly. Where the words of one are equal, those of the others are. Why the forecast
//! of one is that of all:
//!
//! - Keys and elements of lists are no words here, so all have the same instances.
//! - Whether something changes is whether two values are equal. Terraform's expressions put words together,
//!   encode and hash them, and ask whether they are equal to other words: never to a literal, because a word that
//!   is a literal of some file counts as itself. Functions that look into a text make a stack alike to none.
//! - What is said of the one that is forecast has none of its words in it, or is said of it alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::basis::{Basis, Side};
use crate::candidate::Candidate;
use crate::files::{Files, Folder};
use crate::hcl::{Texts, is_configuration, is_values};
use crate::model::{Lines, StackForecast};

/// Alike stacks.
pub(crate) struct Group<'a> {
    pub(crate) stacks: Vec<Candidate<'a>>,
    /// Those of the first stack.
    words: Vec<&'a str>,
    /// Numbers of those that another stack has others for.
    differing: BTreeSet<usize>,
}

impl<'a> Group<'a> {
    fn add(&mut self, stack: Candidate<'a>, words: &[&str]) {
        let differs = |number: &usize| self.words[*number] != words[*number];
        self.differing.extend((0..words.len()).filter(differs));
        self.stacks.push(stack);
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.stacks.iter().map(|stack| stack.name.to_owned()).collect()
    }

    /// Whether the forecast of the first stack says something that may be another word for the others.
    pub(crate) fn speaks_of_one(&self, first: &StackForecast) -> bool {
        let keys = first.changes.iter().flat_map(|it| [Some(&it.address), it.moved_from.as_ref()]);
        let keys = keys.flatten().filter(|address| address.contains('['));
        let notes = first.unevaluated.iter().flat_map(|it| [&it.place, &it.why]);
        self.stacks.len() > 1 && keys.chain(notes).any(|text| self.has_word(text))
    }

    pub(crate) fn has_words(&self, lines: &Lines) -> bool {
        lines.removed.iter().chain(&lines.added).any(|line| self.has_word(line))
    }

    fn has_word(&self, text: &str) -> bool {
        self.differing.iter().any(|number| text.contains(self.words[*number]))
    }
}

/// In the order of their first stacks.
pub(crate) fn groups<'a>(
    candidates: Vec<Candidate<'a>>,
    basis: Basis<'a>,
    texts: &Texts,
) -> Vec<Group<'a>> {
    let Basis { before, after, .. } = basis;
    let mut texts_seen = Numbers::default();
    // None where no stack is alike to another one.
    let mut known: HashMap<Likeness, Option<usize>> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for stack in candidates {
        let (before_files, after_files) = (before.files, after.files);
        let (likeness, words) =
            likeness(stack, before_files, after_files, &texts.literals, &mut texts_seen);
        let group = *known.entry(likeness).or_insert_with(|| {
            let is_uniform = is_uniform(stack, before, texts) && is_uniform(stack, after, texts);
            is_uniform.then_some(groups.len())
        });
        match group.filter(|group| *group < groups.len()) {
            Some(group) => groups[group].add(stack, &words),
            None => {
                groups.push(Group { stacks: vec![stack], words, differing: BTreeSet::new() });
            }
        }
    }
    groups
}

fn is_uniform<'a>(stack: Candidate<'a>, side: Side<'a>, texts: &Texts) -> bool {
    let folders = side.tree.reachable(stack.name);
    let mut files = folders.iter().flat_map(|folder| side.files.in_folder(folder));
    !files.any(|(name, text)| is_configuration(name) && texts.are_looked_into(text))
}

/// What is equal for two stacks that are alike.
#[derive(PartialEq, Eq, Hash)]
struct Likeness<'a> {
    /// From where its modules are named.
    depth: usize,
    before: Option<Vec<(&'a str, Form)>>,
    after: Option<Vec<(&'a str, Form)>>,
    /// Of each word, the number of the first one that is equal to it, and of the first that is but for case and
    /// slashes.
    words: Vec<(usize, usize)>,
}

#[derive(PartialEq, Eq, Hash)]
enum Form {
    /// Its number.
    Text(usize),
    /// With blanks in place of words.
    Values(String),
}

/// Equal texts have one number. Most of them are one text, too, and need no comparison.
#[derive(Default)]
struct Numbers<'a> {
    by_place: HashMap<*const u8, usize>,
    by_text: HashMap<&'a str, usize>,
}

impl<'a> Numbers<'a> {
    fn of(&mut self, text: &'a str) -> usize {
        let Self { by_place, by_text } = self;
        *by_place.entry(text.as_ptr()).or_insert_with(|| {
            let next = by_text.len();
            *by_text.entry(text).or_insert(next)
        })
    }
}

fn likeness<'a>(
    Candidate { name, is_before, is_after }: Candidate<'a>,
    before: &'a Files<'a>,
    after: &'a Files<'a>,
    literals: &BTreeSet<String>,
    numbers: &mut Numbers<'a>,
) -> (Likeness<'a>, Vec<&'a str>) {
    let mut words = Vec::new();
    let mut forms = |is_there: bool, files: &'a Files<'a>| {
        is_there.then(|| self::forms(files.in_folder(name), literals, &mut words, numbers))
    };
    let (before, after) = (forms(is_before, before), forms(is_after, after));
    let (mut first, mut first_alike) = (BTreeMap::new(), BTreeMap::new());
    let pattern = words.iter().enumerate().map(|(number, word)| {
        let alike = word.trim_end_matches('/').to_lowercase();
        (*first.entry(*word).or_insert(number), *first_alike.entry(alike).or_insert(number))
    });
    let pattern = pattern.collect();
    let depth = name.split('/').count() + usize::from(!name.is_empty());
    (Likeness { depth, before, after, words: pattern }, words)
}

fn forms<'a>(
    files: Folder<'a>,
    literals: &BTreeSet<String>,
    words: &mut Vec<&'a str>,
    numbers: &mut Numbers<'a>,
) -> Vec<(&'a str, Form)> {
    let form = |(name, text): (&'a str, &'a std::sync::Arc<str>)| {
        let form = if is_values(name) {
            Form::Values(blanked(text, literals, words))
        } else {
            Form::Text(numbers.of(text))
        };
        (name, form)
    };
    files.into_iter().map(form).collect()
}

/// The text without its words, which are added to `words`.
fn blanked<'a>(text: &'a str, literals: &BTreeSet<String>, words: &mut Vec<&'a str>) -> String {
    let mut form = String::with_capacity(text.len());
    if text.contains("<<") || text.contains("/*") {
        form.push_str(text);
        return form;
    }
    let mut depth = 0_usize;
    for line in text.lines() {
        let mut rest = line;
        while let Some(at) = rest.find(['"', '[', ']', '#']) {
            let (plain, from) = rest.split_at(at);
            form.push_str(plain);
            rest = &from[1..];
            match from.as_bytes()[0] {
                b'[' => depth += 1,
                b']' => depth = depth.saturating_sub(1),
                b'#' => {
                    rest = "";
                    continue;
                }
                _ => {
                    let Some((quoted, behind)) = quoted(rest) else {
                        form.push_str(from);
                        rest = "";
                        continue;
                    };
                    let is_key = behind.trim_start().starts_with(['=', ':']);
                    let is_literal = depth > 0 || is_key || literals.contains(quoted);
                    rest = behind;
                    if is_word(quoted) && !is_literal {
                        words.push(quoted);
                        form.push('\u{1}');
                    } else {
                        form.extend(["\"", quoted, "\""]);
                    }
                    continue;
                }
            }
            form.push_str(&from[..1]);
        }
        form.push_str(rest);
        form.push('\n');
    }
    form
}

/// A quoted text from behind its first quote, and what follows it.
fn quoted(rest: &str) -> Option<(&str, &str)> {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'\\' if !escaped => escaped = true,
            b'"' if !escaped => return Some((&rest[..at], &rest[at + 1..])),
            _ => escaped = false,
        }
    }
    None
}

/// Whether another text could stand in its place, and Terraform would take both for texts.
fn is_word(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@+".contains(&byte);
    !text.is_empty()
        && text.bytes().all(is_plain)
        && text.parse::<f64>().is_err()
        && !matches!(text, "true" | "false")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, form: &str, expected: &[&str]) {
        let mut words = Vec::new();
        let literals = BTreeSet::from(["PREMIUM".to_owned()]);
        assert_eq!(blanked(text, &literals, &mut words), form);
        assert_eq!(words, expected);
    }

    #[test]
    fn values_are_words_and_keys_and_elements_are_none() {
        check("name = \"acme\" # a \"b\"\n", "name = \u{1} \n", &["acme"]);
        check("m = { \"k\" = \"10.0.0.0/8\" }\n", "m = { \"k\" = \u{1} }\n", &["10.0.0.0/8"]);
        check("l = [\n  \"a\",\n]\nx = \"y\"\n", "l = [\n  \"a\",\n]\nx = \u{1}\n", &["y"]);
    }

    #[test]
    fn what_terraform_may_look_at_is_no_word() {
        for value in ["12", "true", "", "a b", "${x}", "a\\\"b", "PREMIUM", "1e5"] {
            let text = format!("x = \"{value}\"\n");
            check(&text, &text, &[]);
        }
        check("x = <<E\n\"a\"\nE\n", "x = <<E\n\"a\"\nE\n", &[]);
        check("x = \"a\n", "x = \"a\n", &[]);
    }
}
