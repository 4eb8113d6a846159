//! What writing does to an output folder, or would do.

use std::collections::BTreeMap;

use codegen::RelativePath;

use super::diff;
use super::error::Refusal;
use super::output::Output;

/// What writing does, or would do, each list in the order of paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub create: Vec<RelativePath>,
    /// Files we wrote and someone deleted; written again.
    pub recreate: Vec<RelativePath>,
    pub update: Vec<Differing>,
    pub delete: Vec<Differing>,
    /// Number of files that already hold what we would write.
    pub unchanged: usize,
    /// Of `update` and `delete`, those by which the user's text is lost, with consent.
    pub discarded: Vec<RelativePath>,
    /// Stands in the way of writing: see the fields of [`Refusal`].
    pub refusal: Option<Refusal>,
    /// `lakewright.lock` itself changes.
    pub lock: bool,
    /// A run was interrupted here, and writing completes it.
    pub interrupted: bool,
}

/// A file that does not hold what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    pub path: RelativePath,
    /// The text on disk. Bytes that are not UTF-8 are replaced.
    pub before: String,
}

impl Changes {
    /// Whether the folder is exactly what the output says.
    pub fn is_empty(&self) -> bool {
        let Self { create, recreate, update, delete, refusal, lock, interrupted, .. } = self;
        create.is_empty()
            && recreate.is_empty()
            && update.is_empty()
            && delete.is_empty()
            && refusal.is_none()
            && !lock
            && !interrupted
    }

    /// Paths whose file is put in place or removed.
    pub(super) fn changed(&self) -> impl Iterator<Item = &RelativePath> {
        self.to_write().chain(self.delete.iter().map(|deleted| &deleted.path))
    }

    /// Paths whose file is put in place.
    pub(super) fn to_write(&self) -> impl Iterator<Item = &RelativePath> {
        let updated = self.update.iter().map(|update| &update.path);
        self.create.iter().chain(&self.recreate).chain(updated)
    }

    /// Unified diffs of the files that `output` creates or updates.
    pub fn diff(&self, output: &Output) -> String {
        let before = self.update.iter().map(|update| (&update.path, update.before.as_str()));
        let absent = self.create.iter().chain(&self.recreate).map(|path| (path, ""));
        let sorted: BTreeMap<&RelativePath, &str> = before.chain(absent).collect();
        let of = |(path, before): (&RelativePath, &str)| {
            let after = output.files[path].to_string();
            diff::unified(before, &after, &format!("a/{path}"), &format!("b/{path}"))
        };
        sorted.into_iter().map(of).collect()
    }
}
