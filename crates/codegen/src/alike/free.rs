//! Which words a file's proof says nothing about: it holds for any other in their place.

use std::collections::BTreeSet;
use std::ops::Range;

use hcl_edit::Span;
use hcl_edit::expr::Expression;
use hcl_edit::parser::parse_body;
use hcl_edit::structure::{Block, Body, Structure};

use super::words::number_of;

/// The words of `text`, a file's whole text with blanks, in whose place another could break what was
/// proven. Free are the texts in values for variables and in the settings of a backend: they stay texts
/// (see `is_word`), and no check asks what a text there says.
pub(super) fn bound(text: &str, is_values: bool) -> BTreeSet<usize> {
    let mut free = Vec::new();
    // Where a blank is no part of a text, such as in a name, there is nothing to parse yet.
    let body = parse_body(text).unwrap_or_default();
    if is_values {
        in_values(&body, &mut free);
    } else {
        let terraform = body.get_blocks("terraform").flat_map(|block| block.body.blocks());
        terraform.filter(|it| is_backend(it)).for_each(|it| in_settings(&it.body, &mut free));
    }
    let is_free = |at: usize| free.iter().any(|range| range.contains(&at));
    let blanks = text.char_indices().filter_map(|(at, c)| Some((at, number_of(c)?)));
    blanks.filter(|(at, _)| !is_free(*at)).map(|(_, number)| number).collect()
}

fn is_backend(block: &Block) -> bool {
    matches!(block.ident.as_str(), "backend" | "cloud")
}

fn in_settings(body: &Body, free: &mut Vec<Range<usize>>) {
    in_values(body, free);
    body.blocks().for_each(|block| in_settings(&block.body, free));
}

fn in_values(body: &Body, free: &mut Vec<Range<usize>>) {
    for structure in body {
        if let Structure::Attribute(value) = structure {
            in_value(&value.value, free);
        }
    }
}

fn in_value(value: &Expression, free: &mut Vec<Range<usize>>) {
    match value {
        Expression::String(text) => free.extend(text.span()),
        Expression::Array(items) => items.iter().for_each(|item| in_value(item, free)),
        Expression::Object(object) => {
            object.iter().for_each(|(_, value)| in_value(value.expr(), free));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, is_values: bool, expected: &[usize]) {
        assert_eq!(bound(text, is_values), expected.iter().copied().collect(), "{text}");
    }

    #[test]
    fn values_of_variables_are_free_and_their_keys_are_not() {
        check("a = \"\u{f0000}-x\"\nb = { \"\u{f0001}\" = [\"\u{f0002}\"] }\n", true, &[1]);
        check("# \u{f0000}\nb = \"${c}-\u{f0001}\"\n", true, &[0, 1]);
        check("\u{f0000} = \"\u{f0001}\"\n", true, &[0, 1]);
    }

    #[test]
    fn of_a_configuration_only_the_backend_is_free() {
        check("terraform {\n  backend \"s3\" {\n    key = \"\u{f0000}/x\"\n  }\n}\n", false, &[]);
        check("module \"a\" {\n  source = \"\u{f0000}\"\n}\n", false, &[0]);
        check("terraform {\n  required_version = \"\u{f0000}\"\n}\n", false, &[0]);
    }
}
