//! `docs/change.md`: what each change does to a running deployment, from the sequences and their forecasts.

use std::collections::BTreeSet;

use codegen::in_shares;
use forecast::{Action, Danger, Forecast};

use super::forecasts::{forecast, word};
use super::{Sequence, flips, wanted};
use crate::fields::Field;
use crate::generate::generate;

const INTRODUCTION: &str = "\
# What a change does

What happens to a running deployment when a key of its blueprint is written, changed or taken out: for each key, in the
cheapest deployment in which it means something. What it does in yours, `lakewright diff` says: see
[the forecast of a change](diff.md).

- **Resources**: what Terraform plans. A replaced resource is destroyed and created again.
- **What it costs**: the dangers, each with its class. What interrupts says how long people notice it; without such an entry
  nothing stops.
- *refused* names the rule that refuses the change of what was applied, and what to do instead. What was never applied can be
  changed: see [the lock](lock.md).

A test writes this page from the blueprints of the change suite, the forecast, and the data of the forecast
(`crates/forecast/data/`).
";

/// The whole page: the changes that every deployment meets, then those of each key, by the table of the blueprint.
pub fn page() -> String {
    let wanted = wanted::sequences();
    let met: Vec<_> = wanted.iter().map(|sequence| (sequence.name.clone(), sequence)).collect();
    let mut text = INTRODUCTION.to_owned() + &table("What every deployment meets", &met);
    let flips = flips::by_field();
    let mut tables: Vec<&str> = flips.iter().map(|(field, _)| table_of(field)).collect();
    let mut known = BTreeSet::new();
    tables.retain(|table| known.insert(*table));
    for name in tables {
        let within = flips.iter().filter(|(field, _)| table_of(field) == name);
        let within: Vec<_> =
            within.map(|(field, flip)| (format!("`{}`", written(field)), flip)).collect();
        let title =
            if name.is_empty() { "Keys at the top".to_owned() } else { format!("`{name}`") };
        text += &table(&title, &within);
    }
    text
}

fn table_of(field: &Field) -> &'static str {
    field.key.split_once('.').map_or("", |(table, _)| table)
}

fn written(field: &Field) -> String {
    let (key, value) = field.written().swap_remove(0);
    format!("{key} = {value}")
}

fn table(title: &str, sequences: &[(String, &Sequence)]) -> String {
    let rows = in_shares(sequences, 8, |share| {
        share.iter().map(|(label, sequence)| rows(label, sequence)).collect()
    });
    format!("\n## {title}\n\n{HEAD}{}", rows.concat())
}

const HEAD: &str = "\
| what | change | resources | what it costs, and how long |
| --- | --- | --- | --- |
";

fn rows(label: &str, sequence: &Sequence) -> String {
    let mut applied = generate(&sequence.first.text(), None).expect("it is legal");
    let mut rows: Vec<[String; 4]> = Vec::new();
    for step in &sequence.steps {
        let mut cells = [label, words(&step.name), "", ""].map(str::to_owned);
        match generate(&step.draft.text(), Some(&applied)) {
            Err(rules) => {
                let rules = rules.iter().map(|rule| format!("[{rule}](rules.md#{rule})"));
                cells[2] = format!("*refused*: {}", rules.collect::<Vec<_>>().join(", "));
            }
            Ok(after) => {
                let found = forecast(&applied, &after);
                cells[2] = resources(&found);
                cells[3] = costs(&found);
                applied = after;
            }
        }
        match rows.last_mut() {
            Some(last) if last[2..] == cells[2..] => last[1] = format!("{}, {}", last[1], cells[1]),
            _ => rows.push(cells),
        }
    }
    let row = |cells: [String; 4]| {
        format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
    };
    rows.into_iter().map(row).collect()
}

fn words(step: &str) -> &str {
    match step {
        "there" => "written",
        "back" => "taken out",
        other => other,
    }
}

fn resources(found: &Forecast) -> String {
    let count = |action| match found.count(action) {
        0 => None,
        count => Some(format!("{count} {}", word(action))),
    };
    let counts: Vec<_> = ACTIONS.into_iter().filter_map(count).collect();
    if counts.is_empty() { "none".to_owned() } else { counts.join(", ") }
}

/// The worst first.
const ACTIONS: [Action; 8] = [
    Action::Destroy,
    Action::Replace,
    Action::Update,
    Action::Create,
    Action::Import,
    Action::Move,
    Action::Forget,
    Action::Leave,
];

/// Dangers with their class, the worst first, and guards that go.
fn costs(found: &Forecast) -> String {
    let all: BTreeSet<_> =
        found.stacks.iter().flat_map(|stack| &stack.dangers).map(|it| &it.danger).collect();
    let told = |danger: &Danger| {
        let lasts = danger.lasts.as_ref().map(|lasts| format!(", {lasts}")).unwrap_or_default();
        format!("**{}**{lasts}: {}", danger.class.words(), danger.why)
    };
    let mut costs: Vec<_> =
        all.into_iter().filter(|it| it.class.is_dangerous()).map(told).collect();
    let guards = found.stacks.iter().flat_map(|stack| &stack.guards);
    let lifted = guards.filter(|guard| guard.lifted).count();
    if lifted > 0 {
        costs.push(format!("**guards go**: {lifted} × `prevent_destroy`"));
    }
    costs.join("<br>")
}
