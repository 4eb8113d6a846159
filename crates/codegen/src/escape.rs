//! What a blueprint's text becomes inside a quoted HCL string.

use std::io::{self, Write};

/// Given to Tera for every `{{ … }}` of a `.tf` or `.tfvars` template: whatever is printed between
/// quotes stays between them, and Terraform reads back the same text.
///
/// `${` and `%{` start an interpolation. HCL writes them `$${` and `%%{`, but reads the sequence
/// `$${` greedily from the left, so a text that holds one already gets its `$` as an escape.
pub(crate) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut chars = text.chars().peekable();
    let mut previous = ' ';
    while let Some(c) = chars.next() {
        let opens = matches!(c, '$' | '%') && chars.peek() == Some(&'{');
        match c {
            '"' => out.write_all(b"\\\"")?,
            '\\' => out.write_all(b"\\\\")?,
            '\n' => out.write_all(b"\\n")?,
            '\r' => out.write_all(b"\\r")?,
            '\t' => out.write_all(b"\\t")?,
            c if c.is_control() => write!(out, "\\u{:04x}", u32::from(c))?,
            c if opens && previous == c => write!(out, "\\u{:04x}", u32::from(c))?,
            c if opens => write!(out, "{c}{c}")?,
            c => write!(out, "{c}")?,
        }
        previous = c;
    }
    Ok(())
}

/// The text as a quoted HCL string.
pub fn quote(text: &str) -> String {
    let mut quoted = b"\"".to_vec();
    escape(text, &mut quoted).expect("memory takes every byte");
    quoted.push(b'"');
    String::from_utf8(quoted).expect("escape writes characters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(quote(text), format!("\"{expected}\""));
    }

    #[test]
    fn nothing_leaves_the_quotes() {
        check(r#"a"b\c"#, r#"a\"b\\c"#);
        check("two\nlines\t\r\u{1}", "two\\nlines\\t\\r\\u0001");
    }

    #[test]
    fn nothing_is_interpolated() {
        check("${var.x}", "$${var.x}");
        check("%{if true}", "%%{if true}");
        check("$${x}", "$\\u0024{x}");
        check("a $ b % {c}", "a $ b % {c}");
    }
}
