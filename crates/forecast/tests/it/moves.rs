//! Resources that somebody moves between the states of stacks.

use forecast::{Action, Class, Exchange, Fate, Files, Forecast, forecast_moved, pairs};

use crate::shown;

const GROUP: &str = "resource \"databricks_group\" \"this\" {\n  display_name = \"NAME\"\n}\n";
const MEMBER: &str = "resource \"databricks_group_member\" \"this\" {\n  group_id  = GROUP\n  member_id = \"1\"\n}\n";
const LOOKED_UP: &str = "data \"databricks_group\" \"this\" {\n  display_name = \"data\"\n}\n";

fn files<'a>(texts: &[(&'a str, String)], stacks: &[&'a str]) -> Files<'a> {
    let texts = texts.iter().map(|(path, text)| (*path, text.as_str().into()));
    Files { texts: texts.collect(), stacks: stacks.iter().copied().collect() }
}

/// One stack that becomes two; the account's group has another `name`.
fn split(name: &str) -> Forecast {
    let group = |name: &str| GROUP.replace("NAME", name);
    let member = |of: &str| MEMBER.replace("GROUP", of);
    let old = format!("{}{}", group("data"), member("databricks_group.this.id"));
    let new = format!("{LOOKED_UP}{}", member("data.databricks_group.this.id"));
    let before = files(&[("main.tf", old)], &[""]);
    let after = files(&[("a/main.tf", group(name)), ("p/main.tf", new)], &["a", "p"]);
    let between = [("", "a"), ("", "p")].into();
    let losing = [""].into();
    let found = pairs(&before, &after, &Exchange { losing, between, ..Exchange::default() });
    assert!(found.left.is_empty(), "{found:?}");
    forecast_moved(&before, &after, &found.moved)
}

#[test]
fn what_moves_is_neither_created_nor_left() {
    let forecast = split("data");
    let told: Vec<_> = forecast.stacks.iter().flat_map(|it| &it.changes).map(shown).collect();
    assert_eq!(told, ["Move databricks_group.this", "Move databricks_group_member.this"]);
    let from = |it: &forecast::StackForecast| it.changes.first()?.moved_from_stack.clone();
    assert_eq!(forecast.stacks.iter().filter_map(from).collect::<Vec<_>>(), ["", ""]);
    assert_eq!(forecast.count(Action::Leave), 0);
    let [gone, account, _] = &forecast.stacks[..] else { panic!("{forecast:?}") };
    assert_eq!((gone.fate, gone.changes.len()), (Fate::Gone, 0));
    assert_eq!(account.dangers[0].danger.class, Class::ManualStep);
}

#[test]
fn what_changes_while_it_moves_is_told() {
    let forecast = split("other");
    let told: Vec<_> = forecast.stacks.iter().flat_map(|it| &it.changes).map(shown).collect();
    assert_eq!(
        told,
        ["Update databricks_group.this: display_name", "Move databricks_group_member.this"]
    );
}
