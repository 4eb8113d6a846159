//! What `generate` makes of a blueprint, with the lock of the one before it.

use blueprint::{Diagnostics, PreviousRun, Severity, Source, parse, resolve};
use rehearsal::Script;

use crate::compile::{TEMPLATES, tree};
use crate::draft::Draft;

pub(super) fn generate_one(
    draft: &Draft,
    previous: &mut PreviousRun,
) -> Result<Script, Vec<String>> {
    generate_text(draft.text(), previous)
}

/// As `generate` does, with what the lock keeps; or the rules against it.
pub fn generate_text(text: String, previous: &mut PreviousRun) -> Result<Script, Vec<String>> {
    let source = Source { path: "blueprint.toml".to_owned(), text };
    let mut diags = Diagnostics::default();
    let arch = resolve(parse(&source, &mut diags), previous, None, &mut diags).map_err(|_| {
        let errors = diags.iter().filter(|found| found.severity == Severity::Error);
        let mut rules: Vec<_> = errors.map(|found| found.rule.to_owned()).collect();
        rules.sort();
        rules.dedup();
        rules
    })?;
    *previous = arch.record();
    let tree = tree(&arch, "blueprint.toml");
    Ok(Script::new(source, &arch, &tree, &TEMPLATES))
}
