use proptest::prelude::*;

use super::{layout, legacy, lexer, squeeze_blank_lines, tidy};

#[track_caller]
fn check(written: &str, laid_out: &str) {
    assert_eq!(layout(written), laid_out);
}

#[test]
fn equal_signs_of_neighbours_stand_in_a_column() {
    check("a = 1\nlong = 2\n\nb = 3\n", "a    = 1\nlong = 2\n\nb = 3\n");
}

#[test]
fn a_value_over_several_lines_ends_the_column() {
    check("a = 1\nlong = [\n2\n]\nbb = 3\n", "a = 1\nlong = [\n  2\n]\nbb = 3\n");
}

#[test]
fn comments_stand_in_a_column_of_their_own() {
    check("a=1 # x\nlong=2 # y\n", "a    = 1 # x\nlong = 2 # y\n");
}

#[test]
fn one_line_indents_once_whatever_it_opens() {
    check("a = f([{\nb = 1\n}])\n", "a = f([{\n  b = 1\n}])\n");
}

#[test]
fn a_column_is_counted_in_graphemes() {
    check("a = \"e\u{301}\" # x\nb = \"ab\" # y\n", "a = \"e\u{301}\"  # x\nb = \"ab\" # y\n");
}

#[test]
fn heredocs_stay_but_for_their_templates() {
    check("a=<<-X\n\t k = ${ v }\n\n X \nb=1\n", "a = <<-X\n\t k = ${v}\n\n X \nb = 1\n");
}

#[test]
fn legacy_interpolation_is_unwrapped() {
    check("a=\"${ b }\"\nc=\"${b}-${b}\"\n", "a = b\nc = \"${b}-${b}\"\n");
}

#[test]
fn a_quoted_type_is_a_type_in_a_variable_only() {
    check("variable a {\ntype=\"map\"\n}\n", "variable \"a\" {\n  type = map(string)\n}\n");
    check("output a {\ntype=\"map\"\n}\n", "output \"a\" {\n  type = \"map\"\n}\n");
}

#[test]
fn what_cannot_be_hcl_comes_back_as_it_was() {
    for text in ["a=(", "a=\"b", "a=<<X\nb\n", "a=b]", "/* a", "a='b'", "a=\"\n\""] {
        check(text, text);
    }
}

#[track_caller]
fn check_squeezed(written: &str, squeezed: &str) {
    assert_eq!(squeeze_blank_lines(written), squeezed);
}

#[test]
fn blank_lines_are_squeezed() {
    check_squeezed("\n \na {\n\n b = 1\n\t\n\n c = 2\n\n}\n\n\n", "a {\n b = 1\n\n c = 2\n}\n");
}

#[test]
fn a_comment_does_not_hide_the_bracket() {
    check_squeezed("a = [ # x\n\n1,\n\n] # y\n", "a = [ # x\n1,\n] # y\n");
}

#[test]
fn blank_lines_of_heredocs_and_comments_stay() {
    for text in ["a = <<X\n\n\n${f(\n\n\n)}\n\nX\n", "/*\n\n\n*/\n"] {
        check_squeezed(text, text);
    }
}

#[test]
fn the_end_is_one_newline() {
    check_squeezed("a = 1", "a = 1\n");
    check_squeezed("a = 1 \n\n  ", "a = 1 \n");
    check_squeezed("\n\n", "");
}

/// Words that mean something to the lexer, in an order that means nothing.
fn hostile_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        prop::sample::select(
            "\" ${ %{ ~} } { ( ) [ ] <<X <<-X\n X\n \n \r\n # // /* */ = == => ! - . .. ... : :: , \
             ? in a e5 5 1.5 $$ % \\ \\\" type variable é 🇩🇪 \u{301} \u{feff} ' &"
                .split(' ')
                .chain([" ", "\t", "  ", "\n", "{\n", "}\n", "\"${", "}\"\n", "<<X\n", "\nX\n"])
                .collect::<Vec<_>>()
        )
        .prop_map(str::to_owned),
        "\\PC",
    ];
    prop::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

/// Hostile, but with every bracket and quote closed, so that there is something to lay out.
fn lexable_text() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        " ",
        "\n",
        "\t",
        "a",
        "b = ",
        "=",
        "in",
        "1",
        "e5",
        ".",
        "...",
        "::",
        ":",
        "!",
        "-",
        ",",
        "?",
        "# c\n",
        "/* c */",
        "\"s\"",
        "\"$${\"",
        "<<X\n\n t\nX\n",
        "variable",
        "type=\"map\"",
        "=>",
        "*",
        "\r\n",
        "5",
        "\"é\"",
        "\"${a}\"",
    ]);
    let text = leaf.prop_map(str::to_owned).prop_recursive(4, 60, 12, |inner| {
        let words = prop::collection::vec(inner, 0..12).prop_map(|words| words.concat());
        let brackets = prop::sample::select(vec![
            ("{", "}"),
            ("a {\n", "}\n"),
            ("a b {\n", "}\n"),
            ("(", ")"),
            ("[", "]"),
            ("\"${", "}\""),
            ("=\"${", "}\"\n"),
            ("\"%{~", "~}\""),
            ("<<X\n${", "}\nX\n"),
        ]);
        (brackets, words).prop_map(|((open, close), words)| format!("{open}{words}{close}"))
    });
    prop::collection::vec(text, 0..20).prop_map(|texts| texts.concat())
}

fn words(text: &str) -> Option<Vec<&str>> {
    let text = lexer::without_byte_order_mark(text);
    Some(lexer::tokens(text)?.iter().map(|token| token.text).collect())
}

fn modern_words(text: &str) -> Option<Vec<&str>> {
    let text = lexer::without_byte_order_mark(text);
    let tokens = legacy::modernize(&lexer::tokens(text)?);
    Some(tokens.iter().map(|token| token.text).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(text in prop_oneof![hostile_text(), any::<String>()]) {
        layout(&squeeze_blank_lines(&layout(&text)));
    }

    #[test]
    fn layout_is_idempotent(text in prop_oneof![hostile_text(), lexable_text()]) {
        let once = layout(&text);
        // In what is no HCL, one legacy spelling may hide another.
        prop_assume!(modern_words(&once) == words(&once));
        prop_assert_eq!(layout(&once), once);
    }

    #[test]
    fn layout_keeps_the_tokens(text in prop_oneof![hostile_text(), lexable_text()]) {
        let laid_out = layout(&text);
        match modern_words(&text) {
            None => prop_assert_eq!(laid_out, lexer::without_byte_order_mark(&text)),
            modern => prop_assert_eq!(words(&laid_out), modern),
        }
    }

    #[test]
    fn squeezing_is_idempotent_and_survives_layout(text in lexable_text()) {
        let squeezed = squeeze_blank_lines(&text);
        prop_assert_eq!(&squeeze_blank_lines(&squeezed), &squeezed);
        let laid_out = layout(&squeezed);
        prop_assert_eq!(squeeze_blank_lines(&laid_out), laid_out);
    }

    #[test]
    fn tidying_is_squeezing_and_layout(text in prop_oneof![hostile_text(), lexable_text()]) {
        prop_assert_eq!(tidy(&text), layout(&squeeze_blank_lines(&text)));
    }
}
