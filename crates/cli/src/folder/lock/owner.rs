//! A lock is one deployment's. Another's facts would be taken for this one's.

use std::path::Path;

use super::{Deployment, Lock, LockText, lines};
use crate::folder::Error;
use crate::folder::error::LockRefusal;
use crate::folder::names::shown;

/// Refuses the lock of another deployment than `ours`, whose blueprint is at `blueprint`.
///
/// Two blueprints of one name in one folder are told apart by their file names. A blueprint that was
/// renamed is not there any more under the name that the lock keeps.
pub fn check_owner(
    lock: &Lock,
    ours: &Deployment,
    blueprint: &Path,
    at: &LockText,
) -> Result<(), Error> {
    let Some(owner) = &lock.deployment else { return Ok(()) };
    let (key, what, help) = if owner.name != ours.name {
        let what = format!(
            "the lock belongs to the deployment `{}`, the blueprint to `{}`",
            owner.name, ours.name
        );
        let help = [Some(renamed(lock, owner, ours)), never_applied(lock)];
        let help = help.into_iter().flatten().collect::<Vec<_>>().join("\nhelp: ");
        ("deployment", what, help)
    } else if owner.blueprint != ours.blueprint
        && blueprint.with_file_name(&owner.blueprint).exists()
    {
        let what =
            format!("the folder belongs to `{}`, not to `{}`", owner.blueprint, ours.blueprint);
        let help =
            format!("if `{}` replaces `{}`, delete the latter", ours.blueprint, owner.blueprint);
        ("blueprint", what, help)
    } else {
        return Ok(());
    };
    Err(Error::Lock(Box::new(LockRefusal {
        lines: lines::of_key(&at.text, key),
        path: at.path.clone(),
        what,
        why: "lakewright would take the address ranges and the facts of one deployment for those of another"
            .to_owned(),
        help: format!("give this blueprint an output folder of its own with `--out`\nhelp: {help}"),
    })))
}

/// A deployment can be renamed, a workspace cannot.
fn renamed(lock: &Lock, owner: &Deployment, ours: &Deployment) -> String {
    if lock.previous.irrevocable.contains_key("") {
        return format!(
            "if you renamed the deployment, write `name = \"{}\"` again: its workspace keeps its name",
            owner.name
        );
    }
    format!(
        "if you renamed the deployment, write `deployment = \"{}\"` in this line, and the old name of each workspace \
         into its table",
        ours.name
    )
}

/// The most workspaces for which a command fits into a few lines.
const NAMED: usize = 8;

fn never_applied(lock: &Lock) -> Option<String> {
    let workspaces = &lock.previous.irrevocable;
    let all = workspaces.keys().map(|it| format!("--never-applied {}", shown(it)));
    let all = all.collect::<Vec<_>>().join(" ");
    (1..=NAMED)
        .contains(&workspaces.len())
        .then(|| format!("if nothing was ever applied: `lakewright generate {all}`"))
}
