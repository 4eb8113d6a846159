//! Values for variables that a stack does not have, or of another type.

use hcl_edit::structure::Body;

use super::link::Links;
use super::literal::{Misfit, misfits};
use super::module::Module;
use super::source::{self, Parsed, start};
use super::suggestion::did_you_mean;
use super::{Finding, is_values};
use crate::Rendered;

pub(super) fn check(rendered: &Rendered, parsed: &Parsed, links: &Links) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in rendered.files.iter().filter(|(path, _)| is_values(path)) {
        let Ok(values) = &parsed[text.as_str()] else { continue };
        let module = links.node_of.get(path.parent()).map(|&node| links.nodes[node].module);
        for Misfit { offset, message } in wrong_values(values, module) {
            findings.push(Finding {
                path: path.clone(),
                line: source::line(text, offset),
                message,
            });
        }
    }
    findings
}

/// What is wrong with the values for a stack, if `module` is one.
fn wrong_values(values: &Body, module: Option<&Module>) -> Vec<Misfit> {
    let Some(module) = module.filter(|module| module.is_root) else {
        let message = "only a stack has values for its variables".to_owned();
        return vec![Misfit { offset: 0, message }];
    };
    let mut found = Vec::new();
    for block in values.blocks() {
        let message = format!("`{}` is a block, not a value", block.ident.as_str());
        found.push(Misfit { offset: start(block), message });
    }
    for value in values.attributes() {
        let name = value.key.as_str();
        match module.variables.get(name) {
            None => {
                let suggestion = did_you_mean(name, module.variables.keys().copied());
                let message = format!("the stack has no variable `{name}`{suggestion}");
                found.push(Misfit { offset: start(value), message });
            }
            Some(variable) => {
                let ty = variable.known_type();
                found.extend(ty.into_iter().flat_map(|ty| misfits(&value.value, ty, name)));
            }
        }
    }
    found
}
