//! What the data says of a difference.

use crate::rules::Rules;

use super::differences::{Difference, Kind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Replaces,
    Updates,
    Ignores,
    /// The plan is an error.
    Refused,
}

/// The most particular statement holds: a value that is known after apply, then the kind of change, then any.
pub(super) fn verdict(difference: &Difference, rules: &Rules) -> Verdict {
    let Difference { path, kind, is_unknown, .. } = difference;
    // What the provider ignores it ignores with all that is in it.
    let is_in = |outer: &String| {
        path.strip_prefix(outer.as_str()).is_some_and(|it| it.is_empty() || it.starts_with('.'))
    };
    let cases =
        |replaces: &[String], updates: &[String], ignores: &[String], refused: &[String]| {
            let named = |paths: &[String]| paths.contains(path);
            let verdicts = [
                (named(refused), Verdict::Refused),
                (named(replaces), Verdict::Replaces),
                (named(updates), Verdict::Updates),
                (ignores.iter().any(is_in), Verdict::Ignores),
            ];
            verdicts.into_iter().find(|(holds, _)| *holds).map(|(_, verdict)| verdict)
        };
    let of_unknown = || {
        cases(
            &rules.replaces_when_unknown,
            &rules.updates_when_unknown,
            &rules.ignores_when_unknown,
            &rules.refused_when_unknown,
        )
    };
    let of_kind = || match kind {
        Kind::Set => cases(
            &rules.replaces_when_set,
            &rules.updates_when_set,
            &rules.ignores_when_set,
            &rules.refused_when_set,
        ),
        Kind::Removed | Kind::Released => cases(
            &rules.replaces_when_removed,
            &rules.updates_when_removed,
            &rules.ignores_when_removed,
            &rules.refused_when_removed,
        ),
        Kind::ElementAdded => cases(
            &rules.replaces_when_element_added,
            &rules.updates_when_element_added,
            &rules.ignores_when_element_added,
            &rules.refused_when_element_added,
        ),
        Kind::ElementRemoved => cases(
            &rules.replaces_when_element_removed,
            &rules.updates_when_element_removed,
            &rules.ignores_when_element_removed,
            &rules.refused_when_element_removed,
        ),
        Kind::Reordered => cases(&rules.replaces_when_reordered, &[], &rules.ignores_order, &[]),
        Kind::Changed => None,
    };
    let of_any = || cases(&rules.replaces, &[], &rules.ignores, &rules.refused);
    let of_unknown = || match (of_unknown(), kind) {
        // The provider refuses that a value goes, and takes one that is not known yet for none: only where there was
        // one.
        (Some(Verdict::Refused), Kind::Set) => None,
        (verdict, _) => verdict,
    };
    let particular = if *is_unknown { of_unknown() } else { None };
    particular.or_else(of_kind).unwrap_or_else(|| match kind {
        // A value that the provider may set itself stays when it is no longer written.
        Kind::Released => Verdict::Ignores,
        _ => of_any().unwrap_or(Verdict::Updates),
    })
}
