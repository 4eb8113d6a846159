//! Every sentence that a user can read, with its place; and what plain language refuses in it.
//!
//! # What is read
//!
//! - rule pages, `docs/*.md`, `README.md` and the other pages at the top (generated pages apart: their texts are read
//!   where they are written);
//! - README templates (`*.md.tera`);
//! - in HCL templates: comments, `description` and `error_message`;
//! - in Rust: text literals of at least three words, or of any length in `error(…)`, `warning(…)`, `malformed(…)`,
//!   `Label::new`, `Label::at`, `.help(…)`, `.context(…)`, `bail!` and `anyhow!`; doc comments that the command line or
//!   the JSON schema shows;
//! - values of the tables in `data/` of `blueprint` and `describe`.
//!
//! Not read: tests, `expect("…")` and assertions, which no user sees; code blocks and their comments in Markdown.

mod data;
mod lint;
mod markdown;
mod place;
mod ratchet;
mod rust;
mod sample;
mod sentence;
mod split;
mod template;
mod verbs;

use std::collections::BTreeMap;

pub use lint::{Fault, faults};
pub use place::is_read;
pub use ratchet::{Baseline, counts};
pub use sample::sample;
pub use sentence::{Kind, Sentence};

/// Of all files, in their order. Texts by path from the root of the repository, with `/`.
///
/// # Errors
/// A file that is not of its language.
pub fn of(files: &BTreeMap<String, String>) -> anyhow::Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    for (path, text) in files {
        match place::kind(path) {
            Some(place::Language::Rust) => sentences.extend(rust::sentences(path, text)?),
            Some(place::Language::Markdown(kind)) => {
                sentences.extend(markdown::sentences(path, text, kind));
            }
            Some(place::Language::Template) => sentences.extend(template::sentences(path, text)),
            Some(place::Language::Data) => sentences.extend(data::sentences(path, text)),
            None => {}
        }
    }
    Ok(sentences)
}

#[cfg(test)]
mod tests;
