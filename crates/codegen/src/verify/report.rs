//! Where checks put what they find: they know places in a module, readers want paths and lines.

use super::Finding;
use super::module::{Module, Place};
use super::source;
use crate::RelativePath;

pub(super) struct Report<'a> {
    folder: &'a str,
    module: &'a Module<'a>,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(super) fn new(folder: &'a str, module: &'a Module<'a>) -> Self {
        Self { folder, module, findings: Vec::new() }
    }

    pub(super) fn at(&mut self, place: Place, message: impl Into<String>) {
        let file = &self.module.files[place.file];
        self.findings.push(Finding {
            path: path(self.folder, file.name),
            line: source::line(file.text, place.offset),
            message: message.into(),
        });
    }
}

pub(super) fn path(folder: &str, file: &str) -> RelativePath {
    let path = if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") };
    RelativePath::new(path).expect("it was a relative path before it was split")
}
