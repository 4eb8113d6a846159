//! The shell script that moves resources between states.
//!
//! What it does is `script.sh`, which is the same for every move. What it moves comes before that.

use std::fmt::Write;

use crate::model::{Moves, State};
use crate::place::Place;
use crate::stacks::is_inside;
use crate::unsafety::shown;

/// Its name in the output folder.
pub const SCRIPT: &str = "move-states.sh";

/// The folder in which it keeps backups and copies of states.
pub const WORK: &str = "move-states.work";

/// How the line begins that says for which stacks a script was written.
pub const MARK: &str = "# For the stacks with the fingerprint ";

const ACTIONS: &str = include_str!("script.sh");

/// A stack that is applied at the end of the move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub stack: String,
    /// Such as `anywhere`.
    pub applied_from: String,
}

/// `steps` are all stacks in the order in which they are applied; `fingerprint` is that of the new stacks.
pub fn script(moves: &Moves, steps: &[Step], fingerprint: &str) -> String {
    let mut text = head(moves, fingerprint);
    text += &states(moves);
    text += &moved(moves);
    text += &applied(moves, steps);
    text + ACTIONS
}

fn head(moves: &Moves, fingerprint: &str) -> String {
    let hcp = if moves.states.iter().any(|state| state.place.is_hcp()) {
        "#\n\
         # States in HCP Terraform: nobody has tried this script with HCP Terraform or Terraform Enterprise. Its commands\n\
         # are those that are documented for it. Try it first with states that you can lose.\n"
    } else {
        ""
    };
    format!(
        "#!/bin/sh\n\
         # Moves resources from one Terraform state to another, because they have another stack now.\n\
         #\n\
         #   sh {SCRIPT}                moves them, and says what to do next\n\
         #   sh {SCRIPT} apply [STACK]  ends the move of a stack, or of all stacks: plans it, and applies the plan\n\
         #                                    if it creates and destroys nothing\n\
         #\n\
         # Nobody may apply these stacks until the move has ended. The script can be killed at any time: run it again.\n\
         # It needs a shell and Terraform; TERRAFORM names another program, such as `tofu`.\n\
         #\n\
         # `{WORK}` keeps a backup of each state and a copy of what it becomes. States hold secrets in clear text:\n\
         # only you may read the folder. Delete it when the move has ended.\n\
         {hcp}#\n\
         {MARK}{fingerprint}, written by `lakewright generate --move-states`.\n\
         set -eu\n"
    )
}

/// Its name in the script: a number, and the folder of its stack.
fn label(moves: &Moves, stack: &str) -> String {
    let number = moves.states.iter().position(|state| state.stack == stack).unwrap_or_default() + 1;
    match stack {
        "" => format!("{number}-root"),
        stack => format!("{number}-{}", stack.replace('/', "-")),
    }
}

fn states(moves: &Moves) -> String {
    let label = |state: &State| label(moves, &state.stack);
    let all: Vec<_> = moves.states.iter().map(label).collect();
    let gone: Vec<_> = moves.states.iter().filter(|state| !state.stays).map(label).collect();
    let (mut files, mut backends) = (String::new(), String::new());
    for state in &moves.states {
        let label = label(state);
        match &state.place {
            Place::File(path) => {
                writeln!(files, "    {label}) echo '{path}' ;;")
            }
            Place::Backend(text) => {
                let text = text.trim_end();
                writeln!(backends, "    {label})\n      cat <<'END'\n{text}\nEND\n      ;;")
            }
        }
        .expect("writing to a String cannot fail");
    }
    format!(
        "\n\
         # The states, in the order in which they are written. One that gets resources comes before the one that loses\n\
         # them: a resource that two states have for a moment is safe, one that no state has is lost.\n\
         states='{}'\n\
         # Those whose stacks are no longer generated.\n\
         gone='{}'\n\
         \n\
         # The file of a state; nothing if it is where a backend has it.\n\
         file_of() {{\n  case $1 in\n{files}    *) ;;\n  esac\n}}\n\
         \n\
         # The backend of a state, as `backend.tf` of its stack has it.\n\
         backend_of() {{\n  case $1 in\n{backends}    *) ;;\n  esac\n}}\n",
        all.join(" "),
        gone.join(" "),
    )
}

fn moved(moves: &Moves) -> String {
    let mut lines = String::new();
    let mut between = None;
    for it in moves.between_states() {
        let stacks = (&it.from_stack, &it.to_stack);
        if between != Some(stacks) {
            between = Some(stacks);
            let (from, to) = (shown(stacks.0), shown(stacks.1));
            lines.extend(["  # From stack `", from, "` to stack `", to, "`.\n"]);
        }
        let (from, to) = (it.from(), it.to());
        let renamed = if from == to { String::new() } else { format!(" {}", quoted(&to)) };
        let (source, target) = (label(moves, moves.state_of(stacks.0)), label(moves, stacks.1));
        lines.extend(["  move ", &source, " ", &target, " ", &quoted(&from), &renamed, "\n"]);
    }
    format!("\n# Each resource with its instance key.\nmove_all() {{\n{lines}}}\n")
}

/// The stacks whose states have changed, in the order in which they are applied.
fn applied(moves: &Moves, steps: &[Step]) -> String {
    let takes_part = |step: &&Step| {
        let is_its = |state: &State| state.stack == step.stack && state.stays;
        moves.states.iter().any(is_its)
    };
    let steps: Vec<&Step> = steps.iter().filter(takes_part).collect();
    let names: Vec<&str> = steps.iter().map(|step| shown(&step.stack)).collect();
    let line = |step: &&Step| {
        let from =
            if is_still_private(moves, &step.stack) { STILL_PRIVATE } else { &step.applied_from };
        format!("  sh {SCRIPT} apply {:<20} # from {from}\n", shown(&step.stack))
    };
    let lines: String = steps.iter().map(line).collect();
    let mut locks = String::new();
    for it in &moves.moved {
        let (from, to) = (shown(&it.from_stack), shown(&it.to_stack));
        let line = format!("  keep_versions {from} {to}\n");
        if !locks.contains(&line) {
            locks += &line;
        }
    }
    let left: Vec<_> = moves.gone.iter().map(|stack| files_of(stack)).collect();
    let left = left.concat();
    let left = if left.is_empty() {
        String::new()
    } else {
        format!(
            "Files of stacks that are no longer generated, to delete then, if they are there:\n\n{left}\n"
        )
    };
    format!(
        "\n\
         # The stacks that are applied at the end, in their order.\n\
         stacks='{}'\n\
         \n\
         # A new stack starts with the versions of the providers that wrote its resources.\n\
         keep_all_versions() {{\n{locks}}}\n\
         \n\
         say_what_is_next() {{\n  cat <<'END'\n\n\
         The resources have moved. What has not moved yet: outputs, and the order in which Terraform destroys.\n\
         An apply of each stack writes both anew. Until then, destroy nothing. In this order:\n\n\
         {lines}\n\
         Then delete `{WORK}`, which has secrets in it, and `{SCRIPT}`.\n\n\
         {left}END\n}}\n\n",
        names.join(" "),
    )
}

/// Until this apply, nobody reaches from the internet what the stack gets.
const STILL_PRIVATE: &str =
    "a network that reaches the workspace over PrivateLink: public access is still off";

fn is_still_private(moves: &Moves, stack: &str) -> bool {
    let is_outside = !is_inside(stack);
    is_outside && moves.moved.iter().any(|it| it.to_stack == stack && is_inside(&it.from_stack))
}

/// What Terraform keeps in the folder of a stack.
fn files_of(stack: &str) -> String {
    let below = if stack.is_empty() { String::new() } else { format!("{stack}/") };
    ["terraform.tfstate", "terraform.tfstate.backup", ".terraform", ".terraform.lock.hcl"]
        .map(|name| format!("  {below}{name}\n"))
        .concat()
}

/// As a shell takes it for one word.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
