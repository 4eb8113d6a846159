//! A forecast in at most six lines, below what `generate` did.

use forecast::{Action, Forecast};

use super::dangers::counted;
use super::hints;
use super::words::counts;
use crate::show::number;

/// Kinds of dangers that are told.
const DANGERS: usize = 3;

pub fn summary(forecast: &Forecast) -> String {
    let going = match forecast.count(Action::Destroy) + forecast.count(Action::Forget) {
        0 => String::new(),
        1 => "; 1 address goes".to_owned(),
        many => format!("; {many} addresses go"),
    };
    let dangers = counted(forecast);
    let told = dangers.iter().take(DANGERS);
    let told =
        told.map(|(danger, count)| format!("danger: {danger} ({})", number(*count, "resource")));
    let more = match dangers.len().saturating_sub(DANGERS) {
        0 => String::new(),
        more => format!("{} and ", number(more, "more danger")),
    };
    let lines = [format!("next plan: {}{going}", counts(forecast))].into_iter().chain(told);
    let help = format!(
        "help: `lakewright diff REV:PATH` lists {more}every resource; REV is the git revision that is applied"
    );
    let hint = hints::of_groups(forecast).map(str::to_owned);
    lines.chain(hint).chain([help]).map(|line| line + "\n").collect::<Vec<_>>().concat()
}
