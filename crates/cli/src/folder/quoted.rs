//! Text as TOML writes it.

use std::fmt::Write;

/// A basic string: `"a\"b"`.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    if !text.contains(|c: char| matches!(c, '"' | '\\') || c.is_control()) {
        return quoted + text + "\"";
    }
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                write!(quoted, "\\u{:04X}", u32::from(c)).expect("writing to a String cannot fail");
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// An inline table: `{ "a" = "b", "c" = "d" }`.
pub(super) fn inline_table(pairs: impl Iterator<Item = (String, String)>) -> String {
    let pairs: Vec<_> =
        pairs.map(|(key, value)| format!("{} = {}", quoted(&key), quoted(&value))).collect();
    format!("{{ {} }}", pairs.join(", "))
}
