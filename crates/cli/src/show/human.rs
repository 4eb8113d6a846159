//! Findings for people: the lines of the blueprint, marked.

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet, normalize_untrusted_str,
};
use blueprint::{Diagnostic, Diagnostics, Label, Severity, Source};

/// Labels further apart than this many lines are shown in excerpts of their own. What is shown of a
/// blueprint is all that the renderer reads, so a long blueprint costs no more for each finding.
const LINES_OF_AN_EXCERPT: usize = 100;

/// Every finding, in the order of the blueprint's text, and a line that counts them.
pub fn human(source: &Source, diags: &Diagnostics, is_coloured: bool) -> String {
    let renderer = if is_coloured { Renderer::styled() } else { Renderer::plain() };
    let lines = Lines::of(source);
    let mut text = String::new();
    for diagnostic in diags.iter() {
        text.push_str(&renderer.render(&[group(diagnostic, &lines)]));
        text.push_str("\n\n");
    }
    text.push_str(&super::words::summary(diags));
    text.push('\n');
    text
}

fn group<'a>(diagnostic: &'a Diagnostic, lines: &Lines<'a>) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&*diagnostic.message).id(diagnostic.rule);
    let context = diagnostic.context.iter().map(|label| (AnnotationKind::Context, label));
    let mut labels: Vec<_> =
        std::iter::once((AnnotationKind::Primary, &diagnostic.primary)).chain(context).collect();
    labels.sort_by_key(|(_, label)| label.span.start);
    let is_near = |(_, a): &(_, &Label), (_, b): &(_, &Label)| {
        lines.number(b.span.start) - lines.number(a.span.start) <= LINES_OF_AN_EXCERPT
    };
    let mut excerpts: Vec<_> = labels.chunk_by(is_near).collect();
    excerpts.sort_by_key(|labels| !labels.iter().any(|(_, label)| *label == &diagnostic.primary));
    let excerpts = excerpts.into_iter().map(|labels| Element::from(excerpt(labels, lines)));
    let help = diagnostic.help.as_deref().map(normalize_untrusted_str);
    let help = help.map(|help| Element::from(Level::HELP.message(help)));
    title.elements(excerpts).elements(help)
}

/// The lines from the first label to the last.
fn excerpt<'a>(
    labels: &[(AnnotationKind, &'a Label)],
    lines: &Lines<'a>,
) -> Snippet<'a, Annotation<'a>> {
    let ends = labels.iter().map(|(_, label)| label.span.end.max(label.span.start));
    let (first, last) = (labels[0].1.span.start, ends.max().unwrap_or_default());
    let (start, end) = (lines.start(first), lines.end(last));
    let annotations = labels.iter().map(|(kind, label)| annotation(*kind, label, start, lines));
    Snippet::source(&lines.source.text[start..end])
        .line_start(lines.number(first))
        .path(&*lines.source.path)
        .annotations(annotations)
}

fn annotation<'a>(
    kind: AnnotationKind,
    label: &'a Label,
    excerpt: usize,
    lines: &Lines<'a>,
) -> Annotation<'a> {
    let text = (!label.text.is_empty()).then_some(&*label.text);
    // The renderer takes whole characters only.
    let start = lines.source.text.floor_char_boundary(label.span.start);
    let end = lines.source.text.ceil_char_boundary(label.span.end.max(start));
    kind.span(start - excerpt..end - excerpt).label(text)
}

/// Where each line of the blueprint begins.
struct Lines<'a> {
    source: &'a Source,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(source: &'a Source) -> Self {
        let after_newlines = source.text.match_indices('\n').map(|(newline, _)| newline + 1);
        Self { source, starts: std::iter::once(0).chain(after_newlines).collect() }
    }

    /// One-based.
    fn number(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    fn start(&self, byte: usize) -> usize {
        self.starts[self.number(byte) - 1]
    }

    fn end(&self, byte: usize) -> usize {
        self.starts.get(self.number(byte)).copied().unwrap_or(self.source.text.len())
    }
}
