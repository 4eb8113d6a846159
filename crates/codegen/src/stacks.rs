//! The stacks that templates fill.

use blueprint::{Architecture, Stack, StackKind, Workspace};
use tera::Value;

use crate::templates::Templates;
use crate::templates::stack_folders::INSIDE;
use crate::view;

/// Those of the architecture, and one for what an author's module makes inside a private workspace in
/// which nothing else is made. In an order in which they can be applied.
pub fn stacks(arch: &Architecture, templates: &Templates) -> Vec<Stack> {
    let mut stacks = Vec::new();
    let mut rest = arch.stacks.iter().peekable();
    while let Some(stack) = rest.next() {
        stacks.push(stack.clone());
        let StackKind::Workspace(key) = &stack.kind else { continue };
        let has_level =
            rest.peek().is_some_and(|it| matches!(it.kind, StackKind::WorkspaceLevel(_)));
        let workspace = arch.workspace(key).filter(|it| it.network.is_private() && !has_level);
        if let Some(workspace) = workspace.filter(|it| reaches_inside(it, templates)) {
            stacks.push(Stack::workspace_level(workspace));
        }
    }
    stacks
}

/// Whether a module makes something inside the workspace.
fn reaches_inside(workspace: &Workspace, templates: &Templates) -> bool {
    let view = Value::from_serializable(&view::Workspace::of(workspace));
    templates.modules().iter().any(|module| {
        templates.has_part(module, INSIDE) && holds(&module.manifest.condition, &view)
    })
}

/// Whether a path such as `workspace.network.customer_managed` leads to something.
pub(crate) fn holds(path: &str, workspace: &Value) -> bool {
    let path = path.strip_prefix("workspace.").unwrap_or(path);
    workspace.get_from_path(path).is_some_and(Value::is_truthy)
}
