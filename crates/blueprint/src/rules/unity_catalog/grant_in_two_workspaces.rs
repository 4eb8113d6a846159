use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::with_first;
use crate::rules::same_account::{Use, repeats};
use crate::rules::{Area, Found, Rule};
use crate::sections::catalogs::Catalog;
use crate::sections::grants::{Granted, Written};
use crate::source::Span;
use crate::values::Principal;

pub(super) const RULE: Rule = Rule {
    name: "grant-in-two-workspaces",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("grant_in_two_workspaces.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let uses = arch.workspaces.iter().flat_map(|workspace| {
        let grants = shared(workspace).into_iter();
        grants.map(move |(on, principal, span)| {
            ((*workspace.region, on, principal), Use { workspace, value: (principal, span) })
        })
    });
    let mut found: Vec<(Diagnostic, Span)> = Vec::new();
    for (first, again) in repeats(uses) {
        let (principal, span) = again.value;
        let message = format!(
            "`{}` and `{}` both grant to `{principal}` here",
            first.workspace.key, again.workspace.key
        );
        let label = Label::new(span, "each apply would take away what the other grants");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .help("grant it in the table of one of the workspaces only");
        // A grant within comes with one on what it is in.
        if found.iter().all(|(it, _)| it.primary.span != span) {
            found.push((diagnostic, first.value.1));
        }
    }
    for (diagnostic, first) in found {
        diags.report(with_first(diagnostic, first));
    }
}

/// What a workspace grants on things that others may grant on too: what it is on, to whom, and where that is
/// written.
fn shared(workspace: &Workspace) -> Vec<(String, &Principal, Span)> {
    let metastore = &workspace.metastore;
    let mut shared =
        lines("", &metastore.granted, &metastore.written_grants, metastore.mode.span());
    for catalog in workspace.catalogs.iter().filter(|catalog| catalog.is_existing()) {
        shared.extend(in_existing(catalog));
    }
    shared
}

fn in_existing(catalog: &Catalog) -> Vec<(String, &Principal, Span)> {
    let name = catalog.name.as_str();
    let mut shared = lines(name, &catalog.granted, &catalog.written_grants, catalog.header);
    for schema in catalog.schemas.iter().filter(|schema| *schema.existing) {
        let name = format!("{name}.{}", schema.name);
        shared.extend(lines(&name, &schema.granted, &schema.written_grants, schema.header));
    }
    shared
}

fn lines<'a>(
    on: &str,
    granted: &'a Granted,
    written: &Written,
    header: Span,
) -> Vec<(String, &'a Principal, Span)> {
    let line = |principal: &'a Principal| {
        let span = written.get(principal).map_or(header, |grant| grant.span);
        (on.to_owned(), principal, span)
    };
    granted.keys().map(line).collect()
}
