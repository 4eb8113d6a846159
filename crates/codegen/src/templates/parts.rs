//! Parts: components of Tera that several templates call, each in a file of its name.

use std::collections::{BTreeMap, BTreeSet};

use tera::{ComponentArg, Tera};

use super::tag_lines::hide_tag_lines;
use crate::bug::TemplateBug;

type Texts = BTreeMap<String, String>;

/// The paths of the parts that some templates call, and of those that these call in turn.
pub(super) fn reached<'a>(
    templates: impl Iterator<Item = &'a str>,
    texts: &'a Texts,
) -> BTreeSet<&'a str> {
    let by_name: BTreeMap<_, _> = parts(texts).map(|(path, _)| (name(path), path)).collect();
    let mut open: Vec<&str> = templates.flat_map(called).collect();
    let mut reached = BTreeSet::new();
    while let Some(part) = open.pop() {
        // Tera refuses a call of what there is not, with its line.
        if let Some(&path) = by_name.get(part)
            && reached.insert(path)
        {
            open.extend(called(&texts[path]));
        }
    }
    reached
}

/// Finds parts that are not what their file is called, use a name that nobody hands them, or, of those
/// that `is_theirs` tells, are used by nothing. `tera` has compiled every template.
pub(super) fn check(
    tera: &Tera,
    texts: &Texts,
    is_theirs: impl Fn(&str) -> bool,
    bugs: &mut Vec<TemplateBug>,
) {
    let templates = texts.iter().filter(|(path, _)| !path.starts_with("parts/"));
    let reached = reached(templates.map(|(_, text)| text.as_str()), texts);
    let bodies = bodies(tera, texts);
    for (path, text) in parts(texts) {
        let bug = |line, message| TemplateBug { template: path.to_owned(), line, message };
        if !reached.contains(path) && is_theirs(path) {
            bugs.push(bug(0, "no template uses this part".to_owned()));
        }
        let name = name(path);
        let Some(part) = tera.get_component_definition(name) else {
            let message =
                format!("it has no part of its own name, `{{% component {name}(...) %}}`");
            bugs.push(bug(0, message));
            continue;
        };
        let parameters: Vec<_> = part.args().iter().map(ComponentArg::name).collect();
        let names = bodies.get_template_variables(&body_name(path)).unwrap_or_default();
        for unknown in names.into_iter().filter(|name| !parameters.contains(name)) {
            let line = text.lines().position(|line| line.contains(unknown));
            let known = parameters.join(", ");
            let message = format!("there is no `{unknown}` here; the part is handed {known}");
            bugs.push(bug(line.map_or(0, |line| line + 1), message));
        }
    }
}

/// Templates of what stands in the components: Tera tells of a template which names it uses, of a
/// component it does not.
fn bodies(tera: &Tera, texts: &Texts) -> Tera {
    let is_frame =
        |line: &&str| ["{% component ", "{% endcomponent"].iter().any(|it| line.starts_with(it));
    let body =
        |text: &str| text.split_inclusive('\n').filter(|line| !is_frame(line)).collect::<String>();
    let mut bodies = tera.clone();
    let added = parts(texts).map(|(path, text)| (body_name(path), hide_tag_lines(&body(text))));
    bodies.add_raw_templates(added).expect("what compiles in a component compiles without it");
    bodies
}

fn body_name(path: &str) -> String {
    format!("{path} body")
}

fn parts(texts: &Texts) -> impl Iterator<Item = (&str, &str)> {
    let parts =
        texts.range("parts/".to_owned()..).take_while(|(path, _)| path.starts_with("parts/"));
    parts.map(|(path, text)| (path.as_str(), text.as_str()))
}

fn name(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.split('.').next().unwrap_or(file)
}

/// Names of the parts that a text calls: `{{ <name .../> }}`.
fn called(text: &str) -> impl Iterator<Item = &str> {
    let calls = text.split("{{").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('<'));
    calls.filter_map(|call| call.split(|c: char| !c.is_alphanumeric() && c != '_').next())
}
