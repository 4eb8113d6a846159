//! What `generate` says of each step of the change suite, without Terraform.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::Severity;
use blueprint::rules::{Area, RULES, Rule};
use codegen::in_shares;
use gallery::changes::forecasts::replaced;
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
fn every_rule_about_what_was_applied_is_reached() {
    let all = all();
    let steps = all.iter().flat_map(|sequence| &sequence.steps);
    let reached: BTreeSet<_> = steps
        .filter_map(|step| match &step.expected {
            Expected::Refused(rule) => Some(rule.as_str()),
            _ => None,
        })
        .collect();
    let is_of_change = |rule: &&&Rule| {
        rule.level == Severity::Error
            && rule.area != Area::Form
            && (rule.name.ends_with("-changed")
                || rule.name.ends_with("-removed")
                || ["forgotten-resource-created", "unknown-old-name"].contains(&rule.name))
    };
    let rules: BTreeSet<_> = RULES.iter().filter(is_of_change).map(|rule| rule.name).collect();
    assert_eq!(reached, rules);
}

#[test]
fn the_sample_replaces_every_type_that_a_sequence_replaces() {
    let all = all();
    // What is refused is rehearsed for its refusal.
    let sequences: Vec<_> = all.iter().filter(|it| !it.name.starts_with("refused")).collect();
    let replaced =
        in_shares(&sequences, SHARE, |share| share.iter().map(|it| replaced(it)).collect());
    let (sampled, others): (Vec<_>, Vec<_>) =
        sequences.iter().zip(replaced).partition(|(sequence, _)| sequence.is_sampled());
    let mut missing: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (sequence, types) in others {
        for type_name in types {
            if sampled.iter().all(|(_, types)| !types.contains(&type_name)) {
                missing.entry(type_name).or_default().push(&sequence.name);
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_name_of_a_sequence_and_of_its_steps_is_there_once() {
    let mut names = BTreeSet::new();
    for sequence in all() {
        for step in sequence.steps {
            let name = format!("{}, {}", sequence.name, step.name);
            assert!(names.insert(name.clone()), "{name} is there twice");
        }
    }
}
