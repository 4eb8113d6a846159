//! Provider configurations that are used and not there. One that nothing uses stays: what is in the state is deleted
//! with it.

use super::link::{Links, Node};
use super::report::Report;
use super::schema::Schemas;

pub(super) fn check(node: &Node, _: &Links, schemas: &Schemas, report: &mut Report) {
    if node.module.is_root {
        configured_in_root(node, schemas, report);
    } else {
        configured_by_caller(node, report);
    }
}

fn configured_in_root(node: &Node, schemas: &Schemas, report: &mut Report) {
    let module = node.module;
    for (need, place) in &node.needs {
        let schema = schemas.provider(need.local_name);
        let optional = need.alias.is_none() && schema.is_none_or(|it| it.attributes.is_empty());
        if !optional && !module.providers.contains_key(need) {
            report.at(*place, format!("provider `{need}` is not configured"));
        }
    }
}

fn configured_by_caller(node: &Node, report: &mut Report) {
    let module = node.module;
    for (need, place) in &node.needs {
        let Some(alias) = need.alias else { continue };
        let requirement = module.requirements.get(need.local_name);
        if requirement.is_some_and(|requirement| !requirement.aliases.contains(&alias)) {
            report.at(*place, format!("`configuration_aliases` does not name `{need}`"));
        }
    }
    for (configuration, provider) in &module.providers {
        let message = format!("provider `{configuration}` is configured in a module, not a stack");
        report.at(provider.place, message);
    }
}

/// What a call passes on is what the module has a name for, and all that it cannot inherit.
pub(super) fn passed_on(node: &Node, links: &Links, _: &Schemas, report: &mut Report) {
    for (name, &callee) in &node.callees {
        let call = &node.module.calls[name];
        let callee = &links.nodes[callee];
        for (configuration, passed) in &call.providers {
            let requirement = callee.module.requirements.get(configuration.local_name);
            let known = requirement.is_some_and(|requirement| {
                configuration.alias.is_none_or(|alias| requirement.aliases.contains(&alias))
            });
            if !known {
                let message = format!("module `{name}` knows no provider `{configuration}`");
                report.at(passed.place, message);
            }
        }
        // What has no alias is inherited.
        let needs = callee.needs.keys().filter(|need| need.alias.is_some());
        for need in needs.filter(|need| !call.providers.contains_key(need)) {
            report.at(call.place, format!("module `{name}` is passed no provider `{need}`"));
        }
    }
}
