//! What `[[accept]]` does to the warnings: silences them, and answers for itself.

use toml::value::Date;

use super::find;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::sections::accept::Written;
use crate::source::Span;
use crate::sourced::Entry;

pub(crate) fn accept(
    acceptances: &[(Span, Written)],
    today: Option<Date>,
    diags: &mut Diagnostics,
) {
    for (span, Written { rule, reason, until }) in acceptances {
        let Some(rule) = required("rule", rule.as_ref(), *span, diags) else { continue };
        if required("reason", reason.as_ref(), *span, diags).is_none() {
            continue;
        }
        if find(&rule.value).is_none() {
            report_unknown(rule, diags);
        } else if let Some(until) = until
            && until.value.date.is_none()
        {
            let label = Label::new(until.span, "a time of day alone never passes");
            let diagnostic =
                Diagnostic::error("malformed-value", "an acceptance ends on a day", label);
            diags.report(diagnostic.help("such as `until = 2027-06-30`"));
        } else if let Some(until) = until
            && has_ended(until, today)
        {
            report_ended(rule, until, diags);
        } else {
            silence(rule, diags);
        }
    }
}

fn required<'a>(
    key: &'static str,
    entry: Option<&'a Entry<String>>,
    span: Span,
    diags: &mut Diagnostics,
) -> Option<&'a Entry<String>> {
    let entry = entry.filter(|entry| !entry.value.trim().is_empty());
    if entry.is_none() {
        let label = Label::new(span, format!("add `{key} = \"…\"`"));
        diags.report(Diagnostic::error(
            "missing-key",
            format!("an acceptance needs a `{key}`"),
            label,
        ));
    }
    entry
}

fn has_ended(until: &Entry<toml::value::Datetime>, today: Option<Date>) -> bool {
    let ordinal = |date: Date| (date.year, date.month, date.day);
    match (until.value.date, today) {
        (Some(until), Some(today)) => ordinal(until) < ordinal(today),
        _ => false,
    }
}

fn report_unknown(rule: &Entry<String>, diags: &mut Diagnostics) {
    let message = format!("there is no rule `{}`", rule.value);
    let diagnostic = Diagnostic::error("unknown-rule", message, Label::new(rule.span, ""));
    let near = crate::nearest(&rule.value, super::names());
    let help = near.map(|near| format!("did you mean `{near}`?"));
    diags.report(Diagnostic { help, ..diagnostic });
}

fn report_ended(
    rule: &Entry<String>,
    until: &Entry<toml::value::Datetime>,
    diags: &mut Diagnostics,
) {
    let message = format!("`{}` is no longer accepted", rule.value);
    let label = Label::new(until.span, "this day has passed");
    let help =
        "decide again: mend the architecture, or accept with a reason of today and a later day";
    diags.report(Diagnostic::warning("acceptance-ended", message, label).help(help));
}

fn silence(rule: &Entry<String>, diags: &mut Diagnostics) {
    let named = |diagnostic: &Diagnostic| diagnostic.rule == rule.value;
    if diags.iter().any(|d| named(d) && d.severity == Severity::Error) {
        let message = format!("`{}` is an error and cannot be accepted", rule.value);
        let label = Label::new(rule.span, "only warnings can");
        diags.report(Diagnostic::error("acceptance-of-an-error", message, label));
    } else if diags.iter().any(named) {
        diags.retain(|diagnostic| !named(diagnostic));
    } else if !diags.has_errors() {
        let message = format!("nothing here breaks `{}`", rule.value);
        let label = Label::new(rule.span, "remove the acceptance");
        diags.report(Diagnostic::warning("unneeded-acceptance", message, label));
    }
}
