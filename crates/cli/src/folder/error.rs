//! Why nothing, or not everything, was written.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::{fmt, io};

use super::names::{GUARD, shown};
use super::stacks::Orphaned;

#[derive(Debug)]
pub enum Error {
    /// Writing would lose something of the user's: exit code 1. Everything else is exit code 2.
    Refused(Refusal),
    /// `lakewright.lock` is damaged or another deployment's.
    Lock(Box<LockRefusal>),
    /// The journal of an interrupted run cannot be understood.
    Unreadable {
        path: PathBuf,
        message: String,
        help: &'static str,
    },
    /// Written by a lakewright that knows more than this one.
    Newer {
        path: PathBuf,
        format: u32,
    },
    /// What the lock does not know was to be forgotten.
    Unknown {
        what: String,
        help: String,
    },
    /// Another run is writing into the folder.
    Busy {
        out_dir: PathBuf,
    },
    /// A symbolic link where we would read or write: it could lead out of the folder.
    Symlink {
        path: PathBuf,
    },
    /// Something that is not a regular file where a file should be.
    NotAFile {
        path: PathBuf,
    },
    /// Something that is not a folder where a folder should be.
    NotAFolder {
        path: PathBuf,
    },
    /// A generated path that belongs to Terraform, to git or to our own bookkeeping.
    Reserved {
        path: String,
    },
    Io {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    /// The run stopped after the first file had moved; the stacks are guarded.
    HalfWritten(Box<Error>),
}

/// Why a lock is not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockRefusal {
    pub path: PathBuf,
    /// From 1.
    pub lines: RangeInclusive<usize>,
    pub what: String,
    /// What would happen if it were believed.
    pub why: String,
    pub help: String,
}

/// What the user must decide on first. At least one list has an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// Files we wrote that were changed since, each with what changed as a unified diff from what
    /// would be written to what is there; no diff where nothing would be written any more.
    pub edited_by_hand: Vec<(String, Option<String>)>,
    /// Files we never wrote where one of ours belongs, with the same diff.
    pub foreign: Vec<(String, String)>,
    pub orphaned: Vec<Orphaned>,
    /// The author's folder with which the tree was generated, where this run has no such templates.
    pub lost_templates: Option<String>,
    pub losses: Vec<Loss>,
}

/// A resource that Terraform would replace, and what is lost by that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// Where it is.
    pub stacks: Vec<String>,
    pub address: String,
    /// Arguments.
    pub forced_by: Vec<String>,
    pub why: String,
}

impl Error {
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// For `map_err`: `Error::io("reading", path)`.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { doing, path: path.to_owned(), source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Lock(refusal) => refusal.fmt(f),
            Self::Unreadable { path, message, help } => {
                write!(f, "cannot understand `{}`: {message}\nhelp: {help}", path.display())
            }
            Self::Newer { path, format } => write!(
                f,
                "`{}` has format {format}, written by a newer lakewright than this one\n\
                 help: use that version, or a later one",
                path.display()
            ),
            Self::Unknown { what, help } => write!(f, "{what}\nhelp: {help}"),
            Self::Busy { out_dir } => write!(
                f,
                "another `lakewright generate` is writing into `{}`\n\
                 help: wait until it is done, then run this again",
                out_dir.display()
            ),
            Self::Symlink { path } => write!(
                f,
                "`{}` is a symbolic link, which could lead out of the output folder\n\
                 help: replace it by what it points to, or choose another output folder",
                path.display()
            ),
            Self::NotAFile { path } => {
                write!(f, "`{}` is in the way: a file is to be written there", path.display())
            }
            Self::NotAFolder { path } => {
                write!(f, "`{}` is in the way: a folder is needed there", path.display())
            }
            Self::Reserved { path } => write!(
                f,
                "`{path}` is not ours to generate: the name belongs to Terraform, to git or to \
                 lakewright's bookkeeping"
            ),
            Self::Io { doing, path, source } => {
                write!(f, "{doing} `{}`: {source}", path.display())
            }
            Self::HalfWritten(cause) => write!(
                f,
                "{cause}\nthe tree is partly old and partly new; `{GUARD}` keeps Terraform from \
                 running on it\nhelp: remove the cause, then run `lakewright generate` again: it \
                 completes the tree"
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::HalfWritten(cause) => Some(cause),
            _ => None,
        }
    }
}

impl fmt::Display for LockRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, lines, what, why, help } = self;
        let (path, first, last) = (path.display(), lines.start(), lines.end());
        if first == last {
            write!(f, "`{path}`, line {first}: ")?;
        } else {
            write!(f, "`{path}`, lines {first} to {last}: ")?;
        }
        write!(f, "{what}\n{why}\nhelp: {help}")
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { edited_by_hand, foreign, orphaned, lost_templates, losses } = self;
        let mut parts = Vec::new();
        parts.extend(lost_templates.as_deref().map(lost_templates_text));
        if !edited_by_hand.is_empty() {
            parts.push(edited_text(edited_by_hand));
        }
        if !foreign.is_empty() {
            parts.push(foreign_text(foreign));
        }
        if !orphaned.is_empty() {
            parts.push(orphaned_text(orphaned));
        }
        if !losses.is_empty() {
            parts.push(losses_text(losses));
        }
        f.write_str(&parts.join("\n"))
    }
}

/// `folder` as it is found from the blueprint's own.
fn lost_templates_text(folder: &str) -> String {
    format!(
        "the folder was generated with the templates in `{folder}`, and this run has none\n\
         what these templates generate would be removed, so nothing was written\n\
         help: `lakewright generate --templates {folder}`, a path that begins at the blueprint's folder\n\
         help: or write `templates = \"{folder}\"` at the top of the blueprint\n\
         help: or give the templates up: `lakewright generate --forget-templates`\n"
    )
}

fn losses_text(losses: &[Loss]) -> String {
    let told = |loss: &Loss| {
        let Loss { stacks, address, forced_by, why } = loss;
        let stacks: Vec<_> = stacks.iter().map(|stack| format!("`{}`", shown(stack))).collect();
        let forced_by: Vec<_> = forced_by.iter().map(|path| format!("`{path}`")).collect();
        format!(
            "Terraform would replace `{address}` in {}, forced by {}\n  {why}\n",
            stacks.join(", "),
            forced_by.join(", ")
        )
    };
    let addresses: BTreeSet<&str> = losses.iter().map(|loss| loss.address.as_str()).collect();
    let accept: Vec<_> = addresses.iter().map(|it| format!("--accept-loss '{it}'")).collect();
    format!(
        "{}\nthe data would be lost without a question, so nothing was written\n\
         help: take the edit back, and write what is new beside what is there; move the data, then remove the old\n\
         help: if nothing is in it, or it may be lost: `lakewright generate {}`\n",
        losses.iter().map(told).collect::<String>(),
        accept.join(" ")
    )
}

fn edited_text(edited: &[(String, Option<String>)]) -> String {
    let subject = if edited.len() == 1 { "file was" } else { "files were" };
    let mut text =
        format!("{} {subject} edited by hand since lakewright wrote it\n\n", edited.len());
    for (path, diff) in edited {
        let gone = || format!("`{path}` is no longer generated and would be deleted\n");
        text += &diff.clone().unwrap_or_else(gone);
        text.push('\n');
    }
    text + "generating would lose these edits, so nothing was written\n\
            help: keep the edit in a file of your own next to it; one whose name ends in \
            `_override.tf` is merged over ours by Terraform\n\
            help: or change the blueprint, or the template, so that it generates the edit\n\
            help: or discard the edits with `lakewright generate --overwrite`\n"
}

fn foreign_text(foreign: &[(String, String)]) -> String {
    let subject = if foreign.len() == 1 { "file is" } else { "files are" };
    let mut text = format!("{} {subject} in the way, not written by lakewright\n\n", foreign.len());
    for (_, diff) in foreign {
        text.push_str(diff);
        text.push('\n');
    }
    text + "generating would lose what is there, so nothing was written\n\
            help: rename the file, or choose another output folder\n\
            help: or replace it with `lakewright generate --overwrite`\n"
}

fn orphaned_text(orphaned: &[Orphaned]) -> String {
    let stacks: String = orphaned.iter().map(Orphaned::to_string).collect();
    let workspaces: BTreeSet<&str> = orphaned.iter().filter_map(Orphaned::workspace).collect();
    let never_applied = |workspace: &&str| {
        format!(
            "help: if workspace `{workspace}` was never applied: `lakewright generate --never-applied {workspace}`\n"
        )
    };
    let never_applied: String = workspaces.iter().map(never_applied).collect();
    let goes = |stack: &&Orphaned| stack.moved_to.is_none();
    let gone: BTreeSet<&str> =
        orphaned.iter().filter(goes).filter_map(Orphaned::workspace).collect();
    let remove = |workspace: &&str| {
        format!(
            "help: to take workspace `{workspace}` away, write its tables as `[removed.{workspace}]`: its README then says how\n"
        )
    };
    let remove: String = gone.iter().filter(|it| **it != shown("")).map(remove).collect();
    let moves = orphaned.iter().any(|stack| stack.moved_to.is_some());
    let no_move = "help: if nothing moves, make the two changes in two runs\n";
    format!(
        "{stacks}\nTerraform moves nothing between states by itself: what these addresses stand for\n\
         would be left without configuration or created twice, so nothing was written\n\
         {}{remove}{}{never_applied}{}",
        moving_help(orphaned, &gone),
        forget_help(orphaned),
        if moves { no_move } else { "" },
    )
}

/// A workspace is found again by its name.
fn moving_help(orphaned: &[Orphaned], gone: &BTreeSet<&str>) -> String {
    let move_states = "help: if another stack has them now, `lakewright generate --move-states` writes the script that moves \
                       them\n";
    let was_tried = orphaned.iter().all(|stack| stack.has_no_place);
    let keep_name = |workspace: &&str| {
        format!(
            "help: if workspace `{workspace}` has another table now, write its old `name` there: lakewright knows it by its \
             name\n"
        )
    };
    let keep_name: String = gone.iter().map(keep_name).collect();
    if was_tried { keep_name } else { format!("{move_states}{keep_name}") }
}

fn forget_help(orphaned: &[Orphaned]) -> String {
    let forget = |stack: &Orphaned| {
        format!(
            "help: when the state of stack `{0}` is empty: `lakewright generate --forget-stack {0}`\n",
            shown(&stack.stack)
        )
    };
    orphaned.iter().map(forget).collect::<BTreeSet<String>>().into_iter().collect()
}
