//! A name that is used and declared nowhere.

use super::module::{Mode, Module};
use super::reference::{Stray, Target};
use super::report::Report;
use super::schema::Schemas;
use super::suggestion::did_you_mean;

pub(super) fn check(module: &Module, _: &Schemas, report: &mut Report) {
    for reference in &module.references.all {
        if !declared(module, &reference.target) {
            let target = &reference.target;
            let suggestion = suggestion(module, target);
            report.at(reference.place, format!("`{target}` is not declared{suggestion}"));
        }
    }
    for stray in &module.references.strays {
        report.at(stray.place, meaningless(stray));
    }
}

pub(super) fn declared(module: &Module, target: &Target) -> bool {
    match target {
        Target::Variable(name) => module.variables.contains_key(name),
        Target::Local(name) => module.locals.contains_key(name),
        Target::Module(name) => module.calls.contains_key(name),
        Target::Resource(address) => module.resources.contains_key(address),
    }
}

fn suggestion(module: &Module, target: &Target) -> String {
    let known: Vec<String> = match target {
        Target::Variable(_) => module.variables.keys().map(|name| format!("var.{name}")).collect(),
        Target::Local(_) => module.locals.keys().map(|name| format!("local.{name}")).collect(),
        Target::Module(_) => module.calls.keys().map(|name| format!("module.{name}")).collect(),
        Target::Resource(_) => module.resources.keys().map(ToString::to_string).collect(),
    };
    let other_mode = match target {
        Target::Resource(address) => {
            let data = if address.mode == Mode::Data { "" } else { "data." };
            let swapped = format!("{data}{}.{}", address.type_name, address.name);
            known.contains(&swapped).then(|| format!("; did you mean `{swapped}`?"))
        }
        _ => None,
    };
    other_mode
        .unwrap_or_else(|| did_you_mean(&target.to_string(), known.iter().map(String::as_str)))
}

fn meaningless(stray: &Stray) -> String {
    let Stray { name, attribute, .. } = stray;
    match (*name, attribute) {
        ("each", Some("key" | "value")) => "`each` means nothing without `for_each`".to_owned(),
        ("count", Some("index")) => "`count` means nothing without `count`".to_owned(),
        ("self", _) => "`self` means nothing outside a postcondition".to_owned(),
        (name, Some(attribute)) => format!("`{name}.{attribute}` means nothing here"),
        (name, None) => format!("`{name}` means nothing here"),
    }
}
