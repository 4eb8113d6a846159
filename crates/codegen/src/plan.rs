//! Which files there will be, and which templates each is made of. Nothing is rendered yet.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::{Account, Architecture};
use tera::Value;

use crate::alike::Alike;
use crate::stacks::holds;
use crate::templates::slots::{SLOTS, Slot};
use crate::templates::stack_folders::{ACCOUNT, DEPLOYMENT, INSIDE, WORKSPACE};
use crate::templates::{Module, Templates};
use crate::tree::{RelativePath, StackFolder};
use crate::view;

/// Every file of the output.
pub(crate) struct Plan {
    /// Of alike workspaces those of the first.
    pub(crate) stacks: Vec<Stack>,
    /// Emitted modules by the name of their folder: `network-single-nat`.
    pub(crate) modules: BTreeMap<String, EmittedModule>,
    /// Files above the stacks, if there are several.
    pub(crate) deployment: Vec<PlannedFile>,
}

/// A root module: of one workspace, or of what is inside one that the internet does not reach.
pub(crate) struct Stack {
    pub(crate) folder: StackFolder,
    /// Its workspaces among those that are alike. None for the account's.
    pub(crate) alike: Option<usize>,
    /// Its folder in that of the workspace; empty if it is that.
    pub(crate) below: &'static str,
    /// The workspace as templates see it.
    pub(crate) workspace: Value,
    /// The same with other blanks: see [`Alike`].
    pub(crate) wide: Option<Value>,
    /// What is inside the workspace has a stack of its own, below this one.
    pub(crate) has_inside: bool,
    /// Something in this stack is made inside the workspace.
    pub(crate) reaches_inside: bool,
    /// Providers that its modules require: `aws` to true. Those it does without are absent.
    pub(crate) providers: BTreeMap<String, bool>,
    /// What its README says of its modules.
    pub(crate) sentences: Sentences,
    pub(crate) files: Vec<PlannedFile>,
}

/// A module's folder: its text depends on nothing but the variants that hold.
pub(crate) struct EmittedModule {
    pub(crate) variants: BTreeMap<String, bool>,
    pub(crate) files: Vec<PlannedFile>,
}

pub(crate) struct PlannedFile {
    pub(crate) path: RelativePath,
    pub(crate) fragments: Vec<Fragment>,
}

/// What the modules of one stack say in its README, by slot.
pub(crate) type Sentences = Vec<(&'static Slot, Vec<Fragment>)>;

/// A template, and the module whose call it writes.
pub(crate) struct Fragment {
    pub(crate) template: String,
    pub(crate) call: Option<Call>,
}

#[derive(Clone, serde::Serialize)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) source: String,
}

impl Plan {
    /// Every template that some file is made of.
    pub(crate) fn templates(&self) -> BTreeSet<&str> {
        let stacks = self.stacks.iter().flat_map(|stack| &stack.files);
        let modules = self.modules.values().flat_map(|module| &module.files);
        let files = stacks.chain(modules).chain(&self.deployment);
        let sentences = self.stacks.iter().flat_map(|stack| &stack.sentences);
        let fragments = files.flat_map(|file| &file.fragments);
        let fragments = fragments.chain(sentences.flat_map(|(_, fragments)| fragments));
        fragments.map(|fragment| fragment.template.as_str()).collect()
    }
}

pub(crate) fn plan(arch: &Architecture, alike: &[Alike], templates: &Templates) -> Plan {
    let mut modules = BTreeMap::new();
    let account = arch.account.iter().map(|it| plan_account(it, templates, &mut modules)).collect();
    let mut stacks: Vec<_> = account;
    for (number, alike) in alike.iter().enumerate() {
        let planned = plan_workspace(alike, templates, &mut modules);
        stacks.extend(planned.into_iter().map(|stack| Stack { alike: Some(number), ..stack }));
    }
    let has_several = arch.workspaces.iter().all(|workspace| !workspace.key.is_empty());
    let deployment = if has_several {
        plan_files("", &format!("stacks/{DEPLOYMENT}"), templates)
    } else {
        Vec::new()
    };
    Plan { stacks, modules, deployment }
}

fn plan_account(
    account: &Account,
    templates: &Templates,
    modules: &mut BTreeMap<String, EmittedModule>,
) -> Stack {
    let value = Value::from_serializable(&view::Account::of(account));
    let is_chosen = |module: &&Module| {
        templates.has_part(module, ACCOUNT) && holds(&module.manifest.condition, &value)
    };
    let chosen: Vec<_> = templates.modules().iter().filter(is_chosen).collect();
    let folder = ACCOUNT.to_owned();
    let seed = Seed { folder, below: "", workspace: value, wide: None, kind: ACCOUNT };
    plan_stack(seed, &chosen, templates, modules)
}

/// The stack of a workspace and, where the internet does not reach the workspace, that of what is
/// inside it: it is applied from another place.
fn plan_workspace(
    alike: &Alike,
    templates: &Templates,
    modules: &mut BTreeMap<String, EmittedModule>,
) -> Vec<Stack> {
    let Alike { members, view, wide } = alike;
    let key = &members[0].workspace.key;
    let chosen =
        templates.modules().iter().filter(|module| holds(&module.manifest.condition, view));
    let is_private = holds("workspace.network.private", view);
    let is_inside = |module: &&Module| is_private && templates.has_part(module, INSIDE);
    let (inside, outside): (Vec<_>, Vec<_>) = chosen.partition(is_inside);
    let (workspace, wider) = (view.clone(), wide.clone());
    let seed = Seed { folder: key.clone(), below: "", workspace, wide: wider, kind: WORKSPACE };
    let stack = plan_stack(seed, &outside, templates, modules);
    if inside.is_empty() && !holds("workspace.keeps_inside", view) {
        return vec![stack];
    }
    let seed = Seed {
        folder: below(key, INSIDE),
        below: INSIDE,
        workspace: with_inside_state(view),
        wide: wide.as_ref().map(with_inside_state),
        kind: INSIDE,
    };
    let inside = plan_stack(seed, &inside, templates, modules);
    vec![Stack { has_inside: true, ..stack }, inside]
}

/// The stack of what is inside a workspace has a state of its own.
fn with_inside_state(workspace: &Value) -> Value {
    let mut fields = workspace.clone().into_map().unwrap_or_default();
    if let Some(state) = workspace.get_from_path("inside_state") {
        fields.insert("state".into(), state.clone());
    }
    fields.into()
}

/// What a stack is planned from.
struct Seed {
    folder: StackFolder,
    below: &'static str,
    workspace: Value,
    wide: Option<Value>,
    /// [`WORKSPACE`], [`INSIDE`] or [`ACCOUNT`].
    kind: &'static str,
}

fn plan_stack(
    seed: Seed,
    chosen: &[&Module],
    templates: &Templates,
    modules: &mut BTreeMap<String, EmittedModule>,
) -> Stack {
    let Seed { folder, below, workspace, wide, kind } = seed;
    let up = match folder.matches('/').count() {
        _ if folder.is_empty() => ".",
        0 => "..",
        _ => "../..",
    };
    let mut files: BTreeMap<String, Vec<Fragment>> = BTreeMap::new();
    for (name, template) in templates.files_in(&format!("stacks/{kind}")) {
        let fragment = Fragment { template: template.to_owned(), call: None };
        files.entry(name.to_owned()).or_default().push(fragment);
    }
    let mut providers = BTreeMap::new();
    let mut called = Vec::new();
    for module in chosen {
        providers.extend(module.manifest.providers.iter().map(|name| (name.clone(), true)));
        let emitted = emit(module, &workspace, templates, modules);
        let source = format!("{up}/modules/{emitted}");
        let call = Call { name: module.manifest.module_name.clone(), source };
        for (name, template) in templates.files_in(&format!("{}/{kind}", module.folder())) {
            let fragment = Fragment { template: template.to_owned(), call: Some(call.clone()) };
            files.entry(name.to_owned()).or_default().push(fragment);
        }
        called.push((*module, call));
    }
    let sentences = sentences(&called);
    let files = files
        .into_iter()
        .map(|(name, fragments)| PlannedFile { path: inside(&folder, &name), fragments })
        .collect();
    let is_inside =
        |module: &&Module| module.manifest.workspace_level || templates.has_part(module, INSIDE);
    let reaches_inside = kind == WORKSPACE && chosen.iter().any(is_inside);
    let (alike, has_inside) = (None, false);
    Stack {
        folder,
        alike,
        below,
        workspace,
        wide,
        has_inside,
        reaches_inside,
        providers,
        sentences,
        files,
    }
}

/// What the modules say in each slot of the stack's README, area by area.
fn sentences(called: &[(&Module, Call)]) -> Sentences {
    let mut by_area: Vec<_> = called.iter().collect();
    by_area.sort_by_key(|(module, _)| module.area_index.unwrap_or(usize::MAX));
    let mut sentences: Sentences = SLOTS.iter().map(|slot| (slot, Vec::new())).collect();
    for (module, call) in by_area {
        for (slot, template) in &module.sentences {
            let fragment = Fragment { template: template.clone(), call: Some(call.clone()) };
            let filled = sentences.iter_mut().find(|(other, _)| other.name == slot.name);
            filled.expect("every slot is there").1.push(fragment);
        }
    }
    sentences
}

/// Plans a module's folder, unless a workspace of the same architecture did, and returns its name.
fn emit(
    module: &Module,
    workspace: &Value,
    templates: &Templates,
    modules: &mut BTreeMap<String, EmittedModule>,
) -> String {
    let held: Vec<_> =
        module.manifest.variants.iter().filter(|v| holds(&v.condition, workspace)).collect();
    let implied: Vec<_> = held.iter().flat_map(|variant| &variant.implies).collect();
    let is_held = |name: &String| implied.contains(&name) || held.iter().any(|v| v.name == *name);
    let names = module.manifest.variants.iter().map(|variant| &variant.name);
    let variants = names.map(|name| (name.replace('-', "_"), is_held(name))).collect();
    let shown = held.iter().filter(|variant| !implied.contains(&&variant.name));
    let folder = shown.fold(module.id.clone(), |folder, v| format!("{folder}-{}", v.name));
    modules.entry(folder.clone()).or_insert_with(|| EmittedModule {
        variants,
        files: plan_files(&format!("modules/{folder}"), &module.folder(), templates),
    });
    folder
}

fn plan_files(folder: &str, source: &str, templates: &Templates) -> Vec<PlannedFile> {
    let files = templates.files_in(source).map(|(name, template)| PlannedFile {
        path: inside(folder, name),
        fragments: vec![Fragment { template: template.to_owned(), call: None }],
    });
    files.collect()
}

pub(crate) fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn inside(folder: &str, name: &str) -> RelativePath {
    RelativePath::new(below(folder, name))
        .expect("a workspace's key and a template's name are plain")
}
