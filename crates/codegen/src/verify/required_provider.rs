//! Providers that a module uses and does not name, names wrongly, or names and does not use. A stack may name one that
//! nothing uses: what is in its state is deleted with it.

use super::link::{Links, Node};
use super::report::Report;
use super::schema::Schemas;
use crate::schemas;

pub(super) fn check(node: &Node, _: &Links, _: &Schemas, report: &mut Report) {
    let requirements = &node.module.requirements;
    for (need, place) in &node.needs {
        let name = need.local_name;
        // Terraform itself, and what no provider has, need no entry.
        let nameable = schemas::provider_source(name).is_some();
        if nameable && !requirements.contains_key(name) {
            report.at(*place, format!("`required_providers` does not name `{name}`"));
        }
    }
    for (name, requirement) in requirements {
        if !node.module.is_root && !node.needs.keys().any(|need| need.local_name == *name) {
            report.at(requirement.place, format!("provider `{name}` is not used"));
        }
        match schemas::provider_source(name) {
            None => {
                let message = format!("the schemas of provider `{name}` are not known");
                report.at(requirement.place, message);
            }
            Some(source) if requirement.source != Some(source) => {
                report.at(requirement.place, format!("the source of `{name}` is `{source}`"));
            }
            Some(_) => {}
        }
    }
}
