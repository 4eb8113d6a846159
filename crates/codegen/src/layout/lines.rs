//! Tokens to lines, and lines to cells.

use std::ops::Range;

use super::token::{Kind, Token};

/// One line as layout sees it: a heredoc, a string or a comment over several lines of text does
/// not end it. All fields are indices of tokens.
pub(super) struct Line {
    pub(super) tokens: Range<usize>,
    /// The `=` of an attribute, if its whole value stands on this line.
    pub(super) assign: Option<usize>,
    /// The comment behind something else.
    pub(super) comment: Option<usize>,
}

/// The lines of all tokens but the last, which is `End`.
pub(super) fn split(tokens: &[Token]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(tokens.len() / 4 + 1);
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.ends_line() {
            lines.push(line(tokens, start..at + 1));
            start = at + 1;
        }
    }
    let end = tokens.len().saturating_sub(1);
    if start < end {
        lines.push(line(tokens, start..end));
    }
    lines
}

fn line(tokens: &[Token], range: Range<usize>) -> Line {
    let last = range.end - 1;
    let comment = (range.len() > 1 && tokens[last].kind == Kind::Comment).then_some(last);
    let code = range.start..comment.unwrap_or(range.end);
    Line { assign: assign(tokens, code), comment, tokens: range }
}

fn assign(tokens: &[Token], code: Range<usize>) -> Option<usize> {
    let after_name = code.start + 1;
    let equal = (after_name..code.end).find(|&at| tokens[at].kind == Kind::Equal)?;
    (depth_change(&tokens[equal..code.end]) == 0).then_some(equal)
}

pub(super) fn depth_change(tokens: &[Token]) -> isize {
    tokens.iter().map(|token| token.kind.depth_change()).sum()
}
