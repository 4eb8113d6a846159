//! Stacks that take over what others had: which, and the script that moves it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use blueprint::{AppliedFrom, Architecture, PreviousRun, Stack};
use codegen::{Addresses, StackFolder};
use forecast::{Files, Forecast};
use moves::{MARK, Moves, SCRIPT, Side, Step, Unsafe, WORK};

use crate::folder::{self, Consent, Error, Lock, Orphaned, Output, Refusal, Seen, shown};
use crate::generated;

type Stacks = BTreeMap<StackFolder, Addresses>;

/// One of two trees, with what its files do not say.
#[derive(Clone, Copy)]
pub(crate) struct Tree<'a> {
    pub(crate) files: &'a Files<'a>,
    pub(crate) stacks: &'a Stacks,
    /// What the lock keeps of it.
    pub(crate) record: &'a PreviousRun,
}

impl<'a> Tree<'a> {
    fn side(self) -> Side<'a> {
        Side { files: self.files, names: &self.record.names }
    }
}

/// What moves between stacks. Nothing where that is not safe: a forecast then tells what goes and what comes.
pub(crate) fn moves(before: Tree, after: Tree) -> Moves {
    match orphaned(before, after) {
        orphaned if orphaned.is_empty() => Moves::default(),
        orphaned => {
            moves::between(before.side(), after.side(), &losing(&orphaned)).unwrap_or_default()
        }
    }
}

pub(crate) fn forecast(before: Tree, after: Tree) -> Forecast {
    let moves = moves(before, after);
    forecast::forecast_moved(before.files, after.files, &moves.moved)
}

fn orphaned(before: Tree, after: Tree) -> Vec<Orphaned> {
    folder::orphaned(before.stacks.iter(), &before.record.removed, after.stacks)
}

fn losing(orphaned: &[Orphaned]) -> BTreeSet<&str> {
    orphaned.iter().map(|it| it.stack.as_str()).collect()
}

/// The moves of everything that would lose its configuration, or why there are none.
pub(crate) fn moves_of_all(before: Tree, after: Tree) -> Result<Moves> {
    let orphaned = orphaned(before, after);
    let moves = moves::between(before.side(), after.side(), &losing(&orphaned)).map_err(refused)?;
    let left: Vec<Orphaned> =
        orphaned.into_iter().filter_map(|orphaned| without_place(orphaned, &moves)).collect();
    if left.is_empty() {
        return Ok(moves);
    }
    Err(Error::Refused(Refusal { orphaned: left, ..Refusal::default() }).into())
}

/// The instances that would lose their configuration, if there are any.
fn without_place(orphaned: Orphaned, moves: &Moves) -> Option<Orphaned> {
    let Orphaned { stack, addresses, moved_to, .. } = orphaned;
    let is_gone = moved_to.is_none();
    let of_stack = moves.left.iter().filter(|left| left.stack == stack);
    let lost = of_stack.filter(|left| is_gone || addresses.contains(&left.resource));
    let addresses: Vec<String> = lost.map(|left| left.address.clone()).collect();
    let none = addresses.is_empty();
    (!none).then_some(Orphaned { stack, addresses, moved_to, has_no_place: true })
}

fn refused(Unsafe { what, help }: Unsafe) -> anyhow::Error {
    anyhow::anyhow!("{what}\nhelp: {help}")
}

pub(crate) fn script(
    moves: &Moves,
    arch: &Architecture,
    stacks: &[Stack],
    tree: &Stacks,
) -> String {
    let steps: Vec<Step> = stacks.iter().map(|stack| step(arch, stack)).collect();
    moves::script(moves, &steps, &folder::fingerprint(tree))
}

fn step(arch: &Architecture, stack: &Stack) -> Step {
    let applied_from = match arch.applied_from(stack) {
        AppliedFrom::Anywhere => "anywhere",
        AppliedFrom::ListedAddress => "an address of the workspace's IP access list",
        AppliedFrom::PrivateNetwork => "a network that reaches the workspace over PrivateLink",
    };
    Step { stack: stack.folder.clone(), applied_from: applied_from.to_owned() }
}

/// What becomes of a run that may move.
pub(crate) enum Moving {
    /// No stack takes over anything.
    Nothing,
    /// Stacks that have the same state as before, under another folder.
    Folders { forgotten: BTreeSet<StackFolder> },
    /// The script stands in the output folder.
    Script,
}

/// A run of `generate` that may move resources.
pub(crate) struct Run<'a> {
    pub(crate) output: &'a Output<'a>,
    pub(crate) seen: &'a Seen,
    pub(crate) arch: &'a Architecture,
    /// Those of the templates, too.
    pub(crate) stacks: &'a [Stack],
    pub(crate) out_dir: &'a Path,
}

impl Run<'_> {
    /// Writes the script, before anything else is written: a run that is killed finds it again. If the run is refused
    /// for another reason, there is no script.
    pub(crate) fn prepare(&self, consent: &mut Consent) -> Result<Moving> {
        let Self { output, seen, out_dir, .. } = *self;
        let Lock { stacks: old, previous, .. } = &seen.lock;
        let orphaned = folder::orphaned(old.iter(), &previous.removed, output.stacks);
        if orphaned.is_empty() {
            return Ok(Moving::Nothing);
        }
        let forgotten: BTreeSet<_> = losing(&orphaned).into_iter().map(str::to_owned).collect();
        let path = out_dir.join(SCRIPT);
        let standing = fs::read_to_string(&path).ok();
        consent.forgotten_stacks.extend(forgotten.iter().cloned());
        if seen.is_interrupted() {
            // The old files may be gone by half.
            let mark = format!("{MARK}{},", folder::fingerprint(output.stacks));
            let is_of_run = |text: &String| text.lines().any(|line| line.starts_with(&mark));
            return match standing.as_ref().filter(|text| is_of_run(text)) {
                Some(_) => Ok(Moving::Script),
                None => bail!(interrupted()),
            };
        }
        let moves = self.moves()?;
        if moves.states.is_empty() {
            return Ok(Moving::Folders { forgotten });
        }
        if folder::changes(output, out_dir, consent)?.refusal.is_some() {
            return Ok(Moving::Nothing);
        }
        let text = script(&moves, self.arch, self.stacks, output.stacks);
        match standing {
            Some(standing) if standing != text => bail!(another_move(&path)),
            None if out_dir.join(WORK).exists() => bail!(another_move(&out_dir.join(WORK))),
            _ => write(&path, &text)?,
        }
        Ok(Moving::Script)
    }

    fn moves(&self) -> Result<Moves> {
        let Self { output, seen: Seen { lock, .. }, out_dir, .. } = *self;
        let old = generated::read(out_dir)?;
        let texts = forecast::texts_of(output.files.iter());
        let new = Files { texts, stacks: output.stacks.keys().map(String::as_str).collect() };
        let old = old.files();
        let before = Tree { files: &old, stacks: &lock.stacks, record: &lock.previous };
        let after = Tree { files: &new, stacks: output.stacks, record: output.record };
        moves_of_all(before, after)
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    let staged = path.with_extension("sh.new");
    let writing = || format!("writing `{}`", path.display());
    fs::write(&staged, text).and_then(|()| fs::rename(&staged, path)).with_context(writing)
}

fn interrupted() -> String {
    format!(
        "an earlier `lakewright generate` was interrupted, and its `{SCRIPT}` is of another blueprint, or is not there\n\
         help: complete that run with the blueprint that it had, or restore the output folder from version control"
    )
}

fn another_move(path: &Path) -> String {
    format!(
        "`{}` already exists, from another move\n\
         help: end that move first: run `sh {SCRIPT}` and the applies that it names, then delete `{SCRIPT}` and `{WORK}`\n\
         help: or delete both, if the script never ran",
        path.display()
    )
}

/// Of the script, if there is one to run.
pub(crate) fn script_path(moving: &Moving, out_dir: &Path) -> Option<PathBuf> {
    matches!(moving, Moving::Script).then(|| out_dir.join(SCRIPT))
}

/// What the user does next.
pub(crate) fn next(moving: &Moving, out_dir: &Path) -> Option<String> {
    match moving {
        Moving::Nothing => None,
        Moving::Folders { forgotten } => {
            let names: Vec<_> = forgotten.iter().map(|it| format!("`{}`", shown(it))).collect();
            Some(format!(
                "the state of stack {} stays where it is: `terraform init` in the new folder finds it\n",
                names.join(", ")
            ))
        }
        Moving::Script => Some(format!(
            "resources must move between states: otherwise the next plan creates them a second time\n\
             help: let nobody apply these stacks, and run `sh {}`, which makes a backup of each state\n\
             help: then run the applies that the script names: docs/moves.md\n",
            out_dir.join(SCRIPT).display()
        )),
    }
}
