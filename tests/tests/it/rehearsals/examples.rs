//! Every example is applied by the real Terraform with the real providers, planned anew without a difference,
//! and destroyed, and nothing is left.
#![allow(clippy::print_stdout, reason = "the report is what the test is for")]

use gallery::compile::{example, examples};
use gallery::rehearse::{is_wanted, rehearse, script, settings, side_by_side};
use rehearsal::{Phase, Vantage, text};

const EVERYWHERE: [&str; 3] = ["minimal", "customer-managed-with-keys", "shared-vpc"];

#[test]
fn every_example_is_applied_planned_anew_and_destroyed() {
    let Some(settings) = settings() else { return };
    let wanted = examples().iter().filter(|example| is_wanted(&example.name, &EVERYWHERE));
    let failures = side_by_side(wanted.collect(), |example| {
        let report = rehearse(&script(example), &settings);
        println!("{}:\n{}", example.name, text(&report));
        // What the fakes do not know may be what is wrong.
        let complete = report.unanswered.is_empty() && report.refused_hosts.is_empty();
        (!report.is_success() || !complete).then_some(example.name.as_str())
    });
    let failures: Vec<_> = failures.into_iter().flatten().collect();
    assert!(failures.is_empty(), "failed, as told above: {}", failures.join(", "));
}

/// From the internet a private workspace answers nobody: what is inside it is another stack for that reason.
#[test]
fn what_is_inside_a_private_workspace_is_not_applied_from_outside() {
    let Some(settings) = settings() else { return };
    if !is_wanted("private from outside", &[]) {
        return;
    }
    let mut script = script(example("private"));
    for stack in &mut script.stacks {
        stack.vantage = Vantage::Outside;
    }
    let report = rehearse(&script, &settings);
    let told = text(&report);
    println!("{told}");
    let [outer, inner] = report.stacks.as_slice() else { panic!("two stacks: {told}") };
    assert!(outer.failure.is_none() && outer.resources > 0, "{told}");
    let failure = inner.failure.as_ref().expect("nothing answers from there");
    assert_eq!(failure.phase, Phase::Apply);
    assert!(told.contains("private-link-validation-error"), "{told}");
}
