//! OpenTofu does with an example what Terraform does.
#![allow(clippy::print_stdout, reason = "the report is what the test is for")]

use gallery::compile::example;
use gallery::rehearse::{is_wanted, rehearse, script, settings_with};
use gallery::terraform::{opentofu, skip};
use rehearsal::{Settings, Validation, text};

#[test]
fn an_example_is_applied_planned_anew_and_destroyed_by_opentofu() {
    if !is_wanted("opentofu", &[]) {
        return skip("OpenTofu rehearses in CI, or if `REHEARSE=all`");
    }
    let Some(provided) = opentofu() else { return };
    let script = script(example("minimal"));
    let settings = Settings { validation: Validation::BesideApply, ..settings_with(provided) };
    let report = rehearse(&script, &settings);
    let told = text(&report);
    println!("{told}");
    assert!(report.is_success(), "{told}");
    assert!(report.with[0].starts_with("OpenTofu 1."), "{:?}", report.with);
    assert!(report.unanswered.is_empty() && report.refused_hosts.is_empty(), "{told}");
}
