//! Where the state of a stack is, as its files say.

use forecast::Files;

use crate::unsafety::{Unsafe, shown};

/// The file of a stack that names its backend.
const BACKEND: &str = "backend.tf";

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file, as a path in the output folder.
    File(String),
    /// Where a backend has it: the text of the stack's `backend.tf`.
    Backend(String),
}

impl Place {
    pub(crate) fn file(stack: &str) -> Self {
        let below = if stack.is_empty() { String::new() } else { format!("{stack}/") };
        Self::File(format!("{below}terraform.tfstate"))
    }

    /// HCP Terraform, or Terraform Enterprise.
    pub fn is_hcp(&self) -> bool {
        matches!(self, Self::Backend(text) if text.lines().any(|line| line.trim() == "cloud {"))
    }

    /// Another key for encryption, say, is no other place.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File(one), Self::File(other)) => one == other,
            (Self::Backend(one), Self::Backend(other)) => address(one) == address(other),
            _ => false,
        }
    }
}

/// The lines that say where it is.
fn address(text: &str) -> Vec<(&str, &str)> {
    const KEYS: [&str; 5] = ["bucket", "key", "hostname", "organization", "name"];
    let read = text.lines().filter_map(|line| line.split_once('='));
    let read = read.map(|(key, value)| (key.trim(), value.trim()));
    read.filter(|(key, _)| KEYS.contains(key)).collect()
}

pub(crate) fn of(files: &Files, stack: &str) -> Result<Place, Unsafe> {
    let prefix = if stack.is_empty() { String::new() } else { format!("{stack}/") };
    let is_backend = |line: &str| {
        let line = line.trim_start();
        line.starts_with("backend \"") || line.starts_with("cloud {")
    };
    let in_folder = files.texts.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix(prefix.as_str())?;
        (!name.contains('/') && text.lines().any(is_backend)).then_some((name, text))
    });
    let mut place = Place::file(stack);
    for (name, text) in in_folder {
        if name != BACKEND {
            return Err(Unsafe {
                what: format!("`{prefix}{name}` says where the state of stack `{}` is", shown(stack)),
                help: "write `[state]` into the blueprint, remove the block from the file, and run `lakewright \
                       generate` before the stacks change"
                    .to_owned(),
            });
        }
        place = Place::Backend(text.to_string());
    }
    Ok(place)
}
