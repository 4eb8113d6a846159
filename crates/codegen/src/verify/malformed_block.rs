//! A block of the Terraform language that is not built as the language wants it.

use hcl_edit::structure::{Block, Body};

use super::module::{Module, Place};
use super::report::Report;
use super::schema::Schemas;
use super::suggestion::did_you_mean;

/// What a block may hold; what providers and modules define is not said here.
struct Form {
    name: &'static str,
    labels: usize,
    /// `None` if the arguments are not Terraform's own.
    arguments: Option<&'static [&'static str]>,
    required: &'static [&'static str],
    blocks: &'static [Form],
}

const fn form(
    name: &'static str,
    labels: usize,
    arguments: &'static [&'static str],
    required: &'static [&'static str],
    blocks: &'static [Form],
) -> Form {
    Form { name, labels, arguments: Some(arguments), required, blocks }
}

/// A block whose content a provider, a module or its author defines.
const fn open(name: &'static str, labels: usize, blocks: &'static [Form]) -> Form {
    Form { name, labels, arguments: None, required: &[], blocks }
}

const CONDITION: &[&str] = &["condition", "error_message"];
const PRECONDITION: Form = form("precondition", 0, CONDITION, CONDITION, &[]);
const POSTCONDITION: Form = form("postcondition", 0, CONDITION, CONDITION, &[]);
const LIFECYCLE: &[&str] =
    &["create_before_destroy", "ignore_changes", "prevent_destroy", "replace_triggered_by"];

const TOP_LEVEL: &[Form] = &[
    open("check", 1, &[]),
    open("data", 2, &[form("lifecycle", 0, &[], &[], &[PRECONDITION, POSTCONDITION])]),
    form("import", 0, &["for_each", "id", "identity", "provider", "to"], &["to"], &[]),
    open("locals", 0, &[]),
    open("module", 1, &[]),
    form("moved", 0, &["from", "to"], &["from", "to"], &[]),
    form(
        "output",
        1,
        &["depends_on", "description", "ephemeral", "sensitive", "value"],
        &["value"],
        &[PRECONDITION],
    ),
    open("provider", 1, &[]),
    form(
        "removed",
        0,
        &["from"],
        &["from"],
        &[form("lifecycle", 0, &["destroy"], &["destroy"], &[])],
    ),
    open("resource", 2, &[form("lifecycle", 0, LIFECYCLE, &[], &[PRECONDITION, POSTCONDITION])]),
    form(
        "terraform",
        0,
        &["required_version"],
        &[],
        &[open("backend", 1, &[]), open("cloud", 0, &[]), open("required_providers", 0, &[])],
    ),
    form(
        "variable",
        1,
        &["default", "description", "ephemeral", "nullable", "sensitive", "type"],
        &[],
        &[form("validation", 0, CONDITION, CONDITION, &[])],
    ),
];

pub(super) fn check(module: &Module, schemas: &Schemas, report: &mut Report) {
    for (file, source) in module.files.iter().enumerate() {
        let place = Place { file, offset: 0 };
        for argument in source.body.attributes() {
            let message = format!("`{}` stands outside any block", argument.key.as_str());
            report.at(place.of(argument), message);
        }
        blocks(source.body, TOP_LEVEL, true, place, report);
    }
    ignored_changes(module, schemas, report);
}

/// Blocks that no form describes are fine unless the forms say all there may be.
fn blocks(body: &Body, forms: &[Form], complete: bool, place: Place, report: &mut Report) {
    for block in body.blocks() {
        let name = block.ident.as_str();
        match forms.iter().find(|form| form.name == name) {
            Some(form) => compare(block, form, place.of(block), report),
            None if complete => {
                let suggestion = did_you_mean(name, forms.iter().map(|form| form.name));
                report.at(place.of(block), format!("no block `{name}` belongs here{suggestion}"));
            }
            None => {}
        }
    }
}

fn compare(block: &Block, form: &Form, place: Place, report: &mut Report) {
    let name = form.name;
    if block.labels.len() != form.labels {
        let labels = if form.labels == 1 { "label" } else { "labels" };
        report.at(place, format!("`{name}` takes {} {labels}", form.labels));
    }
    for required in form.required.iter().filter(|it| !block.body.has_attribute(it)) {
        report.at(place, format!("this `{name}` needs `{required}`"));
    }
    for argument in block.body.attributes() {
        let key = argument.key.as_str();
        if let Some(known) = form.arguments.filter(|known| !known.contains(&key)) {
            let suggestion = did_you_mean(key, known.iter().copied());
            let message = format!("`{name}` has no argument `{key}`{suggestion}");
            report.at(place.of(argument), message);
        }
    }
    blocks(&block.body, form.blocks, form.arguments.is_some(), place, report);
}

fn ignored_changes(module: &Module, schemas: &Schemas, report: &mut Report) {
    for (address, resource) in &module.resources {
        let Some(schema) = schemas.resource(address.mode, address.type_name) else { continue };
        let lifecycle = resource.body.get_blocks("lifecycle");
        let ignored = lifecycle.filter_map(|it| it.body.get_attribute("ignore_changes"));
        for name in ignored.filter_map(|it| it.value.as_array()).flatten() {
            let Some(attribute) = name.as_variable().map(hcl_edit::Ident::as_str) else { continue };
            if !schema.attributes.contains_key(attribute) && !schema.blocks.contains_key(attribute)
            {
                let known = schema.attributes.keys().map(AsRef::as_ref);
                let suggestion = did_you_mean(attribute, known);
                let type_name = address.type_name;
                let message = format!("`{type_name}` has no attribute `{attribute}`{suggestion}");
                report.at(resource.place.of(name), message);
            }
        }
    }
}
