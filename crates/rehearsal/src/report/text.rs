//! The report as people read it.

use std::fmt::Write;

use super::{Failure, Fault, Leftover, PhaseReport, Report, StackReport, change};

/// What shorter links of a chain are is of no use to anyone.
const WORTH_TELLING: f64 = 0.5;

pub fn text(report: &Report) -> String {
    let mut text = change::head(report);
    for stack in &report.stacks {
        text.push_str(&of_stack(stack));
    }
    list(&mut text, "done otherwise than you would", &report.deviations);
    let hosts = report.refused_hosts.iter().map(|refused| match refused.count {
        1 => refused.host.clone(),
        count => format!("{} ({count} times)", refused.host),
    });
    list(&mut text, "hosts asked for and not let through", &hosts.collect::<Vec<_>>());
    let reached = report.tunnels.keys().cloned().collect::<Vec<_>>();
    list(&mut text, "real hosts reached, for providers", &reached);
    list(&mut text, "what went wrong with the fakes", &report.faults);
    list(&mut text, "requests that the fakes do not know", &report.unanswered);
    list(&mut text, "still there after everything was destroyed", &all_left(&report.leftovers));
    let forgotten = report.change.as_ref().map(|change| all_left(&change.forgotten));
    list(&mut text, "still there because it was forgotten", &forgotten.unwrap_or_default());
    text.push_str(&verdict(report));
    text
}

fn all_left(left: &[Leftover]) -> Vec<String> {
    left.iter().map(|left| format!("{} {} {}", left.service, left.kind, left.id)).collect()
}

fn verdict(report: &Report) -> String {
    let resources: usize = report.stacks.iter().map(|stack| stack.resources).sum();
    let stacks = match report.stacks.len() {
        1 => String::new(),
        count => format!(" in {count} stacks"),
    };
    let changed = match &report.change {
        Some(_) => format!(", {}", change::summary(report)),
        None => String::new(),
    };
    let said = if report.is_success() {
        format!(
            "{resources} resources{stacks}: applied{changed}, second plan empty, destroyed, nothing left"
        )
    } else if report.stacks.iter().any(|stack| stack.failure.is_some()) {
        "the rehearsal failed".to_owned()
    } else {
        format!("{resources} resources{stacks}: applied and destroyed, but not everything is gone")
    };
    format!("{said}; {:.0} s with {}\n", report.seconds, report.with.join(", "))
}

fn of_stack(stack: &StackReport) -> String {
    let mut text = format!("{}\n", shown(&stack.folder));
    for phase in &stack.phases {
        writeln!(text, "  {:<12} {:>6.1} s{}", phase.phase.name(), phase.seconds, waits(phase))
            .expect("a string takes everything");
        for link in phase.chain.iter().filter(|link| link.seconds >= WORTH_TELLING) {
            writeln!(text, "    {:>17.1} s  {}", link.seconds, link.address)
                .expect("a string takes everything");
        }
    }
    if let Some(change) = &stack.change {
        text.push_str(&change::of_stack(change));
    }
    if let Some(failure) = &stack.failure {
        text.push_str(&of_failure(failure));
    }
    text.push('\n');
    text
}

fn waits(phase: &PhaseReport) -> String {
    if phase.fixed_waits < WORTH_TELLING {
        return String::new();
    }
    format!(", {:.1} s of them waits of the providers' own", phase.fixed_waits)
}

fn of_failure(failure: &Failure) -> String {
    let mut text = String::new();
    for fault in &failure.errors {
        write!(text, "\n{} failed: {}", failure.phase.name(), of_fault(fault))
            .expect("a string takes everything");
    }
    text
}

pub(super) fn of_fault(fault: &Fault) -> String {
    let mut text = format!("{}\n", fault.summary);
    for line in fault.detail.lines().filter(|line| !line.is_empty()) {
        text.extend(["  ", line, "\n"]);
    }
    for reason in &fault.reasons {
        text.extend(["  refused: ", reason, "\n"]);
    }
    let places = [("generated", &fault.generated), ("blueprint", &fault.blueprint)];
    for (what, place) in places {
        if let Some(place) = place {
            writeln!(text, "  {what} {}:{}: {}", place.file, place.line, place.text)
                .expect("a string takes everything");
        }
    }
    text
}

fn list(text: &mut String, what: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    writeln!(text, "{what}:").expect("a string takes everything");
    for line in lines {
        text.extend(["  ", line, "\n"]);
    }
    text.push('\n');
}

/// `.` is the output folder itself.
pub fn shown(folder: &str) -> &str {
    if folder.is_empty() { "." } else { folder }
}
