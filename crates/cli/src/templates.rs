//! The templates: those in the binary, or with an author's folder laid over them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use anyhow::{Context, bail};
use blueprint::values::TemplatesFolder;
use blueprint::{Architecture, Diagnostics, Source};
use codegen::{TemplateBug, Templates};

use crate::folder::AuthorTemplates;

/// Mistakes in templates, and where those of an author lie.
#[derive(Debug)]
pub(crate) struct TemplateBugs {
    bugs: Vec<TemplateBug>,
    author: Option<Author>,
}

/// An author's folder, as it is shown, and its files by their path in it.
#[derive(Clone, Debug)]
pub(crate) struct Author {
    pub(crate) folder: PathBuf,
    pub(crate) files: BTreeMap<String, String>,
}

/// Templates that can be used, and whose they are.
pub(crate) struct Loaded {
    pub(crate) templates: Templates,
    author: Option<Author>,
}

/// Of a blueprint: with the author's folder that the command line names, else the one that the blueprint does.
pub(crate) fn load_for(
    option: Option<&Path>,
    blueprint: &Path,
    arch: &Architecture,
) -> anyhow::Result<Loaded> {
    match (option, &arch.templates) {
        (Some(folder), _) => load(Some(folder)),
        (None, Some(named)) => load_named(named, blueprint),
        (None, None) => load(None),
    }
}

/// The folder that a blueprint names; none if that cannot be read, which is for others to report.
pub(crate) fn named_by(source: &Source) -> Option<TemplatesFolder> {
    blueprint::parse(source, &mut Diagnostics::default()).templates().cloned()
}

/// With the author's folder that a blueprint names.
pub(crate) fn load_named(named: &TemplatesFolder, blueprint: &Path) -> anyhow::Result<Loaded> {
    extended(Some(read_named(named, blueprint)?))
}

pub(crate) fn read_named(named: &TemplatesFolder, blueprint: &Path) -> anyhow::Result<Author> {
    let folder = beside(blueprint).join(named.as_str());
    if !folder.is_dir() {
        bail!(
            "`templates = \"{named}\"` in `{}`: there is no folder `{}`",
            blueprint.display(),
            folder.display()
        );
    }
    read(&folder)
}

/// The folder in which a blueprint lies.
pub(crate) fn beside(blueprint: &Path) -> &Path {
    let parent = blueprint.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

pub(crate) fn load(folder: Option<&Path>) -> anyhow::Result<Loaded> {
    extended(folder.map(read).transpose()?)
}

/// Those in the binary, with an author's laid over them.
pub(crate) fn extended(author: Option<Author>) -> anyhow::Result<Loaded> {
    let templates = match &author {
        None => Templates::embedded(),
        Some(author) => Templates::extended(author.files.clone()),
    };
    match templates {
        Ok(templates) => Ok(Loaded { templates, author }),
        Err(bugs) => Err(TemplateBugs { bugs, author }.into()),
    }
}

impl Loaded {
    pub(crate) fn bugs(&self, bugs: Vec<TemplateBug>) -> TemplateBugs {
        TemplateBugs { bugs, author: self.author.clone() }
    }

    /// What the lock keeps of an author's: `before` is what it kept, whose path stands while the templates do.
    pub(crate) fn kept(
        &self,
        blueprint: &Path,
        before: Option<&AuthorTemplates>,
    ) -> Option<AuthorTemplates> {
        let Author { folder, files } = self.author.as_ref()?;
        let now = AuthorTemplates::new(from(beside(blueprint), folder), files);
        let same = before.filter(|before| before.is_same(&now)).cloned();
        Some(same.unwrap_or(now))
    }
}

/// The path of `folder` as it is found from `base`, which is the same on every machine that has both.
fn from(base: &Path, folder: &Path) -> String {
    let (Ok(base), Ok(absolute)) = (base.canonicalize(), folder.canonicalize()) else {
        return folder.to_string_lossy().into_owned();
    };
    let (base, absolute): (Vec<_>, Vec<_>) =
        (base.components().collect(), absolute.components().collect());
    let common = base.iter().zip(&absolute).take_while(|(one, other)| one == other).count();
    let up = base[common..].iter().map(|_| "..".to_owned());
    let down = absolute[common..].iter().map(|it| it.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

fn read(folder: &Path) -> anyhow::Result<Author> {
    let mut files = BTreeMap::new();
    read_folder(folder, "", &mut files)?;
    if files.is_empty() {
        bail!("`{}` holds no template", folder.display());
    }
    Ok(Author { folder: folder.to_owned(), files })
}

/// Hidden files are not templates: editors and version control keep theirs there.
fn read_folder(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, String>,
) -> anyhow::Result<()> {
    let reading = || format!("reading templates in `{}`", folder.display());
    for entry in fs::read_dir(folder).with_context(reading)? {
        let entry = entry.with_context(reading)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.path().is_dir() {
            read_folder(&entry.path(), &format!("{path}/"), files)?;
        } else {
            let text = fs::read_to_string(entry.path());
            let reading = || format!("reading template `{}`", entry.path().display());
            files.insert(path, text.with_context(reading)?);
        }
    }
    Ok(())
}

impl fmt::Display for TemplateBugs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let authors = |bug: &TemplateBug| {
            self.author.as_ref().filter(|author| author.files.contains_key(&bug.template))
        };
        f.write_str(if self.bugs.len() == 1 {
            "a template is wrong"
        } else {
            "templates are wrong"
        })?;
        for bug in &self.bugs {
            match authors(bug) {
                Some(author) => write!(f, "\n  {}/{bug}", author.folder.display())?,
                None => write!(f, "\n  {bug}")?,
            }
        }
        if self.bugs.iter().any(|bug| authors(bug).is_some()) {
            write!(f, "\nthis is a bug in your template")
        } else {
            write!(f, "\nthis is a bug in lakewright, not in your blueprint")
        }
    }
}

impl std::error::Error for TemplateBugs {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(author: Option<Author>, expected: &str) {
        let bug = TemplateBug {
            template: "root/main.tf.tera".to_owned(),
            line: 3,
            message: "there is no `x`".to_owned(),
        };
        assert_eq!(TemplateBugs { bugs: vec![bug], author }.to_string(), expected);
    }

    #[test]
    fn a_folder_is_named_from_the_blueprints_own() {
        let root = tempfile::tempdir().unwrap();
        let path = |path: &str| root.path().join(path);
        fs::create_dir_all(path("a/b")).unwrap();
        fs::create_dir_all(path("ours/c")).unwrap();
        assert_eq!(from(&path("a/b"), &path("ours/c")), "../../ours/c");
        assert_eq!(from(&path("."), &path("ours")), "ours");
        assert_eq!(from(&path("a/b"), &path("a/../a/b")), ".");
    }

    #[test]
    fn a_bug_is_told_to_whom_it_belongs() {
        check(
            None,
            "a template is wrong\n  root/main.tf.tera:3: there is no `x`\n\
             this is a bug in lakewright, not in your blueprint",
        );
        let files = BTreeMap::from([("root/main.tf.tera".to_owned(), String::new())]);
        check(
            Some(Author { folder: PathBuf::from("ours"), files }),
            "a template is wrong\n  ours/root/main.tf.tera:3: there is no `x`\n\
             this is a bug in your template",
        );
    }
}
