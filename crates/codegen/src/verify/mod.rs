//! Proves that a rendered tree is right, as far as that can be known without running Terraform.
//!
//! Texts are parsed once (`source`), folders summarised (`module`, `reference`), linked by their
//! calls (`link`); every other file is one check on these. Folders that are alike are proven once, so
//! a finding about several stacks is reported for the first one only.

mod argument_as_block;
mod block_count;
mod default_type;
mod deprecated;
mod duplicate_declaration;
mod empty_stack;
mod finding;
mod leftover_decision;
mod link;
mod literal;
mod literal_type;
mod malformed_block;
mod missing_argument;
mod module;
mod module_argument;
mod module_output;
mod provider_configuration;
mod read_only_argument;
mod redundant_depends_on;
mod reference;
mod report;
mod required_provider;
mod schema;
mod source;
mod suggestion;
mod syntax_error;
#[cfg(test)]
mod tests;
mod tfvars;
mod uncalled_module;
mod undeclared_reference;
mod undocumented;
mod unknown_argument;
mod unknown_attribute;
mod unknown_module;
mod unknown_output;
mod unknown_type;
mod unused_declaration;
mod unused_output;
mod variable_type;
mod written;

use std::collections::{BTreeMap, BTreeSet};

pub use finding::Finding;

use crate::{Addresses, RelativePath, Rendered, StackFolder, Text, Tree};
use link::{Links, Node};
use module::{File, Module};
use report::Report;
use schema::Schemas;
use source::Parsed;
use written::Written;

const BODY_CHECKS: &[fn(&Written, &mut Report)] = &[
    argument_as_block::check,
    block_count::check,
    deprecated::check,
    literal_type::check,
    missing_argument::check,
    read_only_argument::check,
    unknown_argument::check,
];

const MODULE_CHECKS: &[fn(&Module, &Schemas, &mut Report)] = &[
    default_type::check,
    duplicate_declaration::check,
    leftover_decision::check,
    malformed_block::check,
    redundant_depends_on::check,
    undeclared_reference::check,
    undocumented::check,
    unknown_attribute::check,
    unknown_type::check,
    unused_declaration::check,
];

const LINK_CHECKS: &[fn(&Node, &Links, &Schemas, &mut Report)] = &[
    module_argument::check,
    provider_configuration::check,
    provider_configuration::passed_on,
    required_provider::check,
    unknown_module::check,
    unknown_output::check,
];

/// Proves a rendered tree, or says what is wrong with it.
///
/// The findings are sorted, and none is there twice. If a file does not parse, the findings are about
/// that alone.
pub fn verify(rendered: Rendered) -> Result<Tree, Vec<Finding>> {
    match prove(&rendered) {
        Ok(stacks) => {
            let texts = rendered.files.into_iter().map(|(path, text)| (path, Text::from(text)));
            Ok(Tree::new(texts.collect(), stacks))
        }
        Err(mut findings) => {
            findings.sort_unstable();
            findings.dedup();
            Err(findings)
        }
    }
}

/// The addresses of each stack, if everything is right.
pub(crate) fn prove(rendered: &Rendered) -> Result<BTreeMap<StackFolder, Addresses>, Vec<Finding>> {
    let sources = || rendered.files.iter().filter(|(path, _)| is_module(path) || is_values(path));
    let parsed = source::parse(sources().map(|(_, text)| text.as_str()));
    let findings = syntax_error::check(rendered, &parsed);
    if !findings.is_empty() {
        return Err(findings);
    }

    let (folders, modules) = modules(rendered, &parsed);
    let schemas = schema::used_by(&modules);
    let links = link::link(&folders, &modules);

    let mut findings = Vec::new();
    for module in &modules {
        findings.extend(check_module(module, &schemas));
    }
    for node in &links.nodes {
        findings.extend(check_node(node, &links, &schemas));
    }
    findings.extend(uncalled_module::check(&links));
    findings.extend(unused_output::check(&links));
    findings.extend(tfvars::check(rendered, &parsed, &links));
    findings.extend(empty_stack::check(rendered, &links));
    if !findings.is_empty() {
        return Err(findings);
    }

    let addresses = |stack: &str| links.nodes[links.node_of[stack]].addresses.clone();
    Ok(rendered.stacks.iter().map(|stack| (stack.clone(), addresses(stack))).collect())
}

fn is_module(path: &RelativePath) -> bool {
    extension(path) == "tf"
}

fn is_values(path: &RelativePath) -> bool {
    extension(path) == "tfvars"
}

fn extension(path: &RelativePath) -> &str {
    path.file_name().rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// The distinct modules, and which of them each folder is.
fn modules<'a>(
    rendered: &'a Rendered,
    parsed: &'a Parsed,
) -> (BTreeMap<&'a str, usize>, Vec<Module<'a>>) {
    let mut files: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (path, text) in rendered.files.iter().filter(|(path, _)| is_module(path)) {
        files.entry(path.parent()).or_default().push((path.file_name(), text.as_str()));
    }
    let stacks: BTreeSet<&str> = rendered.stacks.iter().map(String::as_str).collect();
    let (mut known, mut folders, mut modules) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for (folder, files) in files {
        let is_root = stacks.contains(folder);
        let index = *known.entry((is_root, files)).or_insert_with_key(|(_, files)| {
            let files = files.iter().map(|&(name, text)| file(name, text, parsed)).collect();
            modules.push(module::summarise(folder, is_root, files));
            modules.len() - 1
        });
        folders.insert(folder, index);
    }
    (folders, modules)
}

fn file<'a>(name: &'a str, text: &'a str, parsed: &'a Parsed) -> File<'a> {
    let body = parsed[text].as_ref().expect("what does not parse has been reported");
    File { name, text, body }
}

fn check_module(module: &Module, schemas: &Schemas) -> Vec<Finding> {
    let mut report = Report::new(module.folder, module);
    for check in MODULE_CHECKS {
        check(module, schemas, &mut report);
    }
    for written in written::bodies(module, schemas) {
        for check in BODY_CHECKS {
            check(&written, &mut report);
        }
    }
    report.findings
}

fn check_node(node: &Node, links: &Links, schemas: &Schemas) -> Vec<Finding> {
    let mut report = Report::new(node.folder, node.module);
    for check in LINK_CHECKS {
        check(node, links, schemas, &mut report);
    }
    report.findings
}
