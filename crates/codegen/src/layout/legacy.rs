//! The spellings of Terraform 0.11 and before that `terraform fmt` rewrites.
//!
//! | before | after |
//! |---|---|
//! | `name = "${var.name}"` | `name = var.name` |
//! | `type = "list"`, of a variable | `type = list(string)` |
//! | `type = list`, of a variable | `type = list(any)` |
//! | `resource aws_vpc this {` | `resource "aws_vpc" "this" {` |
//!
//! Comments between the labels of a block are lost, as in `terraform fmt`. Unlike it, this keeps
//! labels that hold an escape sequence, `$` or `%` as they are, unwraps nested interpolations in
//! one go, and leaves alone an interpolation that could not be a value on its own.

use super::token::{Kind, Token};

pub(super) fn modernize<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut out = Vec::with_capacity(tokens.len() + 8);
    let mut blocks = Vec::new();
    let mut rest = tokens;
    while let Some(token) = rest.first() {
        let done = match token.kind {
            Kind::Ident if is_attribute(rest) => attribute(rest, &blocks, &mut out),
            Kind::Ident => block_header(rest, &mut blocks, &mut out),
            kind => {
                if kind == Kind::CloseBrace {
                    blocks.pop();
                }
                out.push(*token);
                1
            }
        };
        rest = &rest[done..];
    }
    out
}

fn is_attribute(item: &[Token]) -> bool {
    let after_name = item[1..].iter().find(|token| token.kind != Kind::Comment);
    after_name.is_some_and(|token| token.kind == Kind::Equal)
}

/// Writes the attribute `item` starts with, and says how many tokens of `item` that was.
fn attribute<'a>(item: &[Token<'a>], blocks: &[&str], out: &mut Vec<Token<'a>>) -> usize {
    let value = value_start(item);
    let end = value + value_length(&item[value..]);
    let last = item[value..end].iter().rposition(|token| token.kind != Kind::Comment);
    let value_end = last.map_or(value, |last| value + last + 1);

    out.extend_from_slice(&item[..value]);
    if *blocks == ["variable"] && item[0].is_ident("type") {
        write_type(&item[value..value_end], out);
    } else {
        write_value(&item[value..value_end], out);
    }
    out.extend_from_slice(&item[value_end..end]);
    end
}

fn value_start(item: &[Token]) -> usize {
    let in_front = |token: &Token| matches!(token.kind, Kind::Equal | Kind::Comment);
    1 + item[1..].iter().take_while(|token| in_front(token)).count()
}

/// A value ends with its line, or with the one-line block around it.
fn value_length(tokens: &[Token]) -> usize {
    let mut depth = 0;
    let ends = |token: &Token| {
        depth += token.kind.depth_change();
        depth < 0 || depth == 0 && token.ends_line() || token.kind == Kind::End
    };
    tokens.iter().position(ends).unwrap_or(tokens.len())
}

fn write_value<'a>(mut value: &[Token<'a>], out: &mut Vec<Token<'a>>) {
    while let Some(inside) = lone_interpolation(value) {
        value = trim_newlines(inside);
        if needs_parens(value) {
            out.push(Token::new(Kind::OpenParen, "("));
            out.extend_from_slice(value);
            out.push(Token::new(Kind::CloseParen, ")"));
            return;
        }
    }
    out.extend_from_slice(value);
}

/// What is between `"${` and `}"`, if that is all there is.
fn lone_interpolation<'t, 'a>(value: &'t [Token<'a>]) -> Option<&'t [Token<'a>]> {
    use Kind::{CloseQuote, CloseTemplate, OpenInterpolation, OpenQuote};
    let [quote, open, inside @ .., close, end_quote] = value else { return None };
    let delimiters = [quote.kind, open.kind, close.kind, end_quote.kind];
    let lone = delimiters == [OpenQuote, OpenInterpolation, CloseTemplate, CloseQuote]
        && !inside.is_empty()
        && !has_template(inside)
        && !breaks_lines(inside);
    lone.then_some(inside)
}

/// Whether there is literal text or a template outside quotes, as in `${a}-${b}`.
fn has_template(tokens: &[Token]) -> bool {
    let mut quotes = 0;
    tokens.iter().any(|token| {
        match token.kind {
            Kind::OpenQuote => quotes += 1,
            Kind::CloseQuote => quotes -= 1,
            Kind::OpenInterpolation | Kind::CloseTemplate | Kind::QuotedText => return quotes <= 0,
            _ => {}
        }
        false
    })
}

/// Whether it holds what must end its line, though the value may not: a comment outside brackets,
/// or a heredoc at the end.
fn breaks_lines(tokens: &[Token]) -> bool {
    let mut depth = 0;
    let comment = tokens.iter().any(|token| {
        depth += token.kind.depth_change();
        depth == 0 && token.kind == Kind::Comment && token.ends_line()
    });
    let last = trim_newlines(tokens).last();
    comment || last.is_some_and(|token| token.kind == Kind::CloseHeredoc)
}

fn trim_newlines<'t, 'a>(mut tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    while let [Token { kind: Kind::Newline, .. }, rest @ ..] = tokens {
        tokens = rest;
    }
    while let [rest @ .., Token { kind: Kind::Newline, .. }] = tokens {
        tokens = rest;
    }
    tokens
}

/// Several lines, which the quotes held together.
fn needs_parens(value: &[Token]) -> bool {
    let enclosed = matches!(
        value,
        [Token { kind: Kind::OpenParen, .. }, .., Token { kind: Kind::CloseParen, .. }]
    );
    !enclosed && value.iter().any(|token| token.kind == Kind::Newline)
}

fn write_type<'a>(written: &[Token<'a>], out: &mut Vec<Token<'a>>) {
    match written {
        [quote, name, _] if quote.kind == Kind::OpenQuote => match name.text {
            "string" => out.push(Token::new(Kind::Ident, name.text)),
            "list" | "map" => write_collection(name.text, "string", out),
            _ => out.extend_from_slice(written),
        },
        [name] if matches!(name.text, "list" | "map" | "set") => {
            write_collection(name.text, "any", out);
        }
        _ => out.extend_from_slice(written),
    }
}

fn write_collection<'a>(name: &'a str, element: &'a str, out: &mut Vec<Token<'a>>) {
    out.extend([
        Token::new(Kind::Ident, name),
        Token::new(Kind::OpenParen, "("),
        Token::new(Kind::Ident, element),
        Token::new(Kind::CloseParen, ")"),
    ]);
}

/// Writes a block's type, its labels and its brace, and says how many tokens of `item` that was.
/// What turns out to be no block is written as it stands.
fn block_header<'a>(
    item: &[Token<'a>],
    blocks: &mut Vec<&'a str>,
    out: &mut Vec<Token<'a>>,
) -> usize {
    let length = 1 + item[1..].iter().take_while(|token| is_label_part(token)).count();
    let (header, rest) = item.split_at(length);
    if rest.first().is_none_or(|token| token.kind != Kind::OpenBrace) {
        out.extend_from_slice(header);
        return length;
    }
    blocks.push(item[0].text);
    out.push(item[0]);
    let labels_end = header.iter().rposition(|token| token.kind != Kind::Comment).unwrap_or(0) + 1;
    for token in &header[1..labels_end] {
        write_label_part(*token, out);
    }
    out.extend_from_slice(&header[labels_end..]);
    out.push(rest[0]);
    length + 1
}

fn is_label_part(token: &Token) -> bool {
    use Kind::{CloseQuote, Comment, Ident, OpenQuote, QuotedText};
    matches!(token.kind, Ident | OpenQuote | QuotedText | CloseQuote | Comment)
        && !token.ends_line()
}

fn write_label_part<'a>(token: Token<'a>, out: &mut Vec<Token<'a>>) {
    match token.kind {
        Kind::Comment => {}
        Kind::Ident => out.extend([
            Token::new(Kind::OpenQuote, "\""),
            Token::new(Kind::QuotedText, token.text),
            Token::new(Kind::CloseQuote, "\""),
        ]),
        _ => out.push(token),
    }
}
