//! The words of HCL, told apart as far as layout needs.

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Ident,
    Number,
    /// `#` and `//` comments include the end of their line.
    Comment,
    Newline,

    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    OpenParen,
    CloseParen,

    OpenQuote,
    QuotedText,
    CloseQuote,
    /// `<<EOT` or `<<-EOT` with the end of its line.
    OpenHeredoc,
    HeredocText,
    /// The line of the end marker with the blanks around it, without its newline.
    CloseHeredoc,
    /// `${` or `${~`.
    OpenInterpolation,
    /// `%{` or `%{~`.
    OpenDirective,
    /// `}` or `~}`.
    CloseTemplate,

    Equal,
    Colon,
    DoubleColon,
    Comma,
    Dot,
    Ellipsis,
    Question,
    FatArrow,
    Bang,
    Minus,
    /// The other operators of arithmetic, comparison and logic.
    Operator,

    /// The end of the text; it carries the blanks of a last line without newline.
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    /// The spaces before it: at first how many bytes were skipped in the source.
    pub(super) spaces: usize,
}

impl<'a> Token<'a> {
    pub(super) fn new(kind: Kind, text: &'a str) -> Self {
        Token { kind, text, spaces: 0 }
    }

    pub(super) fn ends_line(&self) -> bool {
        self.kind == Kind::Newline || self.kind == Kind::Comment && self.text.ends_with('\n')
    }

    pub(super) fn is_ident(&self, name: &str) -> bool {
        self.kind == Kind::Ident && self.text == name
    }
}

impl Kind {
    pub(super) fn opens(self) -> bool {
        use Kind::{OpenBrace, OpenBracket, OpenDirective, OpenInterpolation, OpenParen};
        matches!(self, OpenBrace | OpenBracket | OpenParen | OpenInterpolation | OpenDirective)
    }

    pub(super) fn closes(self) -> bool {
        use Kind::{CloseBrace, CloseBracket, CloseParen, CloseTemplate};
        matches!(self, CloseBrace | CloseBracket | CloseParen | CloseTemplate)
    }

    /// By how much it changes the depth of brackets. Quotes and heredocs are no brackets.
    pub(super) fn depth_change(self) -> isize {
        isize::from(self.opens()) - isize::from(self.closes())
    }
}
