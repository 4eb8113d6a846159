//! Which workspaces are alike.

use std::collections::HashMap;
use std::sync::Arc;

use blueprint::{Workspace, in_shares};
use tera::Value;

use super::literals::Literals;
use super::treatment;
use super::words::{self, Words};
use crate::templates::Templates;
use crate::view;

/// Below this many workspaces a thread costs more than it saves.
const WORKSPACES_PER_THREAD: usize = 64;

/// Workspaces with the same shape, in the order of their keys.
pub(crate) struct Alike<'a> {
    pub(crate) members: Vec<Member<'a>>,
    /// What templates see of a workspace, with blanks if there are several.
    pub(crate) view: Value,
    /// The same with blanks wider than every word, if there are several.
    pub(crate) wide: Option<Value>,
}

pub(crate) struct Member<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(super) words: Arc<Words>,
}

/// Each workspace for itself.
pub(crate) fn alone(workspaces: &[Workspace]) -> Vec<Alike<'_>> {
    let alone = |workspace| Alike {
        members: vec![Member { workspace, words: Arc::default() }],
        view: Value::from_serializable(&view::Workspace::of(workspace)),
        wide: None,
    };
    workspaces.iter().map(alone).collect()
}

/// Workspaces that are alike together, in the order of the first of each. `blueprint` is printed everywhere.
pub(crate) fn together<'a>(
    workspaces: &'a [Workspace],
    templates: &Templates,
    blueprint: &str,
) -> Vec<Alike<'a>> {
    let texts = || templates.all().map(|(_, text)| text).chain([blueprint]);
    let is_taken = || texts().any(|text| !text.is_ascii() && text.contains(words::is_ours));
    if workspaces.len() < 2 || is_taken() {
        return alone(workspaces);
    }
    let Some(literals) = treatment::literals(texts()).map(Literals::new) else {
        return alone(workspaces);
    };
    let cut = in_shares(workspaces, WORKSPACES_PER_THREAD, |share| vec![cut(share, &literals)]);
    let mut groups: Vec<(String, Vec<Member>)> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut workspaces = workspaces.iter();
    for Share { shapes, members } in cut {
        let number = |shape: String| {
            *numbers.entry(shape).or_insert_with_key(|shape| {
                groups.push((shape.clone(), Vec::new()));
                groups.len() - 1
            })
        };
        let numbers: Vec<usize> = shapes.into_iter().map(number).collect();
        for ((shape, words), workspace) in members.into_iter().zip(workspaces.by_ref()) {
            groups[numbers[shape]].1.push(Member { workspace, words: Arc::new(words) });
        }
    }
    groups.into_iter().map(|(shape, members)| alike(&shape, members)).collect()
}

/// Workspaces in their order, each with its words and the number of its shape.
struct Share {
    shapes: Vec<String>,
    members: Vec<(usize, Words)>,
}

fn cut(workspaces: &[Workspace], literals: &Literals) -> Share {
    let (mut shapes, mut members) = (Vec::new(), Vec::new());
    let mut numbers: HashMap<Vec<u8>, usize> = HashMap::new();
    let mut shape = Vec::new();
    for workspace in workspaces {
        let words = words::cut(&view::Workspace::of(workspace), literals, &mut shape);
        let number = numbers.get(&shape).copied().unwrap_or_else(|| {
            numbers.insert(shape.clone(), shapes.len());
            shapes.push(String::from_utf8(shape.clone()).expect("JSON is text"));
            shapes.len() - 1
        });
        members.push((number, words));
    }
    Share { shapes, members }
}

fn alike<'a>(shape: &str, members: Vec<Member<'a>>) -> Alike<'a> {
    let read = |shape: &str| {
        let json: serde_json::Value = serde_json::from_str(shape).expect("it was JSON before");
        Value::from_serializable(&json)
    };
    match &members[..] {
        [only] => Alike {
            view: Value::from_serializable(&view::Workspace::of(only.workspace)),
            wide: None,
            members,
        },
        _ => Alike { view: read(shape), wide: Some(read(&words::widened(shape))), members },
    }
}
