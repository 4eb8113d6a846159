//! The author's templates with which a tree was generated.

use std::collections::BTreeMap;
use std::fmt;

use super::hash::Hash;

/// Kept, so that a run without them does not remove what they generate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorTemplates {
    /// As it is found from the blueprint's own folder.
    pub folder: String,
    pub(super) hash: Hash,
}

impl AuthorTemplates {
    /// `files` are the texts of the templates by their path in the folder.
    pub fn new(folder: String, files: &BTreeMap<String, String>) -> Self {
        let mut listing = String::new();
        for (path, text) in files {
            Hash::of(text.as_bytes()).push_to(&mut listing);
            listing.extend([" ", path, "\n"]);
        }
        Self { folder, hash: Hash::of(listing.as_bytes()) }
    }

    /// Whether the two say the same, wherever they lie.
    pub fn is_same(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl fmt::Display for AuthorTemplates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.folder)
    }
}
