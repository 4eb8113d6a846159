use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::{groups, name_all, with_first};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "shared-root-bucket",
    level: Severity::Warning,
    area: Area::Workspaces,
    explanation: include_str!("shared_root_bucket.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let uses = arch.workspaces.iter().filter_map(|workspace| {
        let bucket = workspace.root_bucket.as_ref()?;
        Some((bucket.existing()?, (workspace, bucket.span())))
    });
    for (bucket, uses) in groups(uses) {
        let (workspaces, places): (Vec<_>, Vec<_>) = uses.into_iter().unzip();
        let message = format!("`{bucket}` is the root bucket of {}", name_all(&workspaces));
        let label = Label::new(places[places.len() - 1], "one bucket for each workspace is safer");
        let diagnostic = Diagnostic::warning(RULE.name, message, label)
            .help("write `root-bucket = \"create\"`, or the name of another bucket");
        diags.report(with_first(diagnostic, places[0]));
    }
}
