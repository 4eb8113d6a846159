//! The space, or none, between two tokens of a line.

use super::lines::Line;
use super::token::{Kind, Token};

pub(super) fn space(tokens: &mut [Token], lines: &[Line]) {
    for line in lines {
        let mut before = None;
        for at in line.tokens.clone().skip(1) {
            let (left, right) = (tokens[at - 1], tokens[at]);
            let apart = wants_space(before, left, right) || would_fuse(before, left, right);
            tokens[at].spaces = usize::from(apart);
            before = Some(left.kind);
        }
    }
}

/// Whether `left` and `right` stand apart. The order of the questions matters: the first that
/// applies decides, as in `terraform fmt`.
#[expect(clippy::match_same_arms, reason = "an arm is a question, and their order matters")]
fn wants_space(before: Option<Kind>, left: Token, right: Token) -> bool {
    use Kind::{
        Bang, CloseBrace, CloseTemplate, Comma, Dot, DoubleColon, Ellipsis, Ident, Minus, Newline,
        Number, OpenBrace, OpenBracket, OpenDirective, OpenInterpolation, OpenParen,
    };
    match (left.kind, right.kind) {
        (_, Newline | Comma | Ellipsis | Dot) | (Dot, _) => false,
        (Ident, OpenParen | DoubleColon) | (DoubleColon, Ident) => false,
        (Comma, _) => true,
        (left, right) if in_template(left, right) => false,
        // `[for zone in ["a", "b"] : zone]`, not `in["a", "b"]`.
        (Ident, _) if left.text == "in" && before == Some(Ident) => true,
        (Ident | Number, OpenBracket) | (Bang, _) => false,
        (left, OpenBracket) if left.closes() => false,
        (Minus, _) => subtracts(before),
        (OpenBrace, CloseBrace) => false,
        (OpenBrace, _) | (_, CloseBrace) => true,
        (OpenInterpolation | OpenDirective, OpenBrace) | (CloseBrace, CloseTemplate) => true,
        (CloseTemplate, OpenInterpolation | OpenDirective) => false,
        (left, right) => !left.opens() && !right.closes(),
    }
}

/// At the edge of literal text, where a space would change the string.
fn in_template(left: Kind, right: Kind) -> bool {
    use Kind::{CloseHeredoc, CloseQuote, HeredocText, OpenHeredoc, OpenQuote, QuotedText};
    matches!(left, OpenQuote | OpenHeredoc | QuotedText | HeredocText)
        || matches!(right, CloseQuote | CloseHeredoc | QuotedText | HeredocText)
}

/// Whether a minus after `before` is a subtraction. `terraform fmt` guesses: anything but a
/// separator, an operator or an opening bracket may end an expression, even `${` and `=>`.
fn subtracts(before: Option<Kind>) -> bool {
    use Kind::{
        Bang, Colon, Comma, Equal, Minus, OpenBrace, OpenBracket, OpenParen, Operator, Question,
    };
    let Some(before) = before else { return false };
    let opens = matches!(before, OpenParen | OpenBrace | OpenBracket);
    let separates = matches!(before, Equal | Colon | Comma | Question | Operator | Minus | Bang);
    !opens && !separates
}

/// Whether two tokens would read as others if nothing stood between them. In valid HCL this is
/// true of `list.0 .1` only, which `terraform fmt` fuses.
fn would_fuse(before: Option<Kind>, left: Token, right: Token) -> bool {
    match (left.kind, right.kind) {
        (Kind::Dot, Kind::Dot | Kind::Ellipsis) | (Kind::Ellipsis, Kind::Dot) => true,
        (Kind::Bang, _) => right.text.starts_with('='),
        (Kind::Dot, Kind::Number) => before == Some(Kind::Number),
        (Kind::Dot, Kind::Ident) => before == Some(Kind::Number) && is_exponent(right.text),
        _ => false,
    }
}

fn is_exponent(name: &str) -> bool {
    let digits = name.strip_prefix(['e', 'E']).map(|rest| rest.strip_prefix('-').unwrap_or(rest));
    digits.is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()))
}
