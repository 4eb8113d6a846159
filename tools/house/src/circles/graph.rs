//! Strongly connected components of the files, each with a shortest cycle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::edges::Edges;

/// Files each of which reaches all others.
pub struct Circle {
    pub files: BTreeSet<String>,
    /// A shortest way from a file to itself.
    pub shortest: Vec<Edge>,
    /// Everything that holds it together.
    pub edges: Vec<Edge>,
}

#[derive(Clone)]
pub struct Edge {
    pub from: String,
    pub to: String,
    /// The path by which `from` names something in `to`.
    pub path: String,
}

pub(super) fn circles(edges: &Edges) -> Vec<Circle> {
    let mut circles: Vec<Circle> = components(edges)
        .into_iter()
        .filter(|files| files.len() > 1)
        .map(|files| circle(edges, files))
        .collect();
    circles.sort_by_key(|circle| std::cmp::Reverse(circle.files.len()));
    circles
}

/// Files that reach each other. Crates have hundreds of files, so reachability from each is cheap enough.
fn components(edges: &Edges) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        edges.keys().map(|file| (file, reachable(edges, file))).collect();
    let mut components = Vec::new();
    let mut done = BTreeSet::new();
    for file in edges.keys() {
        if done.contains(file) {
            continue;
        }
        let mutual =
            |other: &&&String| reached.get(**other).is_some_and(|back| back.contains(file));
        let mut component: BTreeSet<String> =
            reached[file].iter().filter(mutual).map(|other| (*other).clone()).collect();
        component.insert(file.clone());
        done.extend(component.iter().cloned());
        components.push(component);
    }
    components
}

fn reachable<'a>(edges: &'a Edges, file: &String) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&String> = edges[file].keys().collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(edges[next].keys());
        }
    }
    reached
}

fn circle(edges: &Edges, files: BTreeSet<String>) -> Circle {
    let within: Vec<Edge> = files
        .iter()
        .flat_map(|from| edges[from].iter().map(move |(to, path)| (from, to, path)))
        .filter(|(_, to, _)| files.contains(*to))
        .map(|(from, to, path)| Edge { from: from.clone(), to: to.clone(), path: path.clone() })
        .collect();
    let ways = files.iter().filter_map(|file| way_back(&within, file));
    let shortest = ways.min_by_key(Vec::len).unwrap_or_default();
    Circle { files, shortest, edges: within }
}

/// Breadth first, from a file to itself.
fn way_back(edges: &[Edge], file: &str) -> Option<Vec<Edge>> {
    let mut came_by: BTreeMap<&str, &Edge> = BTreeMap::new();
    let mut open = VecDeque::from([file]);
    while let Some(at) = open.pop_front() {
        for edge in edges.iter().filter(|edge| edge.from == at) {
            if !came_by.contains_key(edge.to.as_str()) {
                came_by.insert(&edge.to, edge);
                open.push_back(&edge.to);
            }
        }
    }
    let mut way = vec![(*came_by.get(file)?).clone()];
    while way[0].from != file {
        way.insert(0, came_by[way[0].from.as_str()].clone());
    }
    Some(way)
}
