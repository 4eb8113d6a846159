//! Stacks of removed workspaces, which a person destroys before their tables leave the blueprint.

use anyhow::Result;
use blueprint::Workspace;

use crate::events::Diagnostic;
use crate::phases::{Outcome, Workplace};
use crate::report::Phase;
use crate::run::Rehearsal;
use crate::script::{Script, Stack};
use crate::wave::{Slots, wave};

impl Rehearsal<'_> {
    /// Destroys the stacks of removed workspaces that `after` has no more, as their READMEs say: in their folders, with
    /// nothing lifted. Says whether nothing is in their states.
    pub(crate) fn destroy_what_leaves(&self, after: &Script) -> Result<bool> {
        let stays = |folder: &str| after.stacks.iter().any(|other| other.folder == folder);
        let is_removed = |stack: &Stack| {
            let workspace = self.script.arch.workspace(&stack.workspace);
            workspace.is_some_and(Workspace::is_removed) && !stays(&stack.folder)
        };
        let leaving: Vec<Stack> =
            self.script.stacks.iter().filter(|stack| is_removed(stack)).cloned().collect();
        let users = |stack: &Stack| {
            let uses = |other: &&Stack| other.after.contains(&stack.folder);
            leaving.iter().filter(uses).map(|other| other.folder.clone()).collect()
        };
        wave(&leaving, &Slots::new(self.settings.jobs), users, |stack| {
            self.step(stack, Phase::Destroy, || destroy(&self.workplace(stack)))
        });
        self.goes_on()
    }
}

fn destroy(workplace: &Workplace) -> Result<Outcome> {
    let arguments = ["destroy", "-auto-approve", "-input=false", "-json"];
    let mut outcome = workplace.applied(Phase::Destroy, "leave", &arguments, None)?;
    if outcome.errors.is_empty() {
        let left = workplace.print("state-list", &["state", "list"])?;
        outcome.errors.extend(left.lines().map(|address| Diagnostic {
            severity: "error".to_owned(),
            summary: "it is left in the state".to_owned(),
            detail: "A destroyed stack has nothing in its state.".to_owned(),
            address: Some(address.to_owned()),
            range: None,
        }));
    }
    Ok(outcome)
}
