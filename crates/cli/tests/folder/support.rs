//! Trees to write, and what to look at afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use blueprint::PreviousRun;
use cli::folder::{Changes, Consent, Deployment, Error, Output, Refusal, changes, write};
use codegen::{Addresses, RelativePath, Text};

#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    pub(crate) files: BTreeMap<RelativePath, Text>,
    pub(crate) stacks: BTreeMap<String, Addresses>,
    pub(crate) deployment: Deployment,
    pub(crate) record: PreviousRun,
}

/// A tree of one stack, the output folder itself.
pub(crate) fn tree(files: &[(&str, &str)]) -> Tree {
    let files = files.iter().map(|(path, text)| (relative(path), (*text).to_owned().into()));
    let (files, stacks) = (files.collect(), [(String::new(), ["aws_vpc.this".to_owned()].into())]);
    let deployment = Deployment { name: "acme".to_owned(), blueprint: "acme.toml".to_owned() };
    let record = PreviousRun { stacks: [String::new()].into(), ..PreviousRun::default() };
    Tree { files, stacks: stacks.into(), deployment, record }
}

pub(crate) fn relative(path: &str) -> RelativePath {
    RelativePath::new(path).expect("tests use safe paths")
}

impl Tree {
    pub(crate) fn with_stacks(self, stacks: &[(&str, &[&str])]) -> Self {
        let owned = |addresses: &[&str]| -> Addresses {
            addresses.iter().map(ToString::to_string).collect()
        };
        let stacks = stacks.iter().map(|(name, list)| ((*name).to_owned(), owned(list))).collect();
        Self { stacks, ..self }
    }

    pub(crate) fn output(&self) -> Output<'_> {
        Output {
            files: &self.files,
            stacks: &self.stacks,
            deployment: &self.deployment,
            templates: None,
            record: &self.record,
            seen: None,
        }
    }

    pub(crate) fn write(&self, folder: &Path) -> Result<Changes, Error> {
        write(&self.output(), folder, &Consent::default())
    }

    pub(crate) fn overwrite(&self, folder: &Path) -> Result<Changes, Error> {
        let consent = Consent { overwrite: true, ..Consent::default() };
        write(&self.output(), folder, &consent)
    }

    pub(crate) fn changes(&self, folder: &Path) -> Changes {
        changes(&self.output(), folder, &Consent::default()).expect("the folder is readable")
    }

    #[track_caller]
    pub(crate) fn refusal(&self, folder: &Path) -> Refusal {
        let before = snapshot(folder);
        let Err(Error::Refused(refusal)) = self.write(folder) else { panic!("not refused") };
        assert_eq!(snapshot(folder), before, "a refused run changes nothing");
        refusal
    }

    /// The message of the error, which must not be a refusal and must leave the folder as it was.
    #[track_caller]
    pub(crate) fn error(&self, folder: &Path) -> String {
        let before = snapshot(folder);
        let error = self.write(folder).expect_err("writing fails");
        assert!(!error.is_refusal(), "{error}");
        assert_eq!(snapshot(folder), before, "a failed run changes nothing");
        error.to_string()
    }
}

/// A folder into which `tree` was written.
pub(crate) fn written(tree: &Tree) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    tree.write(folder.path()).expect("an empty folder can be written to");
    folder
}

/// Every file with its text and every folder, with a slash. Links are not followed.
pub(crate) fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(at: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(at).into_iter().flatten().flatten() {
            let name = format!("{prefix}{}", entry.file_name().display());
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                walk(&entry.path(), &format!("{name}/"), found);
                found.insert(format!("{name}/"), Vec::new());
            } else {
                found.insert(name, fs::read(entry.path()).unwrap_or_default());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    snapshot(folder).into_keys().collect()
}

pub(crate) fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("it can be made");
    fs::write(path, text).expect("it can be written");
}

pub(crate) fn get(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).expect("the file is there")
}
