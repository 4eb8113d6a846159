//! What a blueprint can say, so that less is lost.

use forecast::{Action, Change, Forecast};

const GROUP: &str = "databricks_group";

/// Where a group goes and another one comes in the same stack.
pub(super) fn of_groups(forecast: &Forecast) -> Option<&'static str> {
    let has = |changes: &[Change], action: Action| {
        changes.iter().any(|it| it.type_name == GROUP && it.action == action)
    };
    let may_be_renamed = forecast
        .stacks
        .iter()
        .any(|stack| has(&stack.changes, Action::Destroy) && has(&stack.changes, Action::Create));
    may_be_renamed.then_some(
        "help: if a group only gets another name, write its old name there, as `renamed-from`: it keeps its members \
         and its rights",
    )
}
