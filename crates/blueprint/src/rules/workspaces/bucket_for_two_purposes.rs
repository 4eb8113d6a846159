use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::groups;
use crate::rules::{Area, Found, Rule};
use crate::sections::state::State;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "bucket-for-two-purposes",
    level: Severity::Error,
    area: Area::Workspaces,
    explanation: include_str!("bucket_for_two_purposes.md"),
    found: Found::Checking(check),
};

/// What a workspace keeps in a bucket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Root,
    Data,
    State,
}

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (bucket, uses) in groups(arch.workspaces.iter().flat_map(uses)) {
        let (purpose, first) = uses[0];
        let Some((other, again)) = uses.iter().find(|(other, _)| *other != purpose) else {
            continue;
        };
        let message = format!("`{bucket}` is {} and {}", words(purpose), words(*other));
        let label = Label::new(*again, "another bucket is needed");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::new(first, "here it has its first purpose"))
            .help("write the name of another bucket at one of the two places");
        diags.report(diagnostic);
    }
}

/// Buckets that are there already, by their names, with where each is written.
fn uses(workspace: &Workspace) -> Vec<(String, (Purpose, Span))> {
    let root = workspace.root_bucket.as_ref();
    let root = root.and_then(|it| Some((it.existing()?.to_string(), (Purpose::Root, it.span()))));
    let data = workspace.buckets.iter().filter_map(|bucket| bucket.existing.as_ref());
    let data = data.map(|it| (it.to_string(), (Purpose::Data, it.span())));
    let state = match &workspace.state {
        State::S3 { bucket, .. } => Some((bucket.to_string(), (Purpose::State, bucket.span()))),
        _ => None,
    };
    root.into_iter().chain(data).chain(state).collect()
}

fn words(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Root => "a root bucket",
        Purpose::Data => "a bucket for data",
        Purpose::State => "the bucket for states",
    }
}
