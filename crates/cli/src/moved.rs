//! Refuses to move a range because the lock gives it to two workspaces.
//!
//! Two branches that each add a workspace may plan the same range for it. Git merges both entries of the
//! lock; one of the workspaces would get another range, and its network would be replaced.

use blueprint::addresses::{Pin, Pins};
use blueprint::values::Cidr;

use crate::folder::{Error, Lock, LockRefusal, LockText, of_stack, shown};

/// `now` are the ranges of the architecture that was resolved with the lock's.
pub(crate) fn check(lock: &Lock, now: &Pins, at: &LockText) -> Result<(), Error> {
    let Some(Clash { moved, range, to, kept }) = clash(&lock.previous.pins, now) else {
        return Ok(());
    };
    let text = &*at.text;
    let (moved, kept) = (shown(&moved), shown(&kept));
    Err(Error::Lock(Box::new(LockRefusal {
        path: at.path.clone(),
        lines: of_stack(text, moved),
        what: format!(
            "`{range}` of workspace `{moved}` overlaps a range of `{kept}` in line {}, as after a merge of two \
             branches that each planned a workspace",
            of_stack(text, kept).start()
        ),
        why: format!(
            "lakewright would move `{moved}` to `{to}`, and Terraform would replace its network"
        ),
        help: format!(
            "if `{moved}` was never applied: `lakewright generate --never-applied {moved}` plans its ranges again\n\
             help: if `{kept}` was never applied: `lakewright generate --never-applied {kept}`\n\
             help: if both were applied, write `network.cidr` of one of them into the blueprint"
        ),
    })))
}

struct Clash {
    moved: String,
    range: Cidr,
    to: Cidr,
    kept: String,
}

/// A range that moves though nothing asks for another size, because another workspace has it.
fn clash(before: &Pins, now: &Pins) -> Option<Clash> {
    for (workspace, pins) in before {
        let Some(planned) = now.get(workspace) else { continue };
        for (pin, range) in pins {
            let Some(to) = planned.get(pin).filter(|to| *to != range) else { continue };
            if to.prefix() != range.prefix() {
                continue;
            }
            if let Some(kept) = keeper(workspace, pin, *range, before, now) {
                let (moved, kept) = (workspace.clone(), kept.clone());
                return Some(Clash { moved, range: *range, to: *to, kept });
            }
        }
    }
    None
}

/// Another workspace whose range for something alike overlaps, and stays where it is.
fn keeper<'a>(
    workspace: &str,
    pin: &Pin,
    range: Cidr,
    before: &'a Pins,
    now: &Pins,
) -> Option<&'a String> {
    let is_alike = |other: &Pin| (*other == Pin::Vpc) == (*pin == Pin::Vpc);
    let others = before.iter().filter(|(other, _)| *other != workspace);
    let keeps = |(other, pins): &(&'a String, &'a _)| {
        let now = now.get(*other)?;
        let pins: &blueprint::addresses::PinnedRanges = pins;
        pins.iter().find(|(pin, kept)| {
            is_alike(pin) && kept.overlaps(range) && now.get(*pin) == Some(*kept)
        })
    };
    others.into_iter().find(|other| keeps(other).is_some()).map(|(other, _)| other)
}
