//! Text to pieces that can be told apart without knowing HCL well.

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Blank,
    Newline,
    /// `=` alone, a comma or a bracket: blanks may stand on both sides or not at all.
    Separator,
    /// Other signs; blanks around them may matter.
    Operator,
    Word,
    LineComment,
    BlockComment,
    String,
    /// To the end of the line of its marker, newline excluded.
    Heredoc,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
}

pub(super) fn pieces(mut text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    while let Some(first) = text.chars().next() {
        let (kind, length) = piece(text, first);
        let (piece, rest) = text.split_at(length);
        pieces.push(Piece { kind, text: piece });
        text = rest;
    }
    pieces
}

fn piece(text: &str, first: char) -> (Kind, usize) {
    let run = |holds: fn(char) -> bool| text.find(|c| !holds(c)).unwrap_or(text.len());
    match first {
        ' ' | '\t' => (Kind::Blank, run(|c| c == ' ' || c == '\t')),
        '\n' => (Kind::Newline, 1),
        '\r' => (Kind::Newline, 2),
        ',' | '(' | ')' | '[' | ']' | '{' | '}' => (Kind::Separator, 1),
        '"' => (Kind::String, string(text)),
        '#' => (Kind::LineComment, run(|c| c != '\n' && c != '\r')),
        '/' if text.starts_with("//") => (Kind::LineComment, run(|c| c != '\n' && c != '\r')),
        '/' if text.starts_with("/*") => {
            (Kind::BlockComment, text.find("*/").expect("comment ends") + 2)
        }
        '<' if text.starts_with("<<") => (Kind::Heredoc, heredoc(text)),
        _ if is_operator(first) => match run(is_operator) {
            1 if first == '=' => (Kind::Separator, 1),
            length => (Kind::Operator, length),
        },
        _ => (Kind::Word, run(is_word)),
    }
}

fn is_operator(c: char) -> bool {
    "=<>!&|+*/%?:".contains(c)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || "_-.".contains(c) || !c.is_ascii()
}

/// Up to the quote that is neither escaped nor in a template.
fn string(text: &str) -> usize {
    let mut at = 1;
    while !text[at..].starts_with('"') {
        at += match &text[at..] {
            rest if rest.starts_with("$${") || rest.starts_with("%%{") => 3,
            rest if rest.starts_with("${") || rest.starts_with("%{") => template(rest),
            rest if rest.starts_with('\\') => 2,
            rest => rest.chars().next().map_or(0, char::len_utf8),
        };
    }
    at + 1
}

fn template(text: &str) -> usize {
    let mut at = 2;
    let mut braces = 1;
    while braces > 0 {
        let rest = &text[at..];
        let first = rest.chars().next().expect("template ends");
        braces += i32::from(first == '{') - i32::from(first == '}');
        at += if first == '"' { string(rest) } else { first.len_utf8() };
    }
    at
}

fn heredoc(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let opening = lines.next().expect("text is not empty");
    let marker = opening.trim_start_matches(['<', '-']).trim_end();
    let mut at = opening.len();
    for line in lines {
        if line.trim() == marker {
            return at + line.trim_end_matches(['\r', '\n']).len();
        }
        at += line.len();
    }
    panic!("heredoc {marker} ends");
}
