//! The journal of a run that has begun: how the next run recognises what a killed one left behind.
//!
//! Lives in the staging folder and is put there whole, by a rename.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use codegen::{RelativePath, StackFolder};

use super::Error;
use super::hash::Hash;
use super::names::{is_reserved, shown};

const FORMAT: u32 = 1;
const HEADER: &str = "lakewright journal ";

/// What a run may have left, beside what `lakewright.lock` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Journal {
    /// Folders that may hold a guard, or may have been made only to hold one.
    pub(super) guards: BTreeSet<StackFolder>,
    /// Contents that are ours though the lock does not say so.
    pub(super) ours: BTreeSet<(RelativePath, Hash)>,
}

impl Journal {
    /// Whether any content of this file is ours.
    pub(super) fn knows(&self, path: &RelativePath) -> bool {
        self.hashes(path).next().is_some()
    }

    pub(super) fn is_ours(&self, path: &RelativePath, hash: Hash) -> bool {
        self.hashes(path).any(|other| other == hash)
    }

    fn hashes(&self, path: &RelativePath) -> impl Iterator<Item = Hash> {
        let from = (!self.ours.is_empty()).then(|| (path.clone(), Hash::LEAST));
        let range = from.into_iter().flat_map(|from| self.ours.range(from..));
        range.take_while(move |(other, _)| other == path).map(|(_, hash)| *hash)
    }

    pub(super) fn render(&self) -> String {
        let Self { guards, ours } = self;
        let mut text = String::with_capacity(ours.len() * 128);
        text.extend([HEADER, &FORMAT.to_string(), "\n"]);
        for folder in guards {
            writeln!(text, "guard {}", shown(folder)).expect("writing to a String cannot fail");
        }
        for (path, hash) in ours {
            text.push_str("ours ");
            hash.push_to(&mut text);
            text.extend([" ", path.as_str(), "\n"]);
        }
        text + "end\n"
    }

    /// `path` is where `text` was read, for messages.
    pub(super) fn parse(text: &str, path: &Path) -> Result<Self, Error> {
        let unreadable = |message: String| Error::Unreadable {
            path: path.to_owned(),
            message,
            help: "review the folder with `git diff`, remove `.lakewright`, then run `lakewright \
                   generate`, with `--overwrite` where it takes its own files for edits",
        };
        let mut lines = text.lines();
        let format = lines.next().and_then(|line| line.strip_prefix(HEADER));
        match format.and_then(|format| format.parse().ok()) {
            Some(FORMAT) => {}
            Some(format) => return Err(Error::Newer { path: path.to_owned(), format }),
            None => return Err(unreadable("it is not a journal".to_owned())),
        }
        if lines.next_back() != Some("end") {
            return Err(unreadable("it is cut off".to_owned()));
        }
        let mut journal = Self::default();
        for line in lines {
            journal.add(line).map_err(|()| unreadable(format!("unexpected line `{line}`")))?;
        }
        Ok(journal)
    }

    fn add(&mut self, line: &str) -> Result<(), ()> {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["guard", "."] => {
                self.guards.insert(String::new());
            }
            ["guard", folder] => {
                let folder = RelativePath::new(folder).map_err(drop)?;
                self.guards.insert(folder.as_str().to_owned());
            }
            ["ours", hash, path] => {
                let path =
                    RelativePath::new(path).ok().filter(|path| !is_reserved(path)).ok_or(())?;
                self.ours.insert((path, hash.parse().map_err(drop)?));
            }
            _ => return Err(()),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_survives_being_written() {
        let path = RelativePath::new("dev/main.tf").unwrap();
        let hashes = [Hash::of(b"old"), Hash::of(b"new")];
        let journal = Journal {
            guards: BTreeSet::from([String::new(), "dev".to_owned()]),
            ours: hashes.map(|hash| (path.clone(), hash)).into(),
        };
        let text = journal.render();
        assert_eq!(Journal::parse(&text, Path::new("j")).unwrap(), journal);
        let cut = &text[..text.len() - 30];
        assert!(Journal::parse(cut, Path::new("j")).is_err());
        let newer = text.replacen('1', "2", 1);
        assert!(matches!(Journal::parse(&newer, Path::new("j")), Err(Error::Newer { .. })));
        let outside = text.replace("dev/main.tf", "../main.tf");
        assert!(matches!(Journal::parse(&outside, Path::new("j")), Err(Error::Unreadable { .. })));
    }
}
