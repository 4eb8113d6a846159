//! An `Architecture` to a proven `Tree` of files, in memory.
//!
//! Pure, and policy-free: what is to be built was decided in `blueprint`. A failure in here is never
//! the user's: it is a [`TemplateBug`].

mod alike;
mod bug;
mod deployment;
mod escape;
mod layout;
mod origins;
mod plan;
mod readme;
mod render;
pub mod schemas;
mod stacks;
mod templates;
mod tree;
mod verify;
pub mod view;

use alike::Alike;
use blueprint::Architecture;
use plan::Plan;
use render::Scope;
use tera::{Tera, Value};

pub use alike::Text;
pub use blueprint::{both, in_shares};
pub use bug::TemplateBug;
pub use escape::quote;
pub use layout::{layout, squeeze_blank_lines};
pub use stacks::stacks;
pub use templates::{Manifest, Module, Templates, Variable, Variant};
pub use tree::{Addresses, InvalidPath, RelativePath, Rendered, StackFolder, Tree};
pub use verify::{Finding, verify};

/// Every file of the output, proven. `blueprint` is the blueprint's file name, for the headers.
pub fn generate(
    arch: &Architecture,
    blueprint: &str,
    templates: &Templates,
) -> Result<Tree, Vec<TemplateBug>> {
    let together = alike::together(&arch.workspaces, templates, blueprint);
    if together.len() < arch.workspaces.len()
        && let Some(tree) = generate_together(arch, blueprint, templates, &together)
    {
        return Ok(tree);
    }
    // Also where something is wrong: it is said of the stack in which it is.
    generate_alone(arch, blueprint, templates)
}

/// A stack of each form, proven, and those that are alike. None if one of them is wrong.
fn generate_together(
    arch: &Architecture,
    blueprint: &str,
    templates: &Templates,
    alike: &[Alike],
) -> Option<Tree> {
    let plan = plan::plan(arch, alike, templates);
    let (tera, workspaces) = both(
        true,
        || compile(templates, &plan),
        || deployment::overview(arch, &stacks::stacks(arch, templates)),
    );
    let scope = scope(arch, blueprint, templates, tera.ok()?, &workspaces);
    let rendered = render::render(&plan, &scope).ok()?;
    let spread = alike::spread(rendered, &plan, alike)?;
    let (addresses, texts) = both(true, || verify::prove(&spread.firsts), || spread.texts());
    Some(spread.tree(texts, addresses.ok()?))
}

/// Every stack rendered and proven by itself.
fn generate_alone(
    arch: &Architecture,
    blueprint: &str,
    templates: &Templates,
) -> Result<Tree, Vec<TemplateBug>> {
    let plan = plan::plan(arch, &alike::alone(&arch.workspaces), templates);
    let workspaces = deployment::overview(arch, &stacks::stacks(arch, templates));
    let scope = || {
        let tera = compile(templates, &plan).map_err(|bug| vec![bug]);
        tera.map(|tera| scope(arch, blueprint, templates, tera, &workspaces))
    };
    // Let go of before verifying, which reuses its memory: only a mistake needs it again.
    let rendered = render::render(&plan, &scope()?)?;
    match verify(rendered) {
        Ok(tree) => Ok(tree),
        Err(findings) => Err(origins::explain(&findings, &plan, &scope()?)),
    }
}

fn compile(templates: &Templates, plan: &Plan) -> Result<Tera, TemplateBug> {
    let needed = plan.templates();
    templates.compile(|path| needed.contains(path))
}

fn scope<'a>(
    arch: &Architecture,
    blueprint: &'a str,
    templates: &'a Templates,
    tera: Tera,
    workspaces: &'a Value,
) -> Scope<'a> {
    let has_account = arch.account.is_some();
    let directory = arch.account.as_ref().map(|account| &account.directory);
    let account_admins = directory.map(|it| it.created.account_admins.clone()).unwrap_or_default();
    let quotas = view::Needed::by(&arch.workspaces);
    Scope { templates, tera, blueprint, workspaces, has_account, account_admins, quotas }
}
