//! Programs that others write can read our pictures.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "Mermaid is a program")]

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use gallery::compile::examples;
use gallery::folder;
use gallery::terraform::skip;

/// Errors of Mermaid by the name of the chart; none if it does not run here.
fn errors_of_mermaid(charts: &BTreeMap<&str, String>) -> Option<BTreeMap<String, String>> {
    let mut program = Command::new(folder("../tools/mermaid"));
    let started =
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut program = started.expect("the tool is a script");
    let text = serde_json::to_string(charts).expect("texts are JSON");
    // It may end before it reads.
    program.stdin.take().expect("it is a pipe").write_all(text.as_bytes()).ok();
    let output = program.wait_with_output().expect("it was started");
    if !output.status.success() {
        skip(&format!("tools/mermaid fails: {}", String::from_utf8_lossy(&output.stderr)));
        return None;
    }
    Some(serde_json::from_slice(&output.stdout).expect("the tool prints JSON"))
}

#[test]
fn mermaid_reads_the_chart_of_every_example() {
    let examples = examples();
    let chart = |it: &gallery::compile::Example| describe::mermaid(&it.architecture);
    let mut charts: BTreeMap<_, _> =
        examples.iter().map(|example| (example.name.as_str(), chart(example))).collect();
    charts.insert("no chart", "flowchart LR\n  subgraph f1:::outside[\"x\"]\n  end\n".to_owned());
    let Some(mut errors) = errors_of_mermaid(&charts) else { return };
    assert!(errors.remove("no chart").is_some(), "it finds no mistake");
    assert!(errors.is_empty(), "{errors:#?}");
}
