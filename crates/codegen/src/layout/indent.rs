//! The spaces before the first token of each line.

use super::lines::{Line, depth_change};
use super::token::{Kind, Token};

pub(super) fn indent(tokens: &mut [Token], lines: &[Line]) {
    let mut levels = Levels::default();
    for line in lines {
        let first = line.tokens.start;
        if tokens[first].kind == Kind::Newline {
            tokens[first].spaces = 0;
            continue;
        }
        let change = counted_change(&tokens[line.tokens.clone()], line.assign.is_some());
        tokens[first].spaces = 2 * levels.enter_line(change);
    }
}

/// Without an assignment, what follows the start of a heredoc is not counted. With one, the value
/// is balanced, and the heredoc is in the value.
fn counted_change(line: &[Token], assigns: bool) -> isize {
    let heredoc = line.iter().position(|token| token.kind == Kind::OpenHeredoc);
    match heredoc {
        Some(heredoc) if !assigns => depth_change(&line[..heredoc]),
        _ => depth_change(line),
    }
}

/// One level of indentation per line that opens brackets, however many it opens: for each, how
/// many of its brackets are still open.
#[derive(Default)]
struct Levels(Vec<isize>);

impl Levels {
    /// The level of a line that changes the depth of brackets by `change`.
    fn enter_line(&mut self, change: isize) -> usize {
        self.close(-change);
        let level = self.0.len();
        if change > 0 {
            self.0.push(change);
        }
        level
    }

    fn close(&mut self, mut brackets: isize) {
        while brackets > 0
            && let Some(innermost) = self.0.last_mut()
        {
            if *innermost > brackets {
                *innermost -= brackets;
                return;
            }
            brackets -= *innermost;
            self.0.pop();
        }
    }
}
