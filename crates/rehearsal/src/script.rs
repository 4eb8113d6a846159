//! What is rehearsed: the files, and the stacks in their order.

use std::collections::BTreeMap;

use blueprint::sections::state::Backend;
use blueprint::{Architecture, Source, StackKind};
use codegen::{RelativePath, StackFolder, Templates, Tree};
use databricks_fake::Vantage;

use crate::accounts::Accounts;

#[derive(Clone, Debug)]
pub struct Script {
    pub blueprint: Source,
    pub files: BTreeMap<RelativePath, String>,
    pub stacks: Vec<Stack>,
    /// The text of a shell script that moves resources between states, before these files are applied over others.
    pub moves: Option<String>,
    /// What the files were generated from.
    pub(crate) arch: Architecture,
    /// Name of a module's call, to paths into a workspace by which it was chosen:
    /// `workspace.network.shared`.
    pub(crate) chosen_by: BTreeMap<String, Vec<String>>,
}

/// A root module.
#[derive(Clone, Debug)]
pub struct Stack {
    pub folder: StackFolder,
    /// Folders of the stacks that must be applied before this one, and destroyed after it.
    pub after: Vec<StackFolder>,
    /// Key of the workspace in the blueprint; empty if it is the only one, and for the account.
    pub workspace: String,
    pub accounts: Accounts,
    pub backend: Backend,
    /// From where it is applied.
    pub vantage: Vantage,
}

impl Script {
    pub fn new(blueprint: Source, arch: &Architecture, tree: &Tree, templates: &Templates) -> Self {
        let mut chosen_by: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for module in templates.modules() {
            let paths = chosen_by.entry(module.manifest.module_name.clone()).or_default();
            paths.push(module.manifest.condition.clone());
        }
        Self {
            blueprint,
            files: tree.files().clone(),
            stacks: codegen::stacks(arch, templates).iter().map(|it| stack(it, arch)).collect(),
            moves: None,
            arch: arch.clone(),
            chosen_by,
        }
    }
}

fn stack(stack: &blueprint::Stack, arch: &Architecture) -> Stack {
    let key = stack.workspace().unwrap_or_default();
    let workspace = arch.workspace(key).unwrap_or(&arch.workspaces[0]);
    Stack {
        folder: stack.folder.clone(),
        after: stack.after.clone(),
        workspace: key.to_owned(),
        accounts: Accounts::of(workspace),
        backend: arch.state(stack).backend(),
        vantage: match stack.kind {
            StackKind::Account | StackKind::Workspace(_) => Vantage::Outside,
            StackKind::WorkspaceLevel(_) => Vantage::Inside,
        },
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use blueprint::{Diagnostics, PreviousRun, parse, resolve};

    use super::*;

    pub(crate) fn script(text: &str) -> Script {
        let source = Source { path: "acme.toml".to_owned(), text: text.to_owned() };
        let mut found = Diagnostics::default();
        let arch = resolve(parse(&source, &mut found), &PreviousRun::default(), None, &mut found);
        let arch = arch.unwrap_or_else(|_| panic!("{:?}", found.iter().collect::<Vec<_>>()));
        let templates = Templates::embedded().unwrap();
        let tree = codegen::generate(&arch, "acme.toml", &templates).unwrap();
        Script::new(source, &arch, &tree, &templates)
    }

    #[test]
    fn what_is_inside_a_private_workspace_is_applied_from_there_and_after_it() {
        let script = script(include_str!("../../../blueprints/private.toml"));
        let [outer, inner] = &script.stacks[..] else { panic!("{:?}", script.stacks) };
        assert_eq!((outer.folder.as_str(), outer.vantage), ("", Vantage::Outside));
        assert_eq!((inner.folder.as_str(), inner.vantage), ("inside", Vantage::Inside));
        assert_eq!((&inner.after, inner.workspace.as_str()), (&vec![String::new()], ""));
    }

    #[test]
    fn a_workspace_that_everybody_reaches_has_one_stack() {
        let script = script(include_str!("../../../blueprints/minimal.toml"));
        assert_eq!(script.stacks.len(), 1);
    }
}
