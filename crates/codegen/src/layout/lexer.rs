//! Text to tokens.
//!
//! Looser than Terraform's own scanner where that only matters for files Terraform refuses: any
//! character beyond ASCII may be part of a name, and `\` in a string may escape anything.

use super::token::{Kind, Token};

/// `terraform fmt` drops the byte order mark of a file.
pub(super) fn without_byte_order_mark(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// The tokens of `text`, the last of them `End`; none if it can't be HCL.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut lexer = Lexer { text, at: 0, open: Vec::new() };
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    loop {
        let spaces = lexer.skip_blanks();
        let start = lexer.at;
        if start == text.len() {
            tokens.push(Token { kind: Kind::End, text: "", spaces });
            return lexer.open.is_empty().then_some(tokens);
        }
        let kind = lexer.token()?;
        tokens.push(Token { kind, text: &text[start..lexer.at], spaces });
    }
}

struct Lexer<'a> {
    text: &'a str,
    /// Always between two characters.
    at: usize,
    open: Vec<Open<'a>>,
}

/// What must be closed before the text ends; the innermost decides how to read on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open<'a> {
    Brace,
    Bracket,
    Paren,
    Template,
    Quote,
    /// With its end marker.
    Heredoc(&'a str),
}

impl<'a> Lexer<'a> {
    fn token(&mut self) -> Option<Kind> {
        match self.open.last() {
            Some(Open::Quote) => self.in_quote(),
            Some(&Open::Heredoc(marker)) => self.in_heredoc(marker),
            _ => self.in_code(),
        }
    }

    fn skip_blanks(&mut self) -> usize {
        if matches!(self.open.last(), Some(Open::Quote | Open::Heredoc(_))) {
            return 0;
        }
        let start = self.at;
        self.skip_while(|byte| byte == b' ' || byte == b'\t');
        self.at - start
    }

    fn in_quote(&mut self) -> Option<Kind> {
        match self.peek(0)? {
            b'"' => self.close(Open::Quote, Kind::CloseQuote, 1),
            _ => self.open_template().or_else(|| self.quoted_text()),
        }
    }

    /// Up to the closing quote or the next template; a string does not span lines.
    fn quoted_text(&mut self) -> Option<Kind> {
        while !self.at_template() {
            match self.peek(0)? {
                b'"' => break,
                b'\r' | b'\n' => return None,
                b'\\' if self.peek(1).is_some_and(|byte| byte.is_ascii_graphic()) => self.at += 2,
                _ => {
                    self.at += 1;
                    self.skip_while(|byte| !b"\"\\$%\r\n".contains(&byte));
                }
            }
        }
        Some(Kind::QuotedText)
    }

    fn in_heredoc(&mut self, marker: &str) -> Option<Kind> {
        if let Some(length) = self.end_marker(marker) {
            return self.close(Open::Heredoc(marker), Kind::CloseHeredoc, length);
        }
        self.open_template().or_else(|| self.heredoc_text())
    }

    /// The length of the line that starts here, if it is the end marker.
    fn end_marker(&self, marker: &str) -> Option<usize> {
        if self.text.as_bytes()[self.at - 1] != b'\n' {
            return None;
        }
        let line = &self.text[self.at..][..self.text[self.at..].find('\n')?];
        let line = line.strip_suffix('\r').unwrap_or(line);
        (line.trim() == marker).then_some(line.len())
    }

    /// Up to the end of the line or the next template.
    fn heredoc_text(&mut self) -> Option<Kind> {
        while !self.at_template() {
            self.at += 1;
            if self.peek_back() == b'\n' {
                break;
            }
            self.skip_while(|byte| !b"$%\n".contains(&byte));
            self.peek(0)?;
        }
        Some(Kind::HeredocText)
    }

    /// `$${` and `%%{` are text. So is `$$${`: any doubled sign before the brace is.
    fn at_template(&self) -> bool {
        let sign = self.peek(0);
        matches!(sign, Some(b'$' | b'%'))
            && self.peek(1) == Some(b'{')
            && Some(self.peek_back()) != sign
    }

    fn open_template(&mut self) -> Option<Kind> {
        if !self.at_template() {
            return None;
        }
        let kind = match self.peek(0)? {
            b'$' => Kind::OpenInterpolation,
            _ => Kind::OpenDirective,
        };
        let strips = self.peek(2) == Some(b'~');
        self.open(Open::Template, kind, if strips { 3 } else { 2 })
    }

    fn in_code(&mut self) -> Option<Kind> {
        let second = self.peek(1);
        match self.peek(0)? {
            b'\n' => self.take(Kind::Newline, 1),
            b'\r' if second == Some(b'\n') => self.take(Kind::Newline, 2),
            b'#' => self.line_comment(),
            b'/' if second == Some(b'/') => self.line_comment(),
            b'/' if second == Some(b'*') => self.block_comment(),
            b'"' => self.open(Open::Quote, Kind::OpenQuote, 1),
            b'<' if second == Some(b'<') => self.open_heredoc(),
            b'0'..=b'9' => {
                self.skip_number();
                Some(Kind::Number)
            }
            byte if starts_ident(byte) => {
                self.skip_while(continues_ident);
                Some(Kind::Ident)
            }
            _ => self.bracket().or_else(|| self.symbol()),
        }
    }

    fn line_comment(&mut self) -> Option<Kind> {
        self.skip_while(|byte| byte != b'\n');
        self.take(Kind::Comment, usize::from(self.at < self.text.len()))
    }

    fn block_comment(&mut self) -> Option<Kind> {
        let body = &self.text[self.at + 2..];
        self.take(Kind::Comment, 2 + body.find("*/")? + 2)
    }

    fn open_heredoc(&mut self) -> Option<Kind> {
        let rest = &self.text[self.at..];
        let first_line = &rest[..=rest.find('\n')?];
        let marker = first_line["<<".len()..].trim_end_matches(['\r', '\n']);
        let marker = marker.strip_prefix('-').unwrap_or(marker);
        let mut bytes = marker.bytes();
        if !(bytes.next().is_some_and(starts_ident) && bytes.all(continues_ident)) {
            return None;
        }
        self.open(Open::Heredoc(marker), Kind::OpenHeredoc, first_line.len())
    }

    /// Digits with dots and exponents in any number (`a.0.1` holds the number `0.1`), but no dot
    /// at the end.
    fn skip_number(&mut self) {
        let mut end = self.at;
        loop {
            match (self.peek(0), self.peek(1), self.peek(2)) {
                (Some(b'0'..=b'9'), ..) => self.at += 1,
                (Some(b'e' | b'E'), Some(b'0'..=b'9'), _) => self.at += 2,
                (Some(b'e' | b'E'), Some(b'+' | b'-'), Some(b'0'..=b'9')) => self.at += 3,
                (Some(b'.'), ..) => {
                    self.at += 1;
                    continue;
                }
                _ => break,
            }
            end = self.at;
        }
        self.at = end;
    }

    fn bracket(&mut self) -> Option<Kind> {
        match self.peek(0)? {
            b'{' => self.open(Open::Brace, Kind::OpenBrace, 1),
            b'[' => self.open(Open::Bracket, Kind::OpenBracket, 1),
            b'(' => self.open(Open::Paren, Kind::OpenParen, 1),
            b')' => self.close(Open::Paren, Kind::CloseParen, 1),
            b']' => self.close(Open::Bracket, Kind::CloseBracket, 1),
            b'}' if self.open.last() == Some(&Open::Template) => {
                self.close(Open::Template, Kind::CloseTemplate, 1)
            }
            b'}' => self.close(Open::Brace, Kind::CloseBrace, 1),
            b'~' if self.peek(1) == Some(b'}') => {
                self.close(Open::Template, Kind::CloseTemplate, 2)
            }
            _ => None,
        }
    }

    fn symbol(&mut self) -> Option<Kind> {
        let rest = &self.text.as_bytes()[self.at..];
        let (kind, length) = match rest {
            [b'.', b'.', b'.', ..] => (Kind::Ellipsis, 3),
            [b'=', b'>', ..] => (Kind::FatArrow, 2),
            [b':', b':', ..] => (Kind::DoubleColon, 2),
            [b'=' | b'!' | b'<' | b'>', b'=', ..] | [b'&', b'&', ..] | [b'|', b'|', ..] => {
                (Kind::Operator, 2)
            }
            [b'+' | b'*' | b'/' | b'%' | b'<' | b'>', ..] => (Kind::Operator, 1),
            [b'=', ..] => (Kind::Equal, 1),
            [b':', ..] => (Kind::Colon, 1),
            [b',', ..] => (Kind::Comma, 1),
            [b'.', ..] => (Kind::Dot, 1),
            [b'?', ..] => (Kind::Question, 1),
            [b'!', ..] => (Kind::Bang, 1),
            [b'-', ..] => (Kind::Minus, 1),
            _ => return None,
        };
        self.take(kind, length)
    }

    fn open(&mut self, open: Open<'a>, kind: Kind, length: usize) -> Option<Kind> {
        self.open.push(open);
        self.take(kind, length)
    }

    /// Nothing, if it is not `open` that is to be closed next.
    fn close(&mut self, open: Open, kind: Kind, length: usize) -> Option<Kind> {
        self.open.pop_if(|innermost| *innermost == open)?;
        self.take(kind, length)
    }

    #[expect(clippy::unnecessary_wraps, reason = "its callers end with it")]
    fn take(&mut self, kind: Kind, length: usize) -> Option<Kind> {
        self.at += length;
        Some(kind)
    }

    fn skip_while(&mut self, holds: impl Fn(u8) -> bool) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|&byte| !holds(byte)).unwrap_or(rest.len());
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    /// The byte before; only asked inside quotes and heredocs, which are never at the start.
    fn peek_back(&self) -> u8 {
        self.text.as_bytes()[self.at - 1]
    }
}

fn starts_ident(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || !byte.is_ascii()
}

fn continues_ident(byte: u8) -> bool {
    starts_ident(byte) || byte.is_ascii_digit() || byte == b'-'
}
