//! Lays HCL out as `terraform fmt` does, byte for byte, without Terraform.
//!
//! Only blanks between tokens move, apart from the legacy spellings `terraform fmt` itself
//! rewrites (see [`legacy`]). Text that cannot be HCL (a bracket or a quote left open, a stray
//! character) comes back as it was; `terraform fmt` refuses such files.

mod align;
mod blank_lines;
mod indent;
mod legacy;
mod lexer;
mod lines;
mod spacing;
mod token;

pub use blank_lines::squeeze_blank_lines;

use token::Token;

/// `text` as `terraform fmt` would lay it out.
pub fn layout(text: &str) -> String {
    let text = lexer::without_byte_order_mark(text);
    match lexer::tokens(text) {
        Some(tokens) => laid_out(&tokens, text.len()),
        None => text.to_owned(),
    }
}

/// [`squeeze_blank_lines`] and then [`layout`], for one reading of the text.
pub(crate) fn tidy(text: &str) -> String {
    let text = lexer::without_byte_order_mark(text);
    // A comment holds the end of its line: one without is another token.
    if !text.ends_with('\n') {
        return layout(&squeeze_blank_lines(text));
    }
    match lexer::tokens(text) {
        Some(tokens) => laid_out(&blank_lines::squeeze(&tokens), text.len()),
        None => text.to_owned(),
    }
}

fn laid_out(tokens: &[Token], source_length: usize) -> String {
    let mut tokens = legacy::modernize(tokens);
    let lines = lines::split(&tokens);
    indent::indent(&mut tokens, &lines);
    spacing::space(&mut tokens, &lines);
    align::align(&mut tokens, &lines);
    print(&tokens, source_length)
}

fn print(tokens: &[Token], source_length: usize) -> String {
    let mut out = String::with_capacity(source_length + source_length / 4);
    for token in tokens {
        push_spaces(&mut out, token.spaces);
        out.push_str(token.text);
    }
    out
}

fn push_spaces(out: &mut String, mut count: usize) {
    const SPACES: &str = "                                ";
    while count > SPACES.len() {
        out.push_str(SPACES);
        count -= SPACES.len();
    }
    out.push_str(&SPACES[..count]);
}

#[cfg(test)]
mod tests;
