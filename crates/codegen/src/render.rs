//! Templates to text.

use std::collections::{BTreeSet, HashMap};

use blueprint::in_shares;
use blueprint::values::GroupName;
use tera::{Context, Tera, Value};

use crate::alike;
use crate::bug::{TemplateBug, tera_bug};
use crate::layout::tidy;
use crate::plan::{EmittedModule, Fragment, Plan, PlannedFile, Stack};
use crate::readme::{gather, squeeze_prose};
use crate::templates::Templates;
use crate::tree::{RelativePath, Rendered};
use crate::view::Needed;

/// Below this many stacks a thread costs more than it saves.
const STACKS_PER_THREAD: usize = 32;

/// What every template may see.
pub(crate) struct Scope<'a> {
    pub(crate) templates: &'a Templates,
    /// The templates that the plan needs, compiled.
    pub(crate) tera: Tera,
    /// File name of the blueprint.
    pub(crate) blueprint: &'a str,
    /// A line about each workspace, for the files above the stacks.
    pub(crate) workspaces: &'a Value,
    /// The workspaces share a stack of the Databricks account.
    pub(crate) has_account: bool,
    /// Groups that become admin of the account in that stack.
    pub(crate) account_admins: BTreeSet<GroupName>,
    /// Those that the workspaces exceed together.
    pub(crate) quotas: Vec<Needed>,
}

type Text = Result<(RelativePath, String), TemplateBug>;

pub(crate) fn render(plan: &Plan, scope: &Scope) -> Result<Rendered, Vec<TemplateBug>> {
    let mut shared = Laid::default();
    let modules = plan.modules.values().flat_map(|module| module_files(module, scope));
    let deployment = plan.deployment.iter().map(|file| (file, deployment_context(scope)));
    let mut texts: Vec<Text> = modules
        .chain(deployment)
        .map(|(file, mut context)| render_file(file, &mut context, scope, &mut shared))
        .collect();
    texts.extend(in_shares(&plan.stacks, STACKS_PER_THREAD, |stacks| render_stacks(stacks, scope)));

    let stacks = plan.stacks.iter().map(|stack| stack.folder.clone()).collect();
    let mut rendered = Rendered { stacks, ..Rendered::default() };
    let mut bugs = Vec::new();
    for text in texts {
        match text {
            Ok((_, text)) if text.is_empty() => {}
            Ok((path, text)) => drop(rendered.files.insert(path, text)),
            Err(bug) => bugs.push(bug),
        }
    }
    bugs.sort();
    bugs.dedup();
    if bugs.is_empty() { Ok(rendered) } else { Err(bugs) }
}

fn render_stacks(stacks: &[Stack], scope: &Scope) -> Vec<Text> {
    let mut laid = Laid::default();
    let mut texts = Vec::new();
    for stack in stacks {
        texts.extend(match contexts(stack, scope) {
            Ok((mut context, mut wide)) => stack
                .files
                .iter()
                .map(|file| {
                    check_widths(file, &mut context, wide.as_mut(), scope)?;
                    render_file(file, &mut context, scope, &mut laid)
                })
                .collect(),
            Err(bug) => vec![Err(bug)],
        });
    }
    texts
}

/// What a stack's templates see: with narrow blanks, and with wide ones if there are any.
fn contexts(stack: &Stack, scope: &Scope) -> Result<(Context, Option<Context>), TemplateBug> {
    let with_readme = |workspace: &Value| {
        let mut context = stack_context(stack, workspace, scope);
        let said = gather(&stack.sentences, |fragment| {
            render_fragment(fragment, &mut context, &scope.tera)
                .map_err(|error| tera_bug(&error, &fragment.template))
        })?;
        context.insert("readme", &said);
        Ok(context)
    };
    Ok((with_readme(&stack.workspace)?, stack.wide.as_ref().map(with_readme).transpose()?))
}

/// That a file's templates only print the words that alike workspaces differ in: see `alike`.
fn check_widths(
    file: &PlannedFile,
    context: &mut Context,
    wide: Option<&mut Context>,
    scope: &Scope,
) -> Result<(), TemplateBug> {
    let Some(wide) = wide else { return Ok(()) };
    let (narrow, wide) = (made(file, context, scope)?, made(file, wide, scope)?);
    if alike::in_both_widths(&narrow, &wide) {
        return Ok(());
    }
    let template = file.fragments.first().map_or("", |fragment| &fragment.template).to_owned();
    let message = "what is written depends on the length of a text".to_owned();
    Err(TemplateBug { template, line: 0, message })
}

fn module_files<'a>(
    module: &'a EmittedModule,
    scope: &'a Scope,
) -> impl Iterator<Item = (&'a PlannedFile, Context)> {
    module.files.iter().map(|file| (file, module_context(module, scope)))
}

pub(crate) fn module_context(module: &EmittedModule, scope: &Scope) -> Context {
    let mut context = common_context(scope);
    context.insert("variant", &module.variants);
    context
}

/// `workspace` is the stack's, or has other blanks.
pub(crate) fn stack_context(stack: &Stack, workspace: &Value, scope: &Scope) -> Context {
    let mut context = common_context(scope);
    context.insert_value("workspace", workspace.clone());
    context.insert("providers", &stack.providers);
    context.insert("has_workspace_level_stack", &stack.has_inside);
    context.insert("has_both_levels", &stack.reaches_inside);
    context
}

pub(crate) fn deployment_context(scope: &Scope) -> Context {
    let mut context = common_context(scope);
    context.insert_value("workspaces", scope.workspaces.clone());
    context.insert("has_account", &scope.has_account);
    context.insert("account_admins", &scope.account_admins);
    context.insert("quotas", &scope.quotas);
    context
}

fn common_context(scope: &Scope) -> Context {
    let mut context = Context::new();
    context.insert("blueprint", scope.blueprint);
    context
}

/// Texts that were laid out, before and after: most stacks of an estate say the same in most files.
#[derive(Default)]
struct Laid(HashMap<String, String>);

impl Laid {
    fn out(&mut self, text: String) -> String {
        self.0.entry(text).or_insert_with_key(|text| tidy(text)).clone()
    }
}

/// A file's text, laid out. Empty if nothing is left to say.
fn render_file(file: &PlannedFile, context: &mut Context, scope: &Scope, laid: &mut Laid) -> Text {
    let text = made(file, context, scope)?;
    let text = match (text.is_empty(), file.path.is_hcl()) {
        (true, _) => text,
        (false, true) => laid.out(header(scope.blueprint) + &text),
        (false, false) => squeeze_prose(&text),
    };
    Ok((file.path.clone(), text))
}

/// What the fragments make, one behind the other, a blank line between.
fn made(file: &PlannedFile, context: &mut Context, scope: &Scope) -> Result<String, TemplateBug> {
    let mut text = String::new();
    for fragment in &file.fragments {
        let part = render_fragment(fragment, context, &scope.tera)
            .map_err(|error| tera_bug(&error, &fragment.template))?;
        if !part.trim().is_empty() {
            text.push_str(&part);
            text.push('\n');
        }
    }
    Ok(text)
}

pub(crate) fn render_fragment(
    fragment: &Fragment,
    context: &mut Context,
    tera: &Tera,
) -> tera::TeraResult<String> {
    if let Some(call) = &fragment.call {
        context.insert("module", call);
    }
    tera.render(&fragment.template, context)
}

/// No date, no version, no host: the same blueprint gives the same bytes.
fn header(blueprint: &str) -> String {
    format!(
        "# Generated by lakewright from {blueprint}.\n\
         # To change this file, change the blueprint and run `lakewright generate` again.\n\n"
    )
}

/// Number of lines of [`header`] that are not blank.
pub(crate) const HEADER_LINES: usize = 2;
