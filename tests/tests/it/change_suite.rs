//! What `generate` says of each step of the change suite, without Terraform.

use codegen::in_shares;
use gallery::changes::run::{Generated, Walk};
use gallery::changes::{Expected, Sequence, all};

/// Fewer sequences are not worth a thread.
const SHARE: usize = 4;

#[test]
fn a_step_is_refused_by_the_rule_that_its_table_names_and_by_no_other() {
    let all = all();
    let sequences: Vec<_> = all.iter().collect();
    let wrong =
        in_shares(&sequences, SHARE, |share| share.iter().flat_map(|it| wrong(it)).collect());
    assert!(wrong.is_empty(), "{} steps:\n{}", wrong.len(), wrong.join("\n"));
}

fn wrong(sequence: &Sequence) -> Vec<String> {
    let walk = Walk { sequences: vec![sequence] };
    let wrong = walk.generated().into_iter().filter_map(|((_, step), generated)| {
        let found = match (&step.expected, generated) {
            (Expected::Refused(rule), Generated::Refused(rules)) if rules == [rule.clone()] => None,
            (Expected::Refused(_), Generated::Script(_)) => Some("generated".to_owned()),
            (Expected::ConvergesOrRefused | Expected::NeverApplied, _)
            | (_, Generated::Script(_) | Generated::NotApplied) => None,
            (_, Generated::Refused(rules)) => Some(format!("refused: {}", rules.join(", "))),
        };
        Some(format!(
            "{}, {}: {}, but expected: {}",
            sequence.name, step.name, found?, step.expected
        ))
    });
    wrong.collect()
}

#[test]
fn every_name_of_a_sequence_and_of_its_steps_is_there_once() {
    let mut names = std::collections::BTreeSet::new();
    for sequence in all() {
        for step in sequence.steps {
            let name = format!("{}, {}", sequence.name, step.name);
            assert!(names.insert(name.clone()), "{name} is there twice");
        }
    }
}
