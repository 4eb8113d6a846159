//! Forecasts of trees.

#![allow(clippy::disallowed_methods, reason = "tests read the golden trees")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod alike;
mod dangers;
mod golden;
mod hostile;
mod modules;
mod moves;
mod plans;
mod reads;

use forecast::{Change, Files, Forecast, StackForecast, forecast};

/// A tree of one stack: its `main.tf`, and further files.
fn tree<'a>(main: &'a str, others: &[(&'a str, &'a str)]) -> Files<'a> {
    let texts = [("main.tf", main)].into_iter().chain(others.iter().copied());
    let texts = texts.map(|(path, text)| (path, text.into())).collect();
    Files { texts, stacks: [""].into() }
}

/// The forecast of the stack in which something changes.
fn stack(before: &Files, after: &Files) -> StackForecast {
    let Forecast { stacks, .. } = forecast(before, after);
    stacks.into_iter().next().expect("the stack changes")
}

/// `update aws_vpc.this: tags, tags_all`.
fn shown(change: &Change) -> String {
    let Change { address, action, arguments, reread, forced_by, moved_from, .. } = change;
    let list = |before: &str, paths: &[String]| match paths {
        [] => String::new(),
        paths => format!("{before}{}", paths.join(", ")),
    };
    let arguments: Vec<String> = arguments
        .iter()
        .map(|path| if reread.contains(path) { format!("{path}?") } else { path.clone() })
        .collect();
    let from = moved_from.as_ref().map(|from| format!(" from {from}")).unwrap_or_default();
    let (changed, forced) = (list(": ", &arguments), list(" forced by ", forced_by));
    format!("{action:?} {address}{changed}{forced}{from}").replace('"', "'")
}

#[track_caller]
fn changes(before: &Files, after: &Files, expected: &[&str]) {
    let Forecast { stacks, .. } = forecast(before, after);
    let found: Vec<_> = stacks.iter().flat_map(|it| &it.changes).map(shown).collect();
    assert_eq!(found, expected);
    assert!(stacks.iter().all(|it| it.unevaluated.is_empty()), "{stacks:?}");
}

/// What is planned when one `main.tf` follows another.
#[track_caller]
fn check(before: &str, after: &str, expected: &[&str]) {
    changes(&tree(before, &[]), &tree(after, &[]), expected);
}
