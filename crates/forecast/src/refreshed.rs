//! What a plan sees of what was applied, once other stacks have renamed something that it names: `data/names.toml`, whose
//! comments say what each key means.

use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::renaming::Renaming;
use crate::settled::Settled;
use crate::value::{Arguments, Value};

#[derive(Deserialize)]
struct Names {
    #[serde(rename = "name")]
    names: Vec<Name>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    #[serde(rename = "type")]
    holder: String,
    argument: String,
    of: String,
    by: String,
    refreshed: Refreshed,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Refreshed {
    UnderTheNewName,
    Gone,
}

static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let names: Names = toml::from_str(include_str!("../data/names.toml")).expect("a test reads it");
    names.names
});

/// None if it is not found any more.
pub(crate) fn refreshed(mut settled: Settled, renamings: &[&Renaming]) -> Option<Settled> {
    let type_name = Arc::clone(&settled.address.type_name);
    for renaming in renamings {
        for name in NAMES.iter().filter(|name| concerns(name, &type_name, renaming)) {
            let (Some(from), Some(to)) =
                (renaming.before.get(&*name.by), renaming.after.get(&*name.by))
            else {
                continue;
            };
            let path: Vec<&str> = name.argument.split('.').collect();
            let arguments = with_name(&settled.arguments, &path, from, to);
            match name.refreshed {
                Refreshed::Gone if arguments != *settled.arguments => return None,
                Refreshed::Gone => {}
                Refreshed::UnderTheNewName => settled.arguments = Arc::new(arguments),
            }
        }
    }
    Some(settled)
}

fn concerns(name: &Name, type_name: &str, renaming: &Renaming) -> bool {
    *type_name == *name.holder && *renaming.type_name == *name.of
}

fn with_name(arguments: &Arguments, path: &[&str], from: &Value, to: &Value) -> Arguments {
    let Some((first, rest)) = path.split_first() else { return arguments.clone() };
    let put = |(name, value): (&Arc<str>, &Value)| {
        let value = if **name == **first { replaced(value, rest, from, to) } else { value.clone() };
        (Arc::clone(name), value)
    };
    arguments.iter().map(put).collect()
}

fn replaced(value: &Value, path: &[&str], from: &Value, to: &Value) -> Value {
    let each = |items: &[Value]| items.iter().map(|it| replaced(it, path, from, to)).collect();
    let replaced = match value {
        Value::List(items) => Value::list(each(items.values())),
        Value::Set(items) => Value::set(each(items.values())),
        Value::Map(entries) => Value::map(with_name(entries, path, from, to)),
        value if path.is_empty() && value == from => Ok(to.clone()),
        value => Ok(value.clone()),
    };
    replaced.unwrap_or_else(|_| value.clone())
}
