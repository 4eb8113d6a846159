//! Findings as annotations of GitHub Actions, which it shows in the diff of a pull request.
//!
//! Form and escaping: docs.github.com, "Workflow commands for GitHub Actions", and
//! `packages/core/src/command.ts` of github.com/actions/toolkit, read 2026-11.

use blueprint::{Diagnostic, Diagnostics, Source};

use super::words::{in_one_text, word};

pub fn github(source: &Source, diags: &Diagnostics) -> String {
    diags.iter().map(|diagnostic| command(diagnostic, source)).collect()
}

fn command(diagnostic: &Diagnostic, source: &Source) -> String {
    let Diagnostic { primary, severity, rule, .. } = diagnostic;
    let kind = word(*severity);
    let (line, column) = source.line_column(primary.span.start);
    let (end_line, end_column) = source.line_column(primary.span.end);
    // Columns are taken only within one line.
    let end = if line == end_line {
        format!("endColumn={end_column}")
    } else {
        format!("endLine={end_line}")
    };
    format!(
        "::{kind} file={},line={line},col={column},{end},title={}::{}\n",
        property(&source.path),
        property(rule),
        data(&in_one_text(diagnostic)),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use blueprint::{Label, Span};

    use super::*;

    #[test]
    fn nothing_leaves_its_field() {
        let source =
            Source { path: "a,b:c%.toml".to_owned(), text: "x = 1\ny = [\n]\n".to_owned() };
        let mut diags = Diagnostics::default();
        let whole = Label::new(Span { start: 6, end: 13 }, "here");
        diags.report(Diagnostic::error("r", "100 %: a, b\r\nc", whole).help("mend it"));
        let value = Label::new(Span { start: 4, end: 5 }, "");
        diags.report(Diagnostic::warning("w", "odd", value));
        let expected = "\
            ::warning file=a%2Cb%3Ac%25.toml,line=1,col=5,endColumn=6,title=w::odd\n\
            ::error file=a%2Cb%3Ac%25.toml,line=2,col=1,endLine=3,title=r::\
            100 %25: a, b%0D%0Ac%0Ahere%0Amend it\n";
        assert_eq!(github(&source, &diags), expected);
    }
}
