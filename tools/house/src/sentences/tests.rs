use std::collections::BTreeMap;

use super::{Baseline, Kind, counts, faults, of, sample};

fn read(path: &str, text: &str) -> Vec<(usize, Kind, String)> {
    let files = BTreeMap::from([(path.to_owned(), text.to_owned())]);
    of(&files).unwrap().into_iter().map(|it| (it.line, it.kind, it.text)).collect()
}

fn texts(path: &str, text: &str) -> Vec<String> {
    read(path, text).into_iter().map(|(_, _, text)| text).collect()
}

const RULE: &str = "crates/blueprint/src/rules/vpc/a.md";

#[test]
fn a_rule_page_begins_with_its_summary_and_ends_before_its_source() {
    let page = "# a\n\nA VPC is\nsmall. Write `a. B`.\n\nMore.\n\nSource: AWS. Read.\n\n```toml fails\n# Text.\n```\n";
    assert_eq!(
        read(RULE, page),
        [
            (3, Kind::RuleSummary, "A VPC is small.".to_owned()),
            (3, Kind::RulePage, "Write `a. B`.".to_owned()),
            (6, Kind::RulePage, "More.".to_owned()),
            (1, Kind::RuleName, "a".to_owned()),
        ]
    );
}

#[test]
fn comments_and_descriptions_of_templates_are_read() {
    let template = "# One.\n# Two\nresource {\n  description = \"Three.\"\n}\n";
    assert_eq!(
        read("templates/modules/a/main.tf.tera", template),
        [
            (1, Kind::HclComment, "One.".to_owned()),
            (1, Kind::HclComment, "Two".to_owned()),
            (4, Kind::Description, "Three.".to_owned()),
        ]
    );
}

#[test]
fn texts_of_rust_are_read_and_what_only_we_read_is_not() {
    let source = r#"
        /// Hidden from users.
        struct Private;
        /// Shown in the schema.
        #[derive(JsonSchema)]
        struct Written {
            /// Shown too.
            key: u8,
        }
        fn f() {
            Diagnostic::error("a-rule", format!("`{x}` is too long"), Label::new(span, "no range"));
            it.expect("why it cannot fail");
            let key = "two words";
        }
        #[cfg(test)]
        mod tests { const TEXT: &str = "no user sees this"; }
    "#;
    assert_eq!(
        texts("crates/cli/src/a.rs", source),
        ["Shown in the schema.", "Shown too.", "`{x}` is too long", "no range"]
    );
}

#[test]
fn a_tag_parts_the_paragraphs_of_a_readme() {
    let readme = "{% if a %}\n- One.\n{% else %}\n- Two.\n{% endif %}\n";
    assert_eq!(texts("templates/root/README.md.tera", readme), ["One.", "Two."]);
}

fn refused(text: &str) -> Vec<String> {
    let files = BTreeMap::from([(RULE.to_owned(), format!("# a\n\n{text}\n"))]);
    let sentences = of(&files).unwrap();
    faults(&sentences).into_iter().map(|fault| fault.message).collect()
}

#[test]
fn plain_sentences_pass() {
    assert_eq!(refused("The blueprint has a key that lakewright does not know."), [""; 0]);
    assert_eq!(refused("Write `zones = 2` or more."), [""; 0]);
}

#[test]
fn a_sentence_has_a_verb() {
    assert_eq!(refused("The only possible owner."), ["no sentence without a verb"]);
}

#[test]
fn a_sentence_is_short() {
    let text = format!("It is a VPC. The VPC is {}.", "very ".repeat(40).trim());
    assert_eq!(refused(&text), ["one fact a sentence: 43 words, at most 40"]);
}

#[test]
fn a_riddle_is_refused_with_what_to_write() {
    let found = refused("The one by what it is known is wrong.");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("not `by what`: "), "{found:?}");
    assert_eq!(refused("The key `whom` is wrong."), [""; 0]);
}

#[test]
fn a_rule_is_named_after_what_is_wrong() {
    let of_name = |file: &str, name: &str| {
        let files = BTreeMap::from([(file.to_owned(), format!("# {name}\n\nA key is missing.\n"))]);
        let sentences = of(&files).unwrap();
        faults(&sentences).into_iter().map(|fault| fault.message).collect::<Vec<_>>()
    };
    assert_eq!(of_name(RULE, "vpc-ownership-changed"), [""; 0]);
    assert_eq!(of_name(RULE, "vpc-in-other-hands"), ["not `hands` in a name: say what is wrong"]);
    assert_eq!(of_name(RULE, "kms-key-in-another-region"), [""; 0]);
    assert_eq!(
        of_name(RULE, "key-in-another-region"),
        ["a KMS key is `kms-key`; `key` is a key of the blueprint"]
    );
    assert_eq!(of_name("crates/blueprint/src/rules/form/a.md", "unknown-key"), [""; 0]);
}

#[test]
fn a_baseline_may_only_shrink() {
    let files = BTreeMap::from([(RULE.to_owned(), "# a\n\nNever whom.\n".to_owned())]);
    let sentences = of(&files).unwrap();
    let now = counts(&faults(&sentences));
    assert_eq!(Baseline::parse(&now.text()).unwrap(), now);
    assert_eq!(Baseline::default().exceeded(&now), [(RULE, 0, 2)]);
    assert_eq!(now.exceeded(&Baseline::default()), []);
}

#[test]
fn a_seed_draws_the_same_again() {
    let page = (0..50).map(|n| format!("Sentence {n} is here.")).collect::<Vec<_>>().join("\n\n");
    let files = BTreeMap::from([("docs/a.md".to_owned(), page)]);
    let sentences = of(&files).unwrap();
    let drawn = sample(&sentences, 7, 1);
    assert_eq!(drawn.len(), 7);
    assert_eq!(drawn, sample(&sentences, 7, 1));
    assert_ne!(drawn, sample(&sentences, 7, 2));
}

#[test]
fn keys_that_a_macro_declares_are_read_as_those_of_a_struct() {
    let text = "keys! {\n    \"iam\";\n    #[derive(JsonSchema)]\n    pub struct Written {\n        \
                /// A key is\n        /// read. Twice.\n        pub path: u8,\n    }\n}\n";
    assert_eq!(texts("crates/blueprint/src/sections/iam.rs", text), ["A key is read.", "Twice."]);
}
