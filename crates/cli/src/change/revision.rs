//! Reads a blueprint, the lock beside it and an author's templates as they were at a revision.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::Wanted;
use super::git::{self, Kind, Object, Repository};
use super::old::{Old, OldLock, Templates, without_lock};
use crate::folder::{self, LOCK, LockText};
use crate::input;
use crate::templates::{Author, beside, named_by};

pub(super) fn read(revision: &str, written: &str, wanted: &Wanted) -> Result<Old> {
    let shown = format!("{revision}:{written}");
    if revision.is_empty() {
        bail!("`{shown}` names no revision\nhelp: `HEAD{shown}` is what was committed last");
    }
    let not_read = |error: anyhow::Error| error.context(format!("`{shown}` is no file"));
    let repository = Repository::here().map_err(not_read)?;
    let Some(path) = repository.path(written) else {
        bail!(
            "{}\nhelp: a path of a revision begins at the root of the repository or, with `./`, in this folder",
            outside(&format!("`{written}`"), &repository)
        );
    };
    let lock = lock_path(&path, wanted.new.out.as_deref(), &repository)?;
    let names = [
        format!("{revision}^{{tree}}"),
        format!("{revision}:{path}"),
        format!("{revision}:{lock}"),
    ];
    let [tree, blueprint, lock_object] = objects(&names)?;
    let Some(tree) = tree else { bail!(unknown(revision, &repository)) };
    let Some(blueprint) = blueprint else {
        bail!(missing(written, revision, &tree, &repository)?);
    };
    if blueprint.kind != Kind::Blob {
        bail!("`{shown}` is a folder, not a blueprint");
    }
    let source = input::source(shown, blueprint.content)?;

    let lock_shown = format!("{revision}:{lock}");
    let lock = lock_object.map(|object| read_lock(&lock_shown, &object)).transpose()?;
    let mut notes = Vec::new();
    if lock.is_none() {
        notes.push(without_lock(&lock_shown));
    }
    let templates = match (wanted.templates, named_by(&source)) {
        (None, None) => Templates::InBinary,
        (Some(folder), _) => templates(revision, &tree, folder, &repository, &mut notes)?,
        (None, Some(folder)) => {
            let folder = beside(&repository.root.join(&path)).join(folder.as_str());
            templates(revision, &tree, &folder, &repository, &mut notes)?
        }
    };
    Ok(Old { source, lock, templates, notes })
}

fn objects<const N: usize>(names: &[String; N]) -> Result<[Option<Object>; N]> {
    let objects = git::objects(names)?;
    Ok(objects.try_into().expect("there is one for each name"))
}

/// In the output folder of the blueprint at `path`.
fn lock_path(path: &str, out: Option<&Path>, repository: &Repository) -> Result<String> {
    let folder = match out {
        Some(out) => match repository.path_of(out) {
            Some(folder) => folder,
            None => bail!(
                "{}\nhelp: name a file in place of a revision: its lock may lie anywhere",
                outside(&format!("`--out {}`", out.display()), repository)
            ),
        },
        None => match path.rsplit_once('/') {
            Some((parent, _)) => format!("{parent}/terraform"),
            None => "terraform".to_owned(),
        },
    };
    Ok(if folder.is_empty() { LOCK.to_owned() } else { format!("{folder}/{LOCK}") })
}

fn read_lock(shown: &str, object: &Object) -> Result<OldLock> {
    if object.kind != Kind::Blob {
        bail!("`{shown}` is a folder, not a lock");
    }
    let path = PathBuf::from(shown);
    let text = String::from_utf8_lossy(&object.content).into_owned();
    let lock = folder::parse_lock(&text, &path)?;
    Ok(OldLock { lock, text: LockText { path, text: Cow::Owned(text) } })
}

/// From the revision, if the repository has them at all.
fn templates(
    revision: &str,
    tree: &Object,
    folder: &Path,
    repository: &Repository,
    notes: &mut Vec<String>,
) -> Result<Templates> {
    let shown = folder.display();
    let Some(path) = repository.path_of(folder) else {
        notes.push(format!(
            "the templates in `{shown}` lie outside of the git repository: both sides are generated with them as they \
             are now"
        ));
        return Ok(Templates::AsNew);
    };
    let [found] = objects(&[format!("{}:{path}", tree.id)])?;
    let Some(found) = found.filter(|found| found.kind == Kind::Tree) else {
        bail!(
            "the revision `{revision}` has no templates `{path}`\n\
             help: to generate both sides with the templates of today, name a file in place of a revision"
        );
    };
    // Hidden files are not templates.
    let mut paths = git::files_below(&found)?;
    paths.retain(|path| !path.split('/').any(|part| part.starts_with('.')));
    let names: Vec<_> = paths.iter().map(|path| format!("{}:{path}", found.id)).collect();
    let mut files = BTreeMap::new();
    for (path, object) in paths.into_iter().zip(git::objects(&names)?) {
        let Some(text) = object.and_then(|object| String::from_utf8(object.content).ok()) else {
            bail!("reading template `{path}` of `{shown}` at `{revision}`: it is no UTF-8 text");
        };
        files.insert(path, text);
    }
    Ok(Templates::Author(Author { folder: PathBuf::from(format!("{revision}:{path}")), files }))
}

fn outside(what: &str, repository: &Repository) -> String {
    format!("{what} is outside of the git repository `{}`", repository.root.display())
}

fn unknown(revision: &str, repository: &Repository) -> String {
    let root = repository.root.display();
    if repository.is_shallow {
        return format!(
            "the git repository `{root}` is a shallow clone, which does not have the revision `{revision}`\n\
             help: `git fetch --unshallow` gets all revisions; in GitHub Actions, write `fetch-depth: 0` for \
             `actions/checkout`"
        );
    }
    format!(
        "the git repository `{root}` has no revision `{revision}`\n\
         help: `git log --oneline --all` lists the revisions; `git fetch --tags` gets those of others"
    )
}

/// A path that is relative to the working folder is told how it is written.
fn missing(
    written: &str,
    revision: &str,
    tree: &Object,
    repository: &Repository,
) -> Result<String> {
    let what = format!("the revision `{revision}` has no file `{written}`");
    if let Some(here) = repository.path_here(written) {
        let [found] = objects(&[format!("{}:{here}", tree.id)])?;
        if found.is_some_and(|found| found.kind == Kind::Blob) {
            return Ok(format!("{what}\nhelp: from this folder it is `{revision}:./{written}`"));
        }
    }
    Ok(format!(
        "{what}\nhelp: a path begins at the root of the repository or, with `./`, in this folder"
    ))
}
