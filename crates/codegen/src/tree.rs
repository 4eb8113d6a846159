//! The files of an output folder, before (`Rendered`) and after (`Tree`) they are proven.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::alike::Text;

/// A path inside the output folder.
///
/// Invariant: one or more components joined by `/`; each is made of ASCII letters, digits, `.`, `_`
/// and `-`, is neither `.` nor `..`, and none is named as the files Terraform or we keep for
/// ourselves (`.terraform`, `lakewright.lock`). So no path leads out of the folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelativePath(String);

/// Why a text is not a [`RelativePath`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPath(pub String);

impl RelativePath {
    pub fn new(path: impl Into<String>) -> Result<Self, InvalidPath> {
        let path = path.into();
        if path.split('/').all(is_safe_component) { Ok(Self(path)) } else { Err(InvalidPath(path)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds the file; empty for a file of the output folder itself.
    pub fn parent(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(parent, _)| parent)
    }

    pub(crate) fn is_hcl(&self) -> bool {
        self.0.ends_with(".tf") || self.0.ends_with(".tfvars")
    }

    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }
}

fn is_safe_component(component: &str) -> bool {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    !matches!(component, "" | "." | ".." | ".terraform" | "lakewright.lock")
        && component.chars().all(safe)
}

impl fmt::Display for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for InvalidPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a path inside the output folder", self.0)
    }
}

impl std::error::Error for InvalidPath {}

/// Folder of a stack (a Terraform root module) in the output folder; empty for the folder itself.
pub type StackFolder = String;

/// Every file's text, laid out, not yet proven.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    pub files: BTreeMap<RelativePath, String>,
    /// Folders that are root modules; every other folder with `.tf` files is a module.
    pub stacks: Vec<StackFolder>,
}

/// The resource addresses that a stack manages, sorted, without instance keys:
/// `module.network.aws_subnet.workspace`.
pub type Addresses = Arc<[String]>;

/// A tree that is proven: it parses, is laid out as `terraform fmt` would, agrees with the providers'
/// schemas and with itself. Only `verify` makes one, and `alike`, for stacks that one proof holds for.
#[derive(Clone, Debug)]
pub struct Tree {
    texts: BTreeMap<RelativePath, Text>,
    stacks: BTreeMap<StackFolder, Addresses>,
    /// The texts written out, when they are asked for.
    files: OnceLock<BTreeMap<RelativePath, String>>,
}

impl Tree {
    pub(crate) fn new(
        texts: BTreeMap<RelativePath, Text>,
        stacks: BTreeMap<StackFolder, Addresses>,
    ) -> Self {
        Self { texts, stacks, files: OnceLock::new() }
    }

    pub fn texts(&self) -> &BTreeMap<RelativePath, Text> {
        &self.texts
    }

    /// [`Self::texts`] as strings: for small trees.
    pub fn files(&self) -> &BTreeMap<RelativePath, String> {
        let written = || self.texts.iter().map(|(path, text)| (path.clone(), text.to_string()));
        self.files.get_or_init(|| written().collect())
    }

    pub fn stacks(&self) -> &BTreeMap<StackFolder, Addresses> {
        &self.stacks
    }
}

impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts && self.stacks == other.stacks
    }
}

impl Eq for Tree {}
