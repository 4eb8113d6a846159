//! Walks over blueprints: what follows what in one rehearsal, and what is made of its report.

use std::collections::BTreeMap;
use std::sync::Mutex;

use rehearsal::{
    Failure, Fault, Notice, Phase, Report, Running, Script, SequenceReport, Settings, StackReport,
    StepReport, rehearse_sequence,
};

use super::results::{Ending, Outcome};
use super::{Expected, Sequence, Step};
use crate::draft::Draft;
use crate::generate::{Refusal, generate};

/// Steps of one rehearsal: a failure in between costs a new start, and the end costs a destroy.
const LONGEST: usize = 12;

/// As the README says, at most.
const TRIES: usize = 2;

/// Sequences that begin where the one before them ends, and so need one start.
#[derive(Clone, Debug)]
pub struct Walk<'s> {
    pub sequences: Vec<&'s Sequence>,
}

/// In the order of `sequences`, each as far to the front as it can be joined.
pub fn walks<'s>(sequences: &[&'s Sequence]) -> Vec<Walk<'s>> {
    let mut walks: Vec<Walk> = Vec::new();
    for sequence in sequences {
        let goes_on = |walk: &&mut Walk| {
            let last = walk.sequences.last().expect("a walk is of some");
            let steps: usize = walk.sequences.iter().map(|it| it.steps.len()).sum();
            last.is_closed()
                && makes_users(last) == makes_users(sequence)
                && last.first.text() == sequence.first.text()
                && steps + sequence.steps.len() <= LONGEST
        };
        match walks.iter_mut().find(goes_on) {
            Some(walk) => walk.sequences.push(sequence),
            None => walks.push(Walk { sequences: vec![sequence] }),
        }
    }
    walks
}

/// Who was made and has gone is in the account no more, where another sequence may count on them.
fn makes_users(sequence: &Sequence) -> bool {
    sequence.steps.iter().any(|step| step.draft.top.contains_key("users"))
}

/// What `generate` makes of one step, after those before it.
pub enum Generated {
    Script(Box<Script>),
    Refused(Vec<String>),
    NotApplied,
}

type At<'s> = (&'s Sequence, &'s Step);

impl<'s> Walk<'s> {
    fn steps(&self) -> Vec<At<'s>> {
        let of = |sequence: &'s Sequence| sequence.steps.iter().map(move |step| (sequence, step));
        self.sequences.iter().copied().flat_map(of).collect()
    }

    /// Without Terraform: what is refused, and what is not.
    pub fn generated(&self) -> Vec<(At<'s>, Generated)> {
        let steps = self.steps();
        let first = &self.sequences[0].first;
        let (_, generated) = generate_steps(first, &steps)
            .unwrap_or_else(|rules| panic!("{}: {rules:?}\n{}", steps[0].0.name, first.text()));
        steps.into_iter().zip(generated).collect()
    }

    /// After a step that fails, what follows begins anew with that step's blueprint. `tell` hears of each step at once.
    pub fn rehearse(&self, settings: &Settings, tell: &(dyn Fn(Outcome) + Sync)) {
        let steps = self.steps();
        let mut rest = &steps[..];
        let mut first = self.sequences[0].first.clone();
        while !rest.is_empty() {
            let ended = rehearse(&first, rest, settings, tell);
            first = rest[ended - 1].1.draft.clone();
            rest = &rest[ended..];
        }
    }
}

fn generate_steps(first: &Draft, steps: &[At]) -> Result<(Script, Vec<Generated>), Refusal> {
    let first = generate(&first.text(), None)?;
    let mut last = first.clone();
    let generated = steps.iter().map(|(_, step)| {
        let after = match generate(&step.draft.text(), Some(&last)) {
            Err(rules) => return Generated::Refused(rules),
            Ok(after) => after,
        };
        let is_applied = step.expected != Expected::NeverApplied;
        // While a script waits to be run, nothing else is generated: who does not run it takes the edit back.
        if !is_applied && after.script.moves.is_some() {
            return Generated::NotApplied;
        }
        last = after;
        if is_applied {
            Generated::Script(Box::new(last.script.clone()))
        } else {
            Generated::NotApplied
        }
    });
    let generated = generated.collect();
    Ok((first.script, generated))
}

/// Tells the outcomes up to the first failure, and says how many there are.
fn rehearse(
    first: &Draft,
    steps: &[At],
    settings: &Settings,
    tell: &(dyn Fn(Outcome) + Sync),
) -> usize {
    let prepared = match prepare(first, steps) {
        Ok(prepared) => prepared,
        Err(outcome) => {
            tell(*outcome);
            return 1;
        }
    };
    let told = Mutex::new(0);
    let tell_up_to = |end: usize| {
        let mut told = told.lock().expect(UNPOISONED);
        prepared.outcomes[*told..end].iter().cloned().for_each(tell);
        *told = end;
    };
    let tell_step = |number: usize, step: Option<&StepReport>, ending: Ending| {
        let place = prepared.places[number];
        tell_up_to(place);
        tell(prepared.outcome(number, step, ending));
        *told.lock().expect(UNPOISONED) = place + 1;
    };
    let all = prepared.outcomes.len();
    let Some(last) = prepared.scripts.len().checked_sub(1) else {
        tell_up_to(all);
        return all;
    };
    let notice = |notice: Notice| {
        if let Notice::Converged { number, step } = notice {
            tell_step(number, Some(step), Ending::Converged);
        }
    };
    let Prepared { first, scripts, .. } = &prepared;
    let sequence = rehearsal::Sequence { first, following: scripts, tries: TRIES };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ended = rehearse_sequence(&sequence, settings, folder.path(), &Running::default(), &notice);
    let number = match ended {
        Err(error) => {
            let told = *told.lock().expect(UNPOISONED);
            let number = prepared.places.partition_point(|place| *place < told);
            tell_step(number, None, failed("the rehearsal", format!("{error:#}")));
            number
        }
        Ok(SequenceReport { steps, end }) => match &steps[..] {
            [first] => {
                let failure = failure(&first.stacks).expect("else another step follows");
                tell_step(0, None, before_it(failure));
                0
            }
            [.., step] => {
                let number = steps.len() - 2;
                let ending = failure(&step.stacks).or_else(|| left(&end));
                tell_step(number, Some(step), ending.unwrap_or(Ending::Converged));
                number
            }
            [] => unreachable!("the first script is a step"),
        },
    };
    if number == last {
        tell_up_to(all);
    }
    *told.lock().expect(UNPOISONED)
}

const UNPOISONED: &str = "nothing panics while it holds this lock";

/// What can be told before anything is rehearsed.
struct Prepared {
    first: Script,
    /// Those that follow.
    scripts: Vec<Script>,
    /// Of each step, as if it went well.
    outcomes: Vec<Outcome>,
    /// Of each script, which outcome is that of its step.
    places: Vec<usize>,
}

fn prepare(first: &Draft, steps: &[At]) -> Result<Prepared, Box<Outcome>> {
    let outcome = |(sequence, step): At, ending| {
        Outcome::without_rehearsal(&sequence.name, &step.name, ending)
    };
    let (first, generated) = generate_steps(first, steps).map_err(|rules| {
        let error = format!("the first blueprint is refused: {}", rules.join(", "));
        Box::new(outcome(steps[0], failed("generate", error)))
    })?;
    let (scripts, outcomes, places) = (Vec::new(), Vec::new(), Vec::new());
    let mut prepared = Prepared { first, scripts, outcomes, places };
    for (at, generated) in steps.iter().zip(generated) {
        let ending = match generated {
            Generated::Refused(rules) => Ending::Refused(rules),
            Generated::NotApplied => Ending::NotApplied,
            Generated::Script(script) => {
                prepared.places.push(prepared.outcomes.len());
                prepared.scripts.push(*script);
                Ending::Converged
            }
        };
        prepared.outcomes.push(outcome(*at, ending));
    }
    Ok(prepared)
}

impl Prepared {
    fn outcome(&self, number: usize, step: Option<&StepReport>, ending: Ending) -> Outcome {
        let outcome = Outcome { ending, ..self.outcomes[self.places[number]].clone() };
        let Some(StepReport { seconds, stacks }) = step else { return outcome };
        let before = number.checked_sub(1).map_or(&self.first, |at| &self.scripts[at]);
        let after = &self.scripts[number];
        let changes = || stacks.iter().filter_map(|stack| Some((stack, stack.change.as_ref()?)));
        let failed = changes().flat_map(|(_, change)| &change.failed_tries);
        let actions: BTreeMap<_, _> =
            changes().map(|(stack, it)| (stack.folder.clone(), it.actions.clone())).collect();
        let tries = changes().map(|(_, change)| change.tries).max().unwrap_or_default();
        let is_unseen = tries == 0
            && outcome.ending == Ending::Converged
            && configuration(before) != configuration(after);
        Outcome {
            ending: if is_unseen { Ending::NothingPlanned } else { outcome.ending.clone() },
            tries,
            seconds: *seconds,
            failed_tries: failed.filter_map(|faults| faults.first()).map(told).collect(),
            actions: stacks.iter().all(is_planned).then_some(actions),
            ..outcome
        }
    }
}

/// What Terraform reads, without comments and empty lines.
fn configuration(script: &Script) -> Vec<&str> {
    let is_read = |path: &str| path.ends_with(".tf") || path.ends_with(".tfvars");
    let files = script.files.iter().filter(|(path, _)| is_read(path.as_str()));
    let lines = files.flat_map(|(_, text)| text.lines().map(str::trim));
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

pub(super) fn is_planned(stack: &StackReport) -> bool {
    let has_failed = |failure: &Failure| failure.phase <= Phase::Plan;
    stack.change.is_some() && !stack.failure.as_ref().is_some_and(has_failed)
}

fn failed(phase: &str, error: String) -> Ending {
    Ending::Failed { phase: phase.to_owned(), error, reasons: Vec::new() }
}

fn before_it(failure: Ending) -> Ending {
    match failure {
        Ending::Failed { phase, error, reasons } => {
            Ending::Failed { phase: format!("{phase} of what comes before"), error, reasons }
        }
        other => other,
    }
}

fn failure(stacks: &[StackReport]) -> Option<Ending> {
    let (stack, failure) =
        stacks.iter().find_map(|stack| Some((stack, stack.failure.as_ref()?)))?;
    // A refusal that another try got over is no reason of this one.
    let fault = failure.errors.first()?;
    let error = format!("{}{}", in_stack(&stack.folder), told(fault));
    let reasons = failure.errors.iter().flat_map(|fault| fault.reasons.clone()).collect();
    Some(Ending::Failed { phase: failure.phase.name().to_owned(), error, reasons })
}

fn in_stack(folder: &str) -> String {
    if folder.is_empty() { String::new() } else { format!("{folder}: ") }
}

fn told(fault: &Fault) -> String {
    let Fault { summary, detail, address, .. } = fault;
    let address = address.as_ref().map(|address| format!("{address}: ")).unwrap_or_default();
    format!("{address}{summary} {detail}")
}

fn left(end: &Report) -> Option<Ending> {
    let left: Vec<_> =
        end.leftovers.iter().map(|it| format!("{} {} {}", it.service, it.kind, it.id)).collect();
    let unknown = end.unanswered.first().map(|it| failed("the fakes", it.clone()));
    let is_left = || failed(Phase::Destroy.name(), format!("still there: {}", left.join(", ")));
    (!left.is_empty()).then(is_left).or(unknown)
}
