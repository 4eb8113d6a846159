//! Our own convention on top of `terraform fmt`, which leaves blank lines alone.

use super::lexer;
use super::lines;
use super::print;
use super::token::{Kind, Token};

/// `text` with at most one blank line in a row, none at its start or end or just inside brackets,
/// and one newline at its end. Heredocs and comments stay as they are.
///
/// To be applied before [`layout`](super::layout): with a blank line goes the end of a column.
pub fn squeeze_blank_lines(text: &str) -> String {
    let text = lexer::without_byte_order_mark(text);
    match lexer::tokens(text) {
        Some(tokens) => print(&squeeze(&tokens), text.len()),
        None => text.to_owned(),
    }
}

pub(super) fn squeeze<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut out = Vec::with_capacity(tokens.len() + 1);
    let mut blank_line = None;
    let mut after_open = true;
    let mut heredocs = 0;
    for line in lines::split(tokens) {
        let line = &tokens[line.tokens];
        if heredocs == 0 && line[0].kind == Kind::Newline {
            blank_line = blank_line.or(Some(Token::new(Kind::Newline, line[0].text)));
            continue;
        }
        if !after_open && !starts_with_close(line) {
            out.extend(blank_line);
        }
        out.extend_from_slice(line);
        blank_line = None;
        after_open = ends_with_open(line);
        heredocs += opened_heredocs(line);
    }
    if out.last().is_some_and(|last| !last.text.ends_with('\n')) {
        out.push(Token::new(Kind::Newline, "\n"));
    }
    out.push(Token::new(Kind::End, ""));
    out
}

fn starts_with_close(line: &[Token]) -> bool {
    line[0].kind.closes()
}

fn ends_with_open(line: &[Token]) -> bool {
    let code = |token: &&Token| !matches!(token.kind, Kind::Newline | Kind::Comment);
    line.iter().rfind(code).is_some_and(|token| token.kind.opens())
}

/// How many more heredocs `line` opens than it closes: it ends inside a template of one if any.
fn opened_heredocs(line: &[Token]) -> isize {
    let count = |kind| line.iter().filter(|token| token.kind == kind).count().cast_signed();
    count(Kind::OpenHeredoc) - count(Kind::CloseHeredoc)
}
