//! From the stacks that are to be proven to all that the proof holds for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::free;
use super::group::{Alike, Member};
use super::text::{Form, Text};
use super::words::{in_both_widths, is_ours, number_of, widened};
use crate::layout::tidy;
use crate::plan::{Plan, Stack, below};
use crate::tree::{Addresses, RelativePath, Rendered, StackFolder, Tree};

pub(crate) struct Spread<'a> {
    /// What is to be proven: all that is no workspace's, and the stacks of one workspace of each group of twins.
    pub(crate) firsts: Rendered,
    twins: Vec<Twins<'a>>,
}

/// Workspaces whose stacks differ in free words only.
struct Twins<'a> {
    members: Vec<&'a Member<'a>>,
    stacks: Vec<StackForm>,
}

struct StackForm {
    /// See [`Stack::below`].
    below: &'static str,
    files: Vec<(String, Arc<Form>)>,
}

/// A stack as it was rendered, with blanks.
struct Draft {
    below: &'static str,
    files: Vec<DraftFile>,
}

struct DraftFile {
    path: RelativePath,
    text: String,
    bound: BTreeSet<usize>,
}

/// None if something does not lie as free words need it.
pub(crate) fn spread<'a>(
    mut rendered: Rendered,
    plan: &Plan,
    alike: &'a [Alike<'a>],
) -> Option<Spread<'a>> {
    let mut drafts: Vec<Vec<Draft>> = alike.iter().map(|_| Vec::new()).collect();
    for stack in &plan.stacks {
        if let Some(number) = stack.alike {
            drafts[number].push(draft(stack, &mut rendered));
        }
    }
    let of_workspaces: BTreeSet<_> =
        plan.stacks.iter().filter(|it| it.alike.is_some()).map(|it| &it.folder).collect();
    rendered.stacks.retain(|folder| !of_workspaces.contains(folder));

    let mut spread = Spread { firsts: rendered, twins: Vec::new() };
    for (alike, drafts) in alike.iter().zip(&drafts) {
        for twins in twins(alike, drafts)? {
            spread.add(twins);
        }
    }
    Some(spread)
}

fn draft(stack: &Stack, rendered: &mut Rendered) -> Draft {
    let mut files = Vec::new();
    for planned in &stack.files {
        // What came out empty is no file.
        let Some(text) = rendered.files.remove(&planned.path) else { continue };
        let mut bound = BTreeSet::new();
        if planned.path.is_hcl() && text.contains(is_ours) {
            let is_values = planned.path.as_str().ends_with(".tfvars");
            bound = free::bound(&text, is_values);
        }
        files.push(DraftFile { path: planned.path.clone(), text, bound });
    }
    Draft { below: stack.below, files }
}

fn twins<'a>(alike: &'a Alike<'a>, drafts: &[Draft]) -> Option<Vec<Twins<'a>>> {
    let files = drafts.iter().flat_map(|draft| &draft.files);
    let bound: BTreeSet<usize> = files.flat_map(|file| &file.bound).copied().collect();
    let mut groups: BTreeMap<Vec<&str>, Vec<&Member>> = BTreeMap::new();
    for member in &alike.members {
        let words = bound.iter().map(|number| member.words.get(*number)).collect();
        groups.entry(words).or_default().push(member);
    }
    groups.into_values().map(|members| twins_of(members, drafts)).collect()
}

fn twins_of<'a>(members: Vec<&'a Member<'a>>, drafts: &[Draft]) -> Option<Twins<'a>> {
    let mut stacks = Vec::new();
    for draft in drafts {
        let file = |file: &DraftFile| {
            Some((file.path.file_name().to_owned(), Arc::new(form(file, members[0])?)))
        };
        let files = draft.files.iter().map(file).collect::<Option<_>>()?;
        stacks.push(StackForm { below: draft.below, files });
    }
    Some(Twins { members, stacks })
}

/// A file with its bound words in place. None if other free words would change its layout.
fn form(file: &DraftFile, member: &Member) -> Option<Form> {
    let DraftFile { path, text, bound } = file;
    if !text.contains(is_ours) {
        return Some(Form::whole(text.clone()));
    }
    if !path.is_hcl() {
        return Some(Form::read(text));
    }
    let text = if bound.is_empty() { text.clone() } else { tidy(&filled(text, bound, member)) };
    in_both_widths(&text, &tidy(&widened(&text))).then(|| Form::read(&text))
}

fn filled(text: &str, bound: &BTreeSet<usize>, member: &Member) -> String {
    let mut filled = String::with_capacity(text.len());
    for c in text.chars() {
        match number_of(c).filter(|number| bound.contains(number)) {
            Some(number) => filled.push_str(member.words.get(number)),
            None => filled.push(c),
        }
    }
    filled
}

impl<'a> Spread<'a> {
    fn add(&mut self, twins: Twins<'a>) {
        let Rendered { files, stacks } = &mut self.firsts;
        for (path, text) in twins.files(twins.members[0]) {
            files.insert(path, text.to_string());
        }
        stacks.extend(twins.folders(twins.members[0]));
        self.twins.push(twins);
    }

    /// Every file of workspaces, the firsts' too, which share their forms with their twins'.
    pub(crate) fn texts(&self) -> BTreeMap<RelativePath, Text> {
        let twins = self.twins.iter();
        twins.flat_map(|twins| twins.members.iter().flat_map(|it| twins.files(it))).collect()
    }

    /// `texts` are its own. `addresses` are those of the firsts' stacks, which were proven.
    pub(crate) fn tree(
        self,
        mut texts: BTreeMap<RelativePath, Text>,
        mut addresses: BTreeMap<StackFolder, Addresses>,
    ) -> Tree {
        let Self { firsts, twins } = self;
        for twins in &twins {
            let of_first: Vec<_> =
                twins.folders(twins.members[0]).map(|folder| addresses[&folder].clone()).collect();
            for member in &twins.members[1..] {
                addresses.extend(twins.folders(member).zip(of_first.iter().cloned()));
            }
        }
        for (path, text) in firsts.files {
            texts.entry(path).or_insert_with(|| Text::from(text));
        }
        Tree::new(texts, addresses)
    }
}

impl Twins<'_> {
    fn folders(&self, member: &Member) -> impl Iterator<Item = StackFolder> {
        self.stacks.iter().map(|stack| stack.folder(member))
    }

    fn files(&self, member: &Member) -> impl Iterator<Item = (RelativePath, Text)> {
        self.stacks.iter().flat_map(move |stack| {
            let folder = stack.folder(member);
            stack.files.iter().map(move |(name, form)| {
                let path = RelativePath::new(below(&folder, name)).expect("the first's is one");
                (path, Text::new(form.clone(), member.words.clone()))
            })
        })
    }
}

impl StackForm {
    fn folder(&self, member: &Member) -> StackFolder {
        match self.below {
            "" => member.workspace.key.clone(),
            name => below(&member.workspace.key, name),
        }
    }
}
