//! How wide text is, without a font: each character as wide as in the widest of the fonts that a viewer
//! may use. Text that fits here fits everywhere.

/// How a line of text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    /// In pixels.
    pub(crate) size: i32,
    pub(crate) is_bold: bool,
}

pub(crate) const SMALL: Style = Style { size: 11, is_bold: false };
pub(crate) const LARGE: Style = Style { size: 12, is_bold: true };
pub(crate) const SUBHEADING: Style = Style { size: 14, is_bold: true };
pub(crate) const HEADING: Style = Style { size: 18, is_bold: true };
/// Height of a line of `SMALL` text, and of `LARGE` text.
pub(crate) const LINE: i32 = 15;

/// In pixels.
pub(crate) fn width(text: &str, style: Style) -> i32 {
    let more = if style.is_bold { 80 } else { 0 };
    let thousandths: i32 = text.chars().map(|c| character(c) + more).sum();
    (thousandths * style.size + 999) / 1000
}

/// No narrower than in `DejaVu Sans`, in thousandths of the size; with 80 more, than in its bold.
fn character(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | 'I' | 'J' | '.' | ',' | ':' | ';' | '\'' | '|' | '/' | ' ' | '·' => 340,
        'f' | 'r' | 't' | '-' | '!' | '(' | ')' | '[' | ']' => 420,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 1030,
        'A'..='Z' => 790,
        'a'..='z' | '0'..='9' | '_' => 640,
        '!'..='~' => 840,
        _ => 1100,
    }
}

/// Lines no wider than `limit` pixels. A word that is wider is broken.
pub(crate) fn wrap(text: &str, style: Style, limit: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let fits = |line: &String| width(&format!("{line} {word}"), style) <= limit;
        if let Some(line) = lines.last_mut().filter(|line| fits(line)) {
            *line = format!("{line} {word}");
        } else {
            lines.extend(pieces(word, style, limit));
        }
    }
    lines
}

fn pieces(word: &str, style: Style, limit: i32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        let piece = pieces.last_mut().expect("there is one to begin with");
        if !piece.is_empty() && width(&format!("{piece}{c}"), style) > limit {
            pieces.push(c.to_string());
        } else {
            piece.push(c);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_asked() {
        let text =
            "arn:aws:kms:eu-west-1:123456789012:key/22222222-2222-2222-2222-222222222222 of it";
        let lines = wrap(text, SMALL, 120);
        assert!(lines.iter().all(|line| width(line, SMALL) <= 120), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    }
}
