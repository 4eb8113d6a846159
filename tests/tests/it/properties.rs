//! What holds for every blueprint, legal or not.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::Pins;
use blueprint::rules::RULES;
use codegen::Tree;
use gallery::compile::{Refusal, architecture, tree};
use gallery::draft::{Draft, Keys, keys};
use gallery::fields::{FIELDS, Field};
use gallery::terraform::with_providers;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

const KEYS: [&str; 6] = ["dev", "first", "ml", "prod", "qa", "zz"];

/// Sections whose fields mean something together, as decided by the key they begin with.
fn setting() -> impl Strategy<Value = Keys> {
    let modes = FIELDS.iter().map(|field| keys(field.beside)).collect::<BTreeSet<_>>();
    proptest::sample::select(modes.into_iter().collect::<Vec<_>>())
}

/// A field that may well apply beside what is decided.
fn field() -> impl Strategy<Value = &'static Field> {
    proptest::sample::select(FIELDS.iter().collect::<Vec<_>>())
}

/// A table of a workspace: a few decisions, what belongs to them, and what may not.
fn table() -> impl Strategy<Value = Keys> {
    let decided = proptest::collection::vec(setting(), 0..3);
    let fields = proptest::collection::vec((field(), proptest::bool::weighted(0.15)), 0..6);
    (decided, fields).prop_map(|(decided, fields)| {
        let mut table: Keys = decided.into_iter().flatten().collect();
        for (field, is_careless) in fields {
            let beside = keys(field.beside);
            let applies = beside.iter().all(|(key, value)| table.get(key) == Some(value));
            if applies || is_careless {
                table.extend(field.written());
            }
        }
        table
    })
}

fn blueprint() -> impl Strategy<Value = Draft> {
    let base = keys(&[
        ("name", r#""acme""#),
        ("region", r#""eu-west-1""#),
        ("network.mode", r#""customer-managed""#),
    ]);
    let workspaces = proptest::sample::subsequence(KEYS.to_vec(), 0..=6).prop_flat_map(|keys| {
        keys.into_iter().map(|key| (Just(key.to_owned()), table())).collect::<Vec<_>>()
    });
    (table(), workspaces).prop_map(move |(top, workspaces)| {
        let top = base.clone().into_iter().chain(top).collect();
        // A share leads to a workspace of this blueprint, mostly.
        let owner = workspaces.first().map_or("first", |(key, _)| key.as_str()).to_owned();
        let mut draft = Draft { top, workspaces: workspaces.into_iter().collect() };
        for table in draft.workspaces.values_mut() {
            if let Some(share) = table.get_mut("network.share") {
                *share = format!("\"{owner}\"");
            }
        }
        draft
    })
}

fn compile(text: &str) -> Result<Tree, Refusal> {
    let arch = architecture(text, &Pins::default())?;
    Ok(tree(&arch, "blueprint.toml"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_blueprint_is_refused_by_a_rule_or_compiled(draft in blueprint(), seed: u64) {
        let text = draft.text();
        let compiled = compile(&text);
        if let Err(rules) = &compiled {
            let known = |rule: &&str| RULES.iter().any(|known| known.name == *rule);
            prop_assert!(!rules.is_empty() && rules.iter().all(known), "{rules:?}\n{text}");
        }
        // Another hash seed in every map that has one, and another order of keys and tables.
        prop_assert_eq!(&compile(&text), &compiled, "not deterministic:\n{}", text);
        // Of a text that is no TOML, what can be read depends on where it breaks.
        if !compiled.as_ref().is_err_and(|rules| rules.contains("not-toml")) {
            prop_assert_eq!(&compile(&draft.shuffled(seed)), &compiled, "order matters:\n{}", text);
        }
    }
}

#[test]
fn every_legal_blueprint_has_pictures() {
    for draft in blueprints().take(200) {
        let Ok(arch) = architecture(&draft.text(), &Pins::default()) else { continue };
        let pictures =
            std::panic::catch_unwind(|| (describe::svg(&arch), describe::mermaid(&arch)));
        let (svg, mermaid) = pictures.unwrap_or_else(|_| panic!("not drawn:\n{}", draft.text()));
        assert!(svg.ends_with("</svg>\n") && mermaid.starts_with("flowchart"));
    }
}

/// Most of what is tried would be refused if blueprints were made blindly.
#[test]
fn many_blueprints_are_legal() {
    let is_legal = |draft: &Draft| architecture(&draft.text(), &Pins::default()).is_ok();
    let legal = blueprints().take(300).filter(is_legal).count();
    assert!((60..290).contains(&legal), "{legal} of 300 are legal");
}

fn blueprints() -> impl Iterator<Item = Draft> {
    let mut runner = TestRunner::deterministic();
    let made = blueprint();
    std::iter::repeat_with(move || {
        made.new_tree(&mut runner).expect("nothing is filtered out").current()
    })
}

const SAMPLE: usize = 6;

/// Each with a module that none before it has.
#[test]
fn real_terraform_finds_a_sample_valid() {
    let Some(terraform) = with_providers() else { return };
    let mut seen = BTreeSet::new();
    let mut sample = BTreeMap::new();
    for draft in blueprints() {
        let Ok(tree) = compile(&draft.text()) else { continue };
        let modules = tree.files().keys().map(|path| path.parent().to_owned());
        let modules: BTreeSet<_> = modules.filter(|path| path.starts_with("modules/")).collect();
        if !modules.is_subset(&seen) {
            seen.extend(modules);
            sample.insert(format!("sample-{}", sample.len()), (draft, tree));
        }
        if sample.len() == SAMPLE {
            break;
        }
    }
    let trees: Vec<_> = sample.iter().map(|(name, (_, tree))| (name.clone(), tree)).collect();
    let found = terraform.validate_together(&trees);
    let texts: Vec<_> = sample.values().map(|(draft, _)| draft.text()).collect();
    assert!(found.is_empty(), "{}\n{}", found.join("\n"), texts.join("\n---\n"));
}
