//! From what is granted on a securable, and on what it is in, to everybody whom it reaches.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::sections::grants::{Granted, Privilege, Securable as Kind};

use super::entry::{sort, unknown_members};
use super::people::People;
use super::{Context, Holder, Path, PathStep, Reach, right};

/// A securable, or one that it is in.
pub(super) struct Level {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) granted: BTreeMap<String, BTreeSet<Privilege>>,
}

impl Level {
    pub(super) fn new(kind: Kind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into(), granted: BTreeMap::new() }
    }

    /// What one of several workspaces grants on it.
    pub(super) fn add(&mut self, granted: &Granted) {
        for (principal, privileges) in granted {
            let held = self.granted.entry(principal.to_string()).or_default();
            held.extend(privileges.iter().cloned());
        }
    }
}

/// Paths by holder: those of the principals that are granted something, and of their members.
type Paths = BTreeMap<String, Vec<Path>>;

/// `levels`: the securable, then what it is in, from the inside out.
pub(super) fn holders(context: &Context, levels: &[&Level], reached: &[Reach]) -> Vec<Holder> {
    let Some(here) = levels.first() else { return Vec::new() };
    let mut holders: Vec<_> = paths(context.people, levels)
        .into_iter()
        .map(|(name, paths)| {
            let held: BTreeSet<_> =
                paths.iter().flat_map(|path| path.privileges.iter().cloned()).collect();
            let right = right::of(&held, here.kind);
            let mut holder = Holder {
                kind: context.people.kind(&name),
                right,
                privileges: without_parts(held),
                paths,
                from: Vec::new(),
                notes: unknown_members(context.people, &name),
                name,
            };
            let missing = missing_passage(context.people, levels, &holder);
            holder.notes.extend(missing.map(|it| format!("reaches nothing without {it}")));
            holder
        })
        .collect();
    let_in(context, reached, &mut holders);
    sort(&mut holders);
    holders
}

/// Says of each holder by which workspaces they come.
pub(super) fn let_in(context: &Context, reached: &[Reach], holders: &mut [Holder]) {
    for holder in holders {
        let Some(from) = context.entries.from(reached, &holder.name, context.people) else {
            continue;
        };
        if from.is_empty() && !reached.is_empty() {
            holder.notes.push("no workspace that reaches it lets them in".to_owned());
        }
        holder.from = from;
    }
}

fn paths(people: &People, levels: &[&Level]) -> Paths {
    let mut all = Paths::new();
    let Some(here) = levels.first() else { return all };
    for level in levels {
        for (principal, privileges) in &level.granted {
            let fitting = right::fitting(privileges, here.kind);
            if fitting.is_empty() {
                continue;
            }
            let right = right::of(&fitting, here.kind);
            let step = if level.name == here.name {
                PathStep::GrantedHere
            } else {
                PathStep::GrantedOn(level.name.clone())
            };
            let is_unusual = !right::is_usual(right, &fitting, here.kind);
            let privileges = fitting.into_iter().collect();
            let path = Path { right, privileges, steps: vec![step], is_unusual };
            add_path(&mut all, people, principal, &path);
        }
    }
    all
}

/// Adds what somebody has, and with them everybody in the group if they are one.
pub(super) fn add_path(all: &mut Paths, people: &People, principal: &str, path: &Path) {
    all.entry(principal.to_owned()).or_default().push(path.clone());
    for (member, groups) in people.within(principal) {
        let steps = groups.into_iter().map(PathStep::MemberOf).chain(path.steps.iter().cloned());
        let path = Path { steps: steps.collect(), ..path.clone() };
        all.entry(member).or_default().push(path);
    }
}

/// As Unity Catalog shows them: all stand for their parts.
fn without_parts(mut held: BTreeSet<String>) -> Vec<String> {
    if held.contains("ALL_PRIVILEGES") {
        held.retain(|it| {
            matches!(it.as_str(), "ALL_PRIVILEGES" | "MANAGE") || it.starts_with("EXTERNAL_USE_")
        });
    }
    held.into_iter().collect()
}

/// Whoever may do something within a catalog or schema must be let through to it, by whichever grant.
fn missing_passage(people: &People, levels: &[&Level], holder: &Holder) -> Option<&'static str> {
    let groups = people.groups_of(&holder.name);
    let is_theirs = |name: &str| name == holder.name || groups.contains(name);
    let has = |level: &Level, privilege: &str| {
        let theirs = level.granted.iter().filter(|(principal, _)| is_theirs(principal));
        theirs
            .flat_map(|(_, privileges)| privileges)
            .any(|it| it.as_str() == privilege || it.as_str() == "ALL_PRIVILEGES")
    };
    let catalog = levels.iter().find(|level| level.kind == Kind::Catalog)?;
    let is_within = levels.first().is_some_and(|here| here.kind != Kind::Catalog);
    if holder.right <= right::Right::Through {
        return None;
    }
    if !has(catalog, "USE_CATALOG") {
        return Some("USE_CATALOG");
    }
    let above = levels.iter().filter(|level| level.kind != Kind::Volume);
    let uses_schema = above.into_iter().any(|level| has(level, "USE_SCHEMA"));
    (is_within && !uses_schema).then_some("USE_SCHEMA")
}
