//! What is rehearsed: the files, the stacks in their order, and what is there before the first apply.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use blueprint::sections::state::Backend;
use blueprint::{Architecture, Source, StackKind, Workspace, values};
use codegen::{RelativePath, StackFolder, Templates, Tree};
use databricks_fake::CALLER;
use databricks_fake::preexisting::Preexisting;
use databricks_fake::{Tier, Vantage};
use serde_json::Value;

use crate::accounts::Accounts;
use crate::preexisting;

#[derive(Clone, Debug)]
pub struct Script {
    pub blueprint: Source,
    pub files: BTreeMap<RelativePath, String>,
    pub stacks: Vec<Stack>,
    /// What the Databricks accounts are entitled to: the most that a workspace asks for.
    pub(crate) tier: Tier,
    /// Public addresses of whoever applies.
    pub(crate) callers: Vec<Ipv4Addr>,
    /// What is there already, in the words of the fake of AWS.
    pub(crate) preexisting_in_aws: Vec<Value>,
    /// And in the Databricks accounts.
    pub(crate) preexisting_in_databricks: Vec<Preexisting>,
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
            tier: arch.workspaces.iter().map(tier).max().unwrap_or(Tier::Premium),
            callers: callers(arch),
            preexisting_in_aws: preexisting::aws::of(arch),
            preexisting_in_databricks: preexisting::databricks::of(arch),
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

/// Nobody here knows from where a blueprint will be applied, so it may also be from where each IP access list
/// begins: what is refused is a list that the files leave out or cut short.
fn callers(arch: &Architecture) -> Vec<Ipv4Addr> {
    let lists = arch.workspaces.iter().filter_map(|it| it.network.ip_access_list.as_ref());
    let firsts = lists.filter_map(|list| list.first()).map(|range| range.value.first().into());
    [CALLER].into_iter().chain(firsts).collect()
}

fn tier(workspace: &Workspace) -> Tier {
    match *workspace.tier {
        values::Tier::Standard => Tier::Standard,
        values::Tier::Premium => Tier::Premium,
        values::Tier::Enterprise => Tier::Enterprise,
    }
}

#[cfg(test)]
mod tests {
    use blueprint::{Diagnostics, PreviousRun, parse, resolve};

    use super::*;
    use databricks_fake::preexisting::What;

    fn script(text: &str) -> Script {
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
        assert!(script.preexisting_in_databricks.is_empty());
    }

    #[test]
    fn what_a_blueprint_calls_existing_is_there_with_the_endpoints_that_clusters_use() {
        let script = script(include_str!("../../../blueprints/existing-endpoints.toml"));
        let endpoint = |it: &Preexisting| match &it.what {
            What::VpcEndpoint { aws_id, .. } => Some(aws_id.clone()),
            _ => None,
        };
        let endpoints: Vec<_> =
            script.preexisting_in_databricks.iter().filter_map(endpoint).collect();
        assert_eq!((endpoints.len(), script.preexisting_in_databricks.len()), (3, 5));
        let in_aws = &script.preexisting_in_aws[0]["vpc_endpoints"];
        let in_aws: Vec<_> = in_aws.as_array().unwrap().iter().map(|it| &it["id"]).collect();
        assert_eq!(in_aws, [&endpoints[0], &endpoints[1]]);
    }
}
