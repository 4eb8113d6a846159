//! The spaces before `=` and before comments, so that neighbours stand in a column.

use unicode_segmentation::UnicodeSegmentation;

use super::lines::Line;
use super::token::Token;

/// First `=`, since that moves the comments behind it.
pub(super) fn align(tokens: &mut [Token], lines: &[Line]) {
    align_cells(tokens, lines, |line| line.assign);
    align_cells(tokens, lines, |line| line.comment);
}

/// A line without the cell ends the column.
fn align_cells(tokens: &mut [Token], lines: &[Line], cell: impl Fn(&Line) -> Option<usize>) {
    let mut column = Column::default();
    for line in lines {
        match cell(line) {
            Some(at) => column.add(at, width(&tokens[line.tokens.start..at])),
            None => column.set(tokens),
        }
    }
    column.set(tokens);
}

#[derive(Default)]
struct Column {
    /// The first token of each cell, and how wide the text left of it is.
    cells: Vec<(usize, usize)>,
    widest: usize,
}

impl Column {
    fn add(&mut self, cell: usize, width: usize) {
        self.cells.push((cell, width));
        self.widest = self.widest.max(width);
    }

    fn set(&mut self, tokens: &mut [Token]) {
        for (cell, width) in self.cells.drain(..) {
            tokens[cell].spaces = self.widest - width + 1;
        }
        self.widest = 0;
    }
}

fn width(tokens: &[Token]) -> usize {
    tokens.iter().map(|token| token.spaces + graphemes(token.text)).sum()
}

/// Columns are counted in what a reader takes for one character; `\r\n` is one as well.
fn graphemes(text: &str) -> usize {
    if text.is_ascii() && !text.contains('\r') {
        return text.len();
    }
    text.graphemes(true).count()
}
