//! What a resource says about its own replacement and removal.

use hcl_edit::expr::{Expression, TraversalOperator};
use hcl_edit::structure::Body;

#[derive(Default)]
pub(crate) struct Lifecycle<'a> {
    pub(crate) prevent_destroy: bool,
    pub(crate) create_before_destroy: bool,
    pub(crate) ignored: Ignored,
    pub(crate) replace_triggered_by: Vec<&'a Expression>,
    /// Whether it has preconditions or postconditions.
    pub(crate) has_conditions: bool,
}

/// Of `ignore_changes`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum Ignored {
    #[default]
    None,
    /// Paths without indices.
    Some(Vec<String>),
    All,
}

impl Ignored {
    /// Whether changes of the argument or of all that contains it are ignored.
    pub(crate) fn covers(&self, path: &str) -> bool {
        let is_in = |outer: &String| {
            path.strip_prefix(outer.as_str()).is_some_and(|it| it.is_empty() || it.starts_with('.'))
        };
        match self {
            Self::None => false,
            Self::Some(paths) => paths.iter().any(is_in),
            Self::All => true,
        }
    }
}

impl<'a> Lifecycle<'a> {
    pub(super) fn read(resource: &'a Body) -> Self {
        let mut lifecycle = Self::default();
        for block in resource.get_blocks("lifecycle") {
            let flag = |name| {
                block.body.get_attribute(name).is_some_and(|it| it.value.as_bool() == Some(true))
            };
            let list = |name| {
                let attribute = block.body.get_attribute(name);
                attribute.and_then(|it| it.value.as_array()).into_iter().flatten()
            };
            lifecycle.prevent_destroy |= flag("prevent_destroy");
            lifecycle.create_before_destroy |= flag("create_before_destroy");
            lifecycle.replace_triggered_by.extend(list("replace_triggered_by"));
            lifecycle.has_conditions |=
                block.body.has_blocks("precondition") || block.body.has_blocks("postcondition");
            if let Some(ignored) = block.body.get_attribute("ignore_changes") {
                lifecycle.ignored = if ignored.value.as_variable().is_some() {
                    Ignored::All
                } else {
                    Ignored::Some(list("ignore_changes").filter_map(path).collect())
                };
            }
        }
        lifecycle
    }
}

fn path(expr: &Expression) -> Option<String> {
    match expr {
        Expression::Variable(name) => Some(name.to_string()),
        Expression::Traversal(traversal) => {
            let mut path = traversal.expr.as_variable()?.to_string();
            for operator in &traversal.operators {
                match operator.value() {
                    TraversalOperator::GetAttr(name) => path = format!("{path}.{}", name.as_str()),
                    TraversalOperator::Index(Expression::String(key)) => {
                        path = format!("{path}.{}", key.as_str());
                    }
                    _ => {}
                }
            }
            Some(path)
        }
        _ => None,
    }
}
