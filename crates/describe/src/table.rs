//! Columns of text, for terminals.

/// Rows whose cells stand below each other. The last cell is wrapped at `WIDTH` columns.
pub(crate) fn columns(indent: usize, rows: &[Vec<String>]) -> String {
    let last = rows.iter().map(Vec::len).max().unwrap_or_default().saturating_sub(1);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<_> = (0..last).map(width).collect();
    rows.iter().map(|row| line(indent, row, &widths)).collect()
}

const WIDTH: usize = 110;
/// However far to the right the last column begins, it gets this much.
const LEAST: usize = 32;

fn line(indent: usize, row: &[String], widths: &[usize]) -> String {
    let mut start = " ".repeat(indent);
    start.extend(row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}  ")));
    let left = start.chars().count();
    let rest = row.get(widths.len()).map(String::as_str).unwrap_or_default();
    let lines = wrap(rest, WIDTH.saturating_sub(left).max(LEAST));
    let joint = format!("\n{}", " ".repeat(left));
    format!("{}\n", format!("{start}{}", lines.join(&joint)).trim_end())
}

/// Lines of whole words; a word that is longer has a line of its own.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_column_wraps_below_itself() {
        let rows = vec![
            vec!["a".to_owned(), "one ".repeat(30)],
            vec!["longer".to_owned(), "two".to_owned()],
        ];
        let text = columns(2, &rows);
        let lines: Vec<_> = text.lines().collect();
        assert!(lines[0].starts_with("  a       one one") && lines[0].len() <= WIDTH, "{text}");
        assert!(lines[1].starts_with("          one"), "{text}");
        assert_eq!(lines[2], "  longer  two");
    }
}
