//! A changed option changes the lines it is about, in the workspace it is about, and no others.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::LazyLock;

use blueprint::Pins;
use codegen::{Tree, in_shares};
use gallery::compile::{Refusal, architecture, tree};
use gallery::draft::{Draft, keys};
use gallery::fields::{FIELDS, Field};
use similar::{ChangeTag, TextDiff};

/// Three workspaces; the field is written, or not yet, in the second.
fn fleet(field: &Field, is_flipped: bool) -> Draft {
    let base = [
        ("name", r#""acme""#),
        ("region", r#""eu-west-1""#),
        ("network.mode", r#""customer-managed""#),
        ("network.cidr", r#""10.0.0.0/16""#),
    ];
    let keys_of_three = ["first", "second", "third"].map(|key| (key.to_owned(), keys(&[])));
    let mut draft = Draft { top: keys(&base), workspaces: keys_of_three.into() };
    let second = draft.workspaces.entry("second".to_owned()).or_default();
    second.extend(keys(field.beside));
    if is_flipped {
        second.extend(field.written());
    }
    draft
}

pub(crate) struct Flip {
    field: &'static Field,
    /// Before and after, if no rule refuses it.
    pub(crate) trees: Result<(Tree, Tree), Refusal>,
}

pub(crate) static FLIPS: LazyLock<Vec<Flip>> = LazyLock::new(|| {
    let flips = |fields: &[&'static Field]| {
        fields.iter().map(|field| Flip { field, trees: flip(field) }).collect()
    };
    in_shares(&FIELDS.iter().collect::<Vec<_>>(), 1, flips)
});

/// The trees before and after. Ranges that were planned before are kept, as the lock keeps them.
fn flip(field: &Field) -> Result<(Tree, Tree), Refusal> {
    let before = architecture(&fleet(field, false).text(), &Pins::default())
        .unwrap_or_else(|rules| panic!("{}: {rules:?} before it is flipped", field.path));
    let after = architecture(&fleet(field, true).text(), &before.record().pins)?;
    Ok((tree(&before, "blueprint.toml"), tree(&after, "blueprint.toml")))
}

/// Folders that a stack is made of: its own, and those of the modules it calls.
fn folders(tree: &Tree, stack: &str) -> BTreeSet<String> {
    let own = tree.files().iter().filter(|(path, _)| path.parent() == stack);
    let sources = own.flat_map(|(_, text)| text.lines()).filter_map(|line| {
        let source = line.trim().strip_prefix("source = \"../")?;
        source.strip_suffix('"').map(str::to_owned)
    });
    sources.chain([stack.to_owned()]).collect()
}

/// Path and text of every file in some folders.
fn files_in<'t>(tree: &'t Tree, folders: &BTreeSet<String>) -> Vec<(&'t str, &'t str)> {
    let files = tree.files().iter().filter(|(path, _)| folders.contains(path.parent()));
    files.map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

#[test]
fn a_flipped_option_touches_no_other_workspace() {
    for Flip { field, trees } in FLIPS.iter() {
        let Ok((before, after)) = trees else { continue };
        for other in ["first", "third"] {
            let folders_before = folders(before, other);
            assert!(folders_before.len() > 3, "{other} calls modules");
            let [was, is] = [before, after].map(|tree| files_in(tree, &folders_before));
            assert_eq!(was, is, "{} of `second` changes `{other}`", field.path);
        }
    }
}

#[test]
fn a_flipped_option_changes_the_lines_it_is_about() {
    let mut table = String::new();
    for Flip { field, trees } in FLIPS.iter() {
        let (key, value) = field.written().swap_remove(0);
        let before = field.beside.iter().find(|(beside, _)| *beside == key);
        let before = before.map_or("left out", |(_, value)| value);
        let _ = writeln!(table, "{key}: {before} -> {value}");
        match trees {
            Ok((before, after)) => table.push_str(&changes(before, after)),
            Err(rules) => {
                let _ = writeln!(table, "  refused: {rules:?}");
            }
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("flip", table));
}

/// A line for each file that changes, with its added and removed lines; one for each module folder
/// that comes or goes.
fn changes(before: &Tree, after: &Tree) -> String {
    let modules = |tree: &Tree| -> BTreeSet<String> {
        let folders = tree.files().keys().map(|path| path.parent().to_owned());
        folders.filter(|folder| folder.starts_with("modules/")).collect()
    };
    let [was, is] = [before, after].map(modules);
    let mut table = String::new();
    table.extend(is.difference(&was).map(|folder| format!("  + {folder}/\n")));
    table.extend(was.difference(&is).map(|folder| format!("  - {folder}/\n")));
    let paths: BTreeSet<_> = before.files().keys().chain(after.files().keys()).collect();
    for path in
        paths.into_iter().filter(|path| is.contains(path.parent()) == was.contains(path.parent()))
    {
        let text = |tree: &Tree| tree.files().get(path).cloned().unwrap_or_default();
        let (was, is) = (text(before), text(after));
        let diff = TextDiff::from_lines(&was, &is);
        let count = |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
        if was != is {
            let _ = writeln!(
                table,
                "  {path} +{} -{}",
                count(ChangeTag::Insert),
                count(ChangeTag::Delete)
            );
        }
    }
    if table.is_empty() { "  nothing\n".to_owned() } else { table }
}
