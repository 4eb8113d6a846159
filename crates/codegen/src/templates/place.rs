//! Where templates lie, and which names each sees there.

use super::slots::SLOTS;
use super::stack_folders::{ACCOUNT, DEPLOYMENT, INSIDE, WORKSPACE};

/// What a template is, by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `stacks/deployment/<file>`: a file above several stacks.
    Deployment,
    /// `stacks/<stack>/<file>`: a root file that every such stack has.
    Stack,
    /// `stacks/<stack>/README.md.tera`
    StackReadme,
    /// `modules/<area>/<id>/<file>`: a file of the module's own.
    Module,
    /// `modules/<area>/<id>/<stack>/<file>`: what it adds to a root file.
    ModuleInStack,
    /// `modules/<area>/<id>/readme/<slot>.md.tera`: what it adds to a stack's README.
    ModuleReadme,
    /// `parts/<area>/<file>`: sees what it is handed.
    Part,
}

/// What every template sees but parts.
const EVERYWHERE: [&str; 1] = ["blueprint"];
/// What every template of a stack sees, its own and what modules add.
const IN_STACK: [&str; 4] =
    ["has_both_levels", "has_workspace_level_stack", "providers", "workspace"];

impl Place {
    /// None if no template can lie there.
    pub(super) fn of(path: &str) -> Option<Self> {
        let is_stack = |folder: &str| [ACCOUNT, INSIDE, WORKSPACE].contains(&folder);
        match path.split('/').collect::<Vec<_>>()[..] {
            ["stacks", DEPLOYMENT, _] => Some(Self::Deployment),
            ["stacks", stack, "README.md.tera"] if is_stack(stack) => Some(Self::StackReadme),
            ["stacks", stack, _] if is_stack(stack) => Some(Self::Stack),
            ["modules", _, _, _] => Some(Self::Module),
            ["modules", _, _, "readme", file] if is_slot(file) => Some(Self::ModuleReadme),
            ["modules", _, _, stack, _] if is_stack(stack) => Some(Self::ModuleInStack),
            ["parts", _, _] => Some(Self::Part),
            _ => None,
        }
    }

    pub(super) fn is_a_modules(self) -> bool {
        matches!(self, Self::Module | Self::ModuleInStack | Self::ModuleReadme)
    }

    /// The names that it may use beside those that it binds itself.
    pub(super) fn names(self) -> Vec<&'static str> {
        let (shared, own): (&[_], &[_]) = match self {
            Self::Deployment => (&[], &["account_admins", "has_account", "quotas", "workspaces"]),
            Self::Stack => (&IN_STACK, &[]),
            Self::StackReadme => (&IN_STACK, &["readme"]),
            Self::Module => (&[], &["variant"]),
            Self::ModuleInStack | Self::ModuleReadme => (&IN_STACK, &["module"]),
            Self::Part => return Vec::new(),
        };
        [&EVERYWHERE, shared, own].concat()
    }
}

fn is_slot(file: &str) -> bool {
    file.strip_suffix(".md.tera").is_some_and(|name| SLOTS.iter().any(|slot| slot.name == name))
}

/// What to say of a template that lies nowhere.
pub(super) fn unknown(path: &str) -> String {
    if path.contains("/readme/") {
        let slots: Vec<_> = SLOTS.iter().map(|slot| slot.name).collect();
        return format!("a README has no such slot; there are {}", slots.join(", "));
    }
    "no template lies here; there are `stacks/<stack>/`, `modules/<area>/<id>/`, below that \
     `workspace/`, `inside/`, `account/` and `readme/`, and `parts/<area>/`"
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCS: &str = include_str!("../../../../docs/templates.md");

    #[track_caller]
    fn check(path: &str, row: &str) {
        let place = Place::of(path).expect("a template can lie there");
        let row = DOCS.lines().find(|line| line.starts_with(row)).expect("the docs have the row");
        for name in place.names() {
            let is_said = [format!("`{name}`"), format!("`{name}."), format!("`{name},")];
            assert!(is_said.iter().any(|it| row.contains(it)), "{row} says nothing of `{name}`");
        }
    }

    #[test]
    fn the_documentation_names_what_each_template_sees() {
        check("modules/vpc/network/vpc.tf.tera", "| `modules/<area>/<id>/*.tera` |");
        let in_stack = "| `modules/<area>/<id>/` `workspace/*.tera`";
        check("modules/vpc/network/workspace/main.tf.tera", in_stack);
        check("modules/vpc/network/readme/built.md.tera", in_stack);
        check("stacks/deployment/README.md.tera", "| `stacks/deployment/*.tera` |");
    }

    #[test]
    fn the_documentation_has_every_slot() {
        for slot in &SLOTS {
            let row = format!("| `{}` | ", slot.name);
            assert!(DOCS.contains(&row), "docs/templates.md says nothing of `{}`", slot.name);
        }
    }
}
