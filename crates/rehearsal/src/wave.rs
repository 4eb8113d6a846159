//! The same step for every stack, side by side, each as soon as those it waits for are done.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex};
use std::thread;

use crate::script::Stack;

/// How many stacks are worked on at a time.
pub(crate) struct Slots {
    free: Mutex<usize>,
    freed: Condvar,
}

impl Slots {
    pub(crate) fn new(count: usize) -> Self {
        Self { free: Mutex::new(count.max(1)), freed: Condvar::new() }
    }

    fn with<T>(&self, act: impl FnOnce() -> T) -> T {
        let free = self.free.lock().expect(UNPOISONED);
        *self.freed.wait_while(free, |free| *free == 0).expect(UNPOISONED) -= 1;
        let done = act();
        *self.free.lock().expect(UNPOISONED) += 1;
        self.freed.notify_one();
        done
    }
}

const UNPOISONED: &str = "a step that panics ends the whole wave";

/// Does `step` for every stack once those of `before` are done; says whether it went well. A stack
/// that waits for one that failed is left out.
pub(crate) fn wave(
    stacks: &[Stack],
    slots: &Slots,
    before: impl Fn(&Stack) -> Vec<String> + Sync,
    step: impl Fn(&Stack) -> bool + Sync,
) {
    let done: Mutex<BTreeMap<&str, bool>> = Mutex::default();
    let changed = Condvar::new();
    let all_known = |done: &BTreeMap<&str, bool>, needed: &[String]| {
        needed.iter().all(|folder| done.contains_key(folder.as_str()))
    };
    thread::scope(|scope| {
        for stack in stacks {
            scope.spawn(|| {
                let needed = before(stack);
                let known = done.lock().expect(UNPOISONED);
                let known = changed.wait_while(known, |known| !all_known(known, &needed));
                let goes = {
                    let known = known.expect(UNPOISONED);
                    needed.iter().all(|folder| known[folder.as_str()])
                };
                let went_well = goes && slots.with(|| step(stack));
                done.lock().expect(UNPOISONED).insert(&stack.folder, went_well);
                changed.notify_all();
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use blueprint::sections::state::Backend;

    use super::*;
    use crate::accounts::Accounts;
    use databricks_fake::Vantage;

    fn stack(folder: &str, after: &[&str]) -> Stack {
        let accounts = Accounts { aws: String::new(), databricks: String::new() };
        let after = after.iter().map(ToString::to_string).collect();
        Stack {
            folder: folder.to_owned(),
            after,
            workspace: String::new(),
            accounts,
            backend: Backend::Local,
            vantage: Vantage::Outside,
        }
    }

    /// The stacks that were worked on, in their order.
    fn order(stacks: &[Stack], slots: usize, fails: &str) -> Vec<String> {
        let order = Mutex::new(Vec::new());
        wave(
            stacks,
            &Slots::new(slots),
            |stack| stack.after.clone(),
            |stack| {
                order.lock().unwrap().push(stack.folder.clone());
                stack.folder != fails
            },
        );
        order.into_inner().unwrap()
    }

    #[test]
    fn a_stack_waits_for_those_before_it() {
        let stacks = [stack("ml", &["prod"]), stack("prod", &[]), stack("bi", &["ml"])];
        for slots in 1..4 {
            assert_eq!(order(&stacks, slots, ""), ["prod", "ml", "bi"]);
        }
    }

    #[test]
    fn what_waits_for_a_failed_stack_is_left_out() {
        let stacks = [stack("ml", &["prod"]), stack("prod", &[]), stack("bi", &["ml"])];
        assert_eq!(order(&stacks, 2, "prod"), ["prod"]);
    }
}
