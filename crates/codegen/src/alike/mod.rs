//! Workspaces that are alike: their stacks say the same but for words, mostly names and ranges. A stack
//! of each form is rendered, laid out and proven; the others are that form with other words in it.
//!
//! Why this is a proof for all of them:
//!
//! - Workspaces are alike if their views are the same but for *words*: texts of letters, digits and a
//!   few signs, which are neither numbers nor bools (`words.rs`). Words leave blanks in the view.
//! - Templates print a text, ask whether it is there, compare it with a literal, and nothing else
//!   (`treatment.rs`); what they compare with is no word. So a stack rendered from the view with blanks has
//!   them where the others have their words. A template that counts or loops over a text's characters is
//!   found by rendering with blanks of two widths.
//! - A word in the value of a variable or in the settings of a backend is inside quotes, which no word ends,
//!   and no check asks what a text there says (`free.rs`). Any other word in HCL is *bound*: only
//!   stacks with the same bound words share a proof.
//! - Layout moves columns by the widest of several texts, so a file that is laid out alike with blanks
//!   of one column and with blanks wider than every word is laid out alike with any word.
//!
//! Where any of this does not hold, every stack is rendered and proven by itself.

mod cutter;
mod free;
mod group;
mod literals;
mod parts;
mod spread;
#[cfg(test)]
mod tests;
mod text;
mod treatment;
mod words;

pub(crate) use group::{Alike, alone, together};
pub(crate) use spread::spread;
pub use text::Text;
pub(crate) use words::{could_coincide, in_both_widths};
