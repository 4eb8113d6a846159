//! Programs that others write can read our pictures.

use std::collections::BTreeMap;

use gallery::compile::examples;
use gallery::node;

#[test]
fn mermaid_reads_the_chart_of_every_example() {
    let examples = examples();
    let chart = |it: &gallery::compile::Example| describe::mermaid(&it.architecture);
    let mut charts: BTreeMap<_, _> =
        examples.iter().map(|example| (example.name.as_str(), chart(example))).collect();
    charts.insert("no chart", "flowchart LR\n  subgraph f1:::outside[\"x\"]\n  end\n".to_owned());
    let errors = node::run::<BTreeMap<String, String>>("mermaid", &charts);
    let Some(mut errors) = errors else { return };
    assert!(errors.remove("no chart").is_some(), "it finds no mistake");
    assert!(errors.is_empty(), "{errors:#?}");
}
