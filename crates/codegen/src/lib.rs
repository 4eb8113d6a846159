//! An `Architecture` to a proven `Tree` of files, in memory.
//!
//! Pure, and policy-free: what is to be built was decided in `blueprint`. A failure in here is never
//! the user's: it is a [`TemplateBug`].

mod bug;
mod escape;
mod estate;
mod layout;
mod origins;
mod parallel;
mod plan;
mod readme;
mod render;
pub mod schemas;
mod templates;
mod tree;
mod verify;
pub mod view;

use blueprint::Architecture;
use render::Scope;

pub use bug::TemplateBug;
pub use escape::quote;
pub use layout::{layout, squeeze_blank_lines};
pub use parallel::in_shares;
pub use templates::{Manifest, Module, Templates, Variable, Variant};
pub use tree::{InvalidPath, RelativePath, Rendered, StackFolder, Tree};
pub use verify::{Finding, verify};

/// Every file of the output, proven. `blueprint` is the blueprint's file name, for the headers.
pub fn generate(
    arch: &Architecture,
    blueprint: &str,
    templates: &Templates,
) -> Result<Tree, Vec<TemplateBug>> {
    let plan = plan::plan(arch, templates);
    let workspaces = estate::overview(arch, &plan);
    let needed = plan.templates();
    let has_account = arch.account.is_some();
    let scope = || match templates.compile(|path| needed.contains(path)) {
        Ok(tera) => Ok(Scope { templates, tera, blueprint, workspaces: &workspaces, has_account }),
        Err(bug) => Err(vec![bug]),
    };
    // Let go of before verifying, which reuses its memory: only a mistake needs it again.
    let rendered = render::render(&plan, &scope()?)?;
    match verify(rendered) {
        Ok(tree) => Ok(tree),
        Err(findings) => Err(origins::explain(&findings, &plan, &scope()?)),
    }
}
