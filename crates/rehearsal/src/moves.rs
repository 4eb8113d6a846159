//! Resources that move between states: the script that users run, in the environment of a stack.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};
use blueprint::sections::state::Backend;

use crate::run::Rehearsal;
use crate::terraform::Terraform;

const SCRIPT: &str = "move-states.sh";
const WORK: &str = "move-states.work";

impl Rehearsal<'_> {
    /// Runs the script of the files that were just laid over the old ones, if they have one.
    pub(crate) fn move_states(&self) -> Result<()> {
        let Some(text) = &self.script.moves else { return Ok(()) };
        let stack = &self.script.stacks[0];
        if self.script.stacks.iter().any(|stack| stack.backend == Backend::HcpTerraform) {
            bail!("HCP Terraform has no fake: a move between its states cannot be rehearsed");
        }
        let folder = &self.applied.stacks;
        fs::write(folder.join(SCRIPT), text)?;
        let mut terraform = self.workplace(stack).terraform;
        let program = ("TERRAFORM".into(), self.settings.terraform.clone().into_os_string());
        terraform.environment.push(program);
        let shell = Terraform { program: Path::new("/bin/sh"), ..terraform };
        let log = self.folder.join("logs").join("move-states.log");
        let finished = shell.run(folder, &[SCRIPT], &log, |_| {})?;
        if finished.code != 0 {
            bail!("`{SCRIPT}` failed: {}", finished.stderr.trim());
        }
        // As users are told to.
        fs::remove_dir_all(folder.join(WORK))?;
        fs::remove_file(folder.join(SCRIPT))?;
        Ok(())
    }
}
