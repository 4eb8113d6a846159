//! Reads a folder that `generate` wrote, as Terraform would read it: with all that people have put there since.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use forecast::Files;

use crate::folder::{self, LOCK, Lock};
use crate::moving::Tree;

/// Files that Terraform reads, by path, and the lock, which knows the stacks.
pub(crate) struct Generated {
    texts: BTreeMap<String, Arc<str>>,
    pub(crate) lock: Lock,
}

/// A file of HCL that is larger was not written by people, nor by lakewright.
const LARGEST: u64 = 4 << 20;

/// Folders inside one another: more would be a circle.
const DEEPEST: usize = 16;

pub(crate) fn read(folder: &Path) -> Result<Generated> {
    let lock = folder::read(folder)?.lock;
    if lock.stacks.is_empty() {
        bail!(
            "`{}` is not a folder that lakewright generated: it has no `{LOCK}` with stacks\n\
             help: name the output folder of `lakewright generate`, or a blueprint",
            folder.display()
        );
    }
    let mut texts = BTreeMap::new();
    read_folder(folder, "", 0, &mut texts)?;
    Ok(Generated { texts, lock })
}

impl Generated {
    pub(crate) fn files(&self) -> Files<'_> {
        let texts = self.texts.iter();
        Files {
            texts: texts.map(|(path, text)| (path.as_str(), Arc::clone(text))).collect(),
            stacks: self.lock.stacks.keys().map(String::as_str).collect(),
        }
    }
}

impl Generated {
    /// `files` are its own.
    pub(crate) fn tree<'a>(&'a self, files: &'a Files<'a>) -> Tree<'a> {
        Tree { files, stacks: &self.lock.stacks, record: &self.lock.previous }
    }
}

/// Hidden folders are Terraform's own, or those of tools. Links are not followed.
fn read_folder(
    folder: &Path,
    prefix: &str,
    depth: usize,
    texts: &mut BTreeMap<String, Arc<str>>,
) -> Result<()> {
    let reading = || format!("reading `{}`", folder.display());
    for entry in fs::read_dir(folder).with_context(reading)? {
        let entry = entry.with_context(reading)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().with_context(reading)?;
        let path = format!("{prefix}{name}");
        if name.starts_with('.') {
            continue;
        }
        if kind.is_dir() && depth < DEEPEST {
            read_folder(&entry.path(), &format!("{path}/"), depth + 1, texts)?;
        } else if kind.is_file() && (name.ends_with(".tf") || name.ends_with(".tfvars")) {
            texts.insert(path, read_file(&entry.path())?);
        }
    }
    Ok(())
}

fn read_file(path: &Path) -> Result<Arc<str>> {
    let reading = || format!("reading `{}`", path.display());
    if fs::metadata(path).with_context(reading)?.len() > LARGEST {
        bail!("`{}` is larger than 4 MiB: is it Terraform?", path.display());
    }
    let bytes = fs::read(path).with_context(reading)?;
    Ok(String::from_utf8_lossy(&bytes).into())
}
