//! What a change does, as people read it.

use std::fmt::Write;

use super::text::of_fault;
use super::{Report, StackChange};
use crate::planned::{Kind, PlannedAction};

const KINDS: [(Kind, &str); 6] = [
    (Kind::Created, "created"),
    (Kind::Updated, "updated"),
    (Kind::Replaced, "replaced"),
    (Kind::Moved, "moved"),
    (Kind::Forgotten, "forgotten"),
    (Kind::Destroyed, "destroyed"),
];

/// What must be known first, and what the rest is about.
pub(super) fn head(report: &Report) -> String {
    let Some(change) = &report.change else { return String::new() };
    let mut text = String::new();
    for note in &change.notes {
        text.extend([note, "\n"]);
    }
    text.extend(["change from ", &change.from, " to ", &report.blueprint, "\n\n"]);
    text
}

pub(super) fn of_stack(change: &StackChange) -> String {
    let mut text = String::new();
    for (kind, word) in KINDS {
        for action in change.actions.iter().filter(|action| action.kind() == kind) {
            writeln!(text, "  {word:<12} {}{}", action.address, details(action))
                .expect("a string takes everything");
        }
    }
    for (index, errors) in change.failed_tries.iter().enumerate() {
        for fault in errors {
            write!(text, "\ntry {} failed: {}", index + 1, of_fault(fault))
                .expect("a string takes everything");
        }
    }
    text
}

fn details(action: &PlannedAction) -> String {
    let mut text = String::new();
    if let Some(from) = &action.previous_address {
        text.extend([", moved from ", from]);
    }
    if !action.replace_paths.is_empty() {
        text.extend([", forced by ", &action.replace_paths.join(", ")]);
    }
    text
}

/// `1 created, 2 updated in 1 try`.
pub(super) fn summary(report: &Report) -> String {
    let changes = || report.stacks.iter().filter_map(|stack| stack.change.as_ref());
    let count = |kind| {
        changes().flat_map(|change| &change.actions).filter(|action| action.kind() == kind).count()
    };
    let counts = KINDS.iter().map(|(kind, word)| (count(*kind), word));
    let counts: Vec<_> = counts
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let tries = match changes().map(|change| change.tries).max().unwrap_or_default() {
        0 => return "nothing changed".to_owned(),
        1 => "1 try".to_owned(),
        tries => format!("{tries} tries"),
    };
    // A plan may change outputs alone.
    let counts =
        if counts.is_empty() { "no resource changed".to_owned() } else { counts.join(", ") };
    format!("{counts} in {tries}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{ChangeReport, StackReport, text};

    fn action(address: &str, actions: &[&str]) -> PlannedAction {
        PlannedAction {
            address: address.to_owned(),
            actions: actions.iter().map(ToString::to_string).collect(),
            replace_paths: Vec::new(),
            previous_address: None,
        }
    }

    fn report(change: StackChange) -> Report {
        let stack = StackReport {
            folder: String::new(),
            resources: 2,
            phases: Vec::new(),
            change: Some(change),
            failure: None,
        };
        let notes = vec!["there is no lock".to_owned()];
        Report {
            blueprint: "new.toml".to_owned(),
            change: Some(ChangeReport {
                from: "old.toml".to_owned(),
                notes,
                forgotten: Vec::new(),
            }),
            with: vec!["Terraform 1.11.4".to_owned()],
            seconds: 1.0,
            stacks: vec![stack],
            deviations: Vec::new(),
            refused_hosts: Vec::new(),
            tunnels: std::collections::BTreeMap::new(),
            faults: Vec::new(),
            unanswered: Vec::new(),
            leftovers: Vec::new(),
        }
    }

    #[test]
    fn the_first_line_says_how_the_old_side_was_read() {
        let mut replaced = action("a.c", &["delete", "create"]);
        replaced.replace_paths = vec!["name".to_owned()];
        let actions = vec![action("a.b", &["create"]), replaced];
        let change = StackChange { actions, tries: 1, ..StackChange::default() };
        assert_eq!(
            text(&report(change)),
            "there is no lock\nchange from old.toml to new.toml\n\n.\n  created      a.b\n  replaced     a.c, \
             forced by name\n\n2 resources: applied, 1 created, 1 replaced in 1 try, second plan empty, destroyed, \
             nothing left; 1 s with Terraform 1.11.4\n"
        );
    }

    #[test]
    fn a_change_of_nothing_says_so() {
        assert!(text(&report(StackChange::default())).contains("applied, nothing changed, second"));
    }
}
