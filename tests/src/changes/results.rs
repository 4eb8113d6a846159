//! What became of each step: kept line by line, and told as a table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use codegen::in_shares;
use rehearsal::{Phase, PlannedAction};
use serde::{Deserialize, Serialize};

use super::forecasts::misforecasts;
use super::kept;
use super::{Expected, Sequence};

pub type Actions = BTreeMap<String, Vec<PlannedAction>>;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outcome {
    pub sequence: String,
    pub step: String,
    pub ending: Ending,
    /// The most of any stack.
    pub tries: usize,
    pub seconds: f64,
    /// The first error of each try that another one followed.
    pub failed_tries: Vec<String>,
    /// As they were planned first, by the folder of the stack; none if a stack could not be planned.
    pub actions: Option<Actions>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    Converged,
    /// Terraform does not see that files have changed.
    NothingPlanned,
    /// By these rules.
    Refused(Vec<String>),
    Failed {
        phase: String,
        /// The first one, as Terraform tells it.
        error: String,
        /// What the fakes refused meanwhile.
        reasons: Vec<String>,
    },
    NotApplied,
}

/// Where Terraform stops before anything has changed.
const BEFORE_APPLY: [Phase; 2] = [Phase::InitAgain, Phase::Plan];

impl Outcome {
    pub fn without_rehearsal(sequence: &str, step: &str, ending: Ending) -> Self {
        let (sequence, step) = (sequence.to_owned(), step.to_owned());
        Self {
            sequence,
            step,
            ending,
            tries: 0,
            seconds: 0.0,
            failed_tries: Vec::new(),
            actions: None,
        }
    }

    pub fn is(&self, expected: &Expected) -> bool {
        match (expected, &self.ending) {
            (Expected::Converges, Ending::Converged) => self.tries <= 1,
            (Expected::TwoAppliesAtMost | Expected::ConvergesOrRefused, Ending::Converged) => {
                self.failed_tries.is_empty()
            }
            (Expected::NothingPlanned(_), Ending::NothingPlanned)
            | (Expected::ConvergesOrRefused, Ending::Refused(_))
            | (Expected::NeverApplied, Ending::NotApplied | Ending::Refused(_)) => true,
            (Expected::Refused(rule), Ending::Refused(rules)) => {
                matches!(&rules[..], [one] if one == rule)
            }
            (Expected::ByHand(message), Ending::Failed { phase, error, .. }) => {
                BEFORE_APPLY.map(Phase::name).contains(&phase.as_str()) && error.contains(message)
            }
            _ => false,
        }
    }
}

/// Fewer sequences are not worth a thread.
const SHARE: usize = 4;

/// By sequence and step; the last one counts.
pub type Known = BTreeMap<(String, String), Outcome>;

/// What an earlier run wrote; a line that it did not finish is left out.
pub fn read(path: &Path) -> std::io::Result<Known> {
    let outcomes: Vec<Outcome> = kept::read(path)?;
    Ok(outcomes.into_iter().map(|it| ((it.sequence.clone(), it.step.clone()), it)).collect())
}

pub fn append(path: &Path, outcome: &Outcome) -> std::io::Result<()> {
    kept::append(path, outcome)
}

/// Whether each step has ended as it must and was planned as it is forecast, and the table of all.
pub fn table(sequences: &[&Sequence], known: &Known) -> (bool, String) {
    let mut text = String::new();
    let (mut count, mut refused, mut missing, mut wrong, mut unforeseen) = (0, 0, 0, 0, 0);
    let foreseen = in_shares(sequences, SHARE, |share| {
        share.iter().map(|sequence| misforecasts(sequence, known)).collect()
    });
    for (sequence, misforecasts) in sequences.iter().zip(foreseen) {
        unforeseen += misforecasts.values().filter(|it| !it.is_empty()).count();
        line(&mut text, &sequence.name);
        for step in &sequence.steps {
            let Some(outcome) = known.get(&(sequence.name.clone(), step.name.clone())) else {
                missing += 1;
                line(&mut text, &format!("  {:<42} not yet", step.name));
                continue;
            };
            count += 1;
            refused += usize::from(matches!(outcome.ending, Ending::Refused(_)));
            let told = told(outcome);
            line(&mut text, &format!("  {:<42} {told}", step.name));
            for error in &outcome.failed_tries {
                line(&mut text, &format!("    a try failed: {error}"));
            }
            let differences = misforecasts.get(&step.name).into_iter().flatten();
            for difference in differences {
                line(&mut text, &format!("    only {difference}"));
            }
            if !outcome.is(&step.expected) {
                wrong += 1;
                line(&mut text, &format!("    expected: {}", step.expected));
            }
        }
    }
    let percent = 100 * refused / std::cmp::max(count, 1);
    line(
        &mut text,
        &format!(
            "{count} steps: {refused} refused ({percent} %), {wrong} otherwise than expected, {unforeseen} otherwise than forecast, {missing} not yet"
        ),
    );
    (wrong + unforeseen + missing == 0, text)
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes everything");
}

fn told(outcome: &Outcome) -> String {
    let tries = match outcome.tries {
        0 => "nothing to apply".to_owned(),
        1 => "1 try".to_owned(),
        tries => format!("{tries} tries"),
    };
    match &outcome.ending {
        Ending::Converged => format!("converged, {tries}, {:.0} s", outcome.seconds),
        Ending::NothingPlanned => "files changed, and nothing was planned".to_owned(),
        Ending::Refused(rules) => format!("refused: {}", rules.join(", ")),
        Ending::NotApplied => "generated and not applied".to_owned(),
        Ending::Failed { phase, error, reasons } => {
            let mut text = format!("{phase} failed, {tries}, {:.0} s: {error}", outcome.seconds);
            for reason in reasons {
                text.push_str("\n      refused: ");
                text.push_str(reason);
            }
            text
        }
    }
}
