//! Objects of a git repository, read by the `git` command.
//!
//! What a user names reaches git on standard input only, as the name of an object: nothing of it can become an option.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

pub(super) struct Repository {
    pub(super) root: PathBuf,
    /// From the root to the working folder: `infra/`, or nothing.
    prefix: String,
    pub(super) is_shallow: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Object {
    /// Its name, by which git finds it whatever it was asked for.
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) content: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blob,
    Tree,
    Other,
}

impl Repository {
    /// Around the working folder.
    pub(super) fn here() -> Result<Self> {
        let asked = ["rev-parse", "--show-toplevel", "--show-prefix", "--is-shallow-repository"];
        let output = git().args(asked).stdin(Stdio::null()).output().map_err(not_started)?;
        if !output.status.success() {
            bail!(outside(&String::from_utf8_lossy(&output.stderr)));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let [root, prefix, shallow] = text.lines().collect::<Vec<_>>()[..] else {
            bail!("git says `{}` in place of where its repository is", text.trim_end());
        };
        Ok(Self { root: root.into(), prefix: prefix.to_owned(), is_shallow: shallow == "true" })
    }

    /// As git reads the path of a revision: from the root or, if it begins with `./` or `../`, from the working folder.
    /// None if it leads out.
    pub(super) fn path(&self, written: &str) -> Option<String> {
        let is_relative =
            written.split('/').next().is_some_and(|first| matches!(first, "." | ".."));
        if is_relative { self.path_here(written) } else { normalised(written) }
    }

    pub(super) fn path_here(&self, written: &str) -> Option<String> {
        normalised(&format!("{}{written}", self.prefix))
    }

    /// Of a folder of the working tree, which need not be there.
    pub(super) fn path_of(&self, folder: &Path) -> Option<String> {
        let folder = std::path::absolute(folder).ok()?;
        let stands = folder.ancestors().find_map(|it| Some((it, it.canonicalize().ok()?)));
        let (ancestor, canonical) = stands?;
        let path = canonical.join(folder.strip_prefix(ancestor).ok()?);
        let below = path.strip_prefix(&self.root).ok()?;
        normalised(below.to_str()?)
    }
}

/// Without `.` and `..`.
fn normalised(path: &str) -> Option<String> {
    let mut parts = Vec::new();
    for component in Path::new(path).components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// One for each of `names`, which are what git calls object names, such as `v1:acme.toml`. None where there is none;
/// links within the repository are followed.
pub(super) fn objects(names: &[String]) -> Result<Vec<Option<Object>>> {
    if let Some(name) = names.iter().find(|name| name.contains(['\n', '\0'])) {
        bail!("git has no object whose name has a line break: `{}`", name.escape_debug());
    }
    let mut child = git()
        .args(["cat-file", "--batch", "--buffer", "--follow-symlinks"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(not_started)?;
    let objects = converse(&mut child, names);
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!(
            "git cannot read its objects: {}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
    }
    objects.context("git answers in another form")
}

fn converse(child: &mut Child, names: &[String]) -> Result<Vec<Option<Object>>> {
    let mut stdin = child.stdin.take().context("standard input is piped")?;
    let mut stdout = BufReader::new(child.stdout.take().context("standard output is piped")?);
    thread::scope(|scope| {
        // Git waits with reading while nobody takes what it says.
        scope.spawn(move || {
            for name in names {
                // What is wrong is said by git's exit code.
                if writeln!(stdin, "{name}").is_err() {
                    break;
                }
            }
        });
        names.iter().map(|_| next(&mut stdout)).collect()
    })
}

/// `<id> <kind> <size>` and the content, or a line that ends with why there is none. That a link leads nowhere is said
/// like content, without an id.
fn next(from: &mut impl BufRead) -> Result<Option<Object>> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    let words: Vec<&str> = line.trim_end().split(' ').collect();
    let Some(size) = words.last().and_then(|size| size.parse::<u64>().ok()) else {
        return Ok(None);
    };
    let mut content = Vec::new();
    from.by_ref().take(size).read_to_end(&mut content)?;
    let mut end = [0];
    from.read_exact(&mut end)?;
    let [id, kind, _] = words[..] else { return Ok(None) };
    let kind = match kind {
        "blob" => Kind::Blob,
        "tree" => Kind::Tree,
        _ => Kind::Other,
    };
    Ok(Some(Object { id: id.to_owned(), kind, content }))
}

/// Files below a tree, by their path in it.
pub(super) fn files_below(tree: &Object) -> Result<Vec<String>> {
    // The id is git's own.
    let asked = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", &tree.id];
    let output = git().args(asked).stdin(Stdio::null()).output().map_err(not_started)?;
    if !output.status.success() {
        bail!("git cannot list a folder: {}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.split_terminator('\0').map(str::to_owned).collect())
}

/// Whose words are always English.
fn git() -> Command {
    let mut git = Command::new("git");
    git.env("LC_ALL", "C");
    git
}

fn not_started(error: io::Error) -> anyhow::Error {
    if error.kind() == ErrorKind::NotFound {
        return anyhow::anyhow!(
            "there is no `git` on the search path, which reads `REV:path`\n\
             help: install git, or name a blueprint file in place of a revision"
        );
    }
    anyhow::Error::new(error).context("starting git")
}

fn outside(said: &str) -> String {
    let said = said.trim_end();
    if said.contains("not a git repository") {
        return "the working folder is in no git repository\n\
                help: run this in the repository that has the revision"
            .to_owned();
    }
    format!("git cannot read its repository here: {said}")
}
