//! Writes a proven tree into the user's output folder, which also holds what is not ours.
//!
//! Given the files, the stacks and the record of a run, says what writing them would do
//! ([`changes`]) and does it ([`write()`]): one comparison, so `--check` cannot disagree with
//! `generate`. Guarantees that no byte of a file we did not write, or that was edited since, is lost
//! without consent, and that a killed run leaves a folder on which Terraform refuses to run.

mod appearing;
mod busy;
mod changes;
mod compare;
mod contain;
mod diff;
mod disk;
mod error;
mod guard;
mod hash;
mod inspect;
mod journal;
mod lock;
mod names;
mod output;
mod quoted;
mod read;
mod seen;
mod stacks;
mod templates;
mod write;

#[cfg(test)]
mod tests;

pub use changes::{Changes, Differing};
pub use compare::changes;
pub use error::{Error, LockRefusal, Loss, Refusal};
pub use guard::GUARD_TEXT;
pub use lock::{Deployment, Lock, LockText, check_owner};
pub(crate) use lock::{fingerprint, forget, forget_stacks, of_stack, parse as parse_lock};
pub(crate) use names::shown;
pub use names::{GUARD, LOCK};
pub use output::{Consent, Output};
pub use read::read;
pub use seen::Seen;
pub use stacks::{Orphaned, orphaned};
pub use templates::AuthorTemplates;
pub use write::{write, write_unless_lost};
