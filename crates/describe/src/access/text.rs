//! An access report as plain text, for terminals.

use super::{
    AccessReport, Holder, Person, PersonKind, Reach, Securable, SecurableKind, WorkspaceEntry,
};
use crate::table::{columns, wrap};

pub fn access_text(report: &AccessReport) -> String {
    let AccessReport { name, about, people, workspaces, securables, notes } = report;
    let title = match about {
        Some(about) => format!("{name}: who can do what, by which path: {about}"),
        None => format!("{name}: who can do what, by which path"),
    };
    let mut text = format!("{title}\n{}\n", "=".repeat(title.chars().count()));
    text += &lines(0, LEGEND);
    text += &section("Principals", &[self::people(people)]);
    text += &section("Workspaces", &workspaces.iter().map(workspace).collect::<Vec<_>>());
    let shown: Vec<_> = securables.iter().map(|it| securable(it, securables)).collect();
    text += &section("Data", &shown);
    let notes: Vec<_> = notes.iter().map(|note| lines(0, note)).collect();
    text += &section("Besides", &[notes.concat()]);
    text
}

/// Words of the first column.
pub(super) const LEGEND: &str = "admin: everything, and says who else may. write: changes, and reads. read: \
     reads. through: only to what is granted further down. some, user: what is listed, as is whatever differs \
     from what a word usually stands for.";

fn section(title: &str, bodies: &[String]) -> String {
    if bodies.iter().all(String::is_empty) {
        return String::new();
    }
    format!("\n{title}\n{}\n{}", "-".repeat(title.chars().count()), bodies.join("\n"))
}

fn lines(indent: usize, text: &str) -> String {
    let margin = " ".repeat(indent);
    let lines = wrap(text, 110 - indent);
    lines.iter().map(|line| [&margin, line.as_str(), "\n"].concat()).collect()
}

fn people(people: &[Person]) -> String {
    let rows = people
        .iter()
        .map(|person| vec![person.name.clone(), person.kind.word().to_owned(), described(person)]);
    columns(0, &rows.collect::<Vec<_>>())
}

/// Where somebody comes from, and of a group who is in it.
pub(super) fn described(person: &Person) -> String {
    let Person { name: _, kind, origin, members } = person;
    match (*kind, members.is_empty()) {
        (PersonKind::Group, false) => format!("{origin}: {}", members.join(", ")),
        _ => origin.clone(),
    }
}

fn workspace(entry: &WorkspaceEntry) -> String {
    let WorkspaceEntry { name, region, holders, notes } = entry;
    format!("{name} ({region})\n{}{}", rows(holders, &[]), self::notes(notes))
}

fn securable(securable: &Securable, all: &[Securable]) -> String {
    let Securable { kind, name, within, facts, reached_from, holders, notes, .. } = securable;
    let facts = [&[kind.to_string()], facts.as_slice()].concat();
    let heading = lines(0, &format!("{name} ({})", facts.join("; ")));
    let rows = match within {
        Some(within) if securable.is_as_parent(all) => lines(2, &as_parent(within)),
        _ if holders.is_empty() => lines(2, nobody(*kind)),
        _ => rows(holders, reached_from),
    };
    heading + &rows + &self::notes(notes)
}

pub(super) fn nobody(kind: SecurableKind) -> &'static str {
    match kind {
        SecurableKind::Bucket => "the blueprint grants nobody its files past that",
        _ => "the blueprint grants nothing on it",
    }
}

pub(super) fn as_parent(within: &str) -> String {
    format!("nothing granted here: who reads, writes or administers {within} does so here")
}

fn rows(holders: &[Holder], reached: &[Reach]) -> String {
    let mut rows = Vec::new();
    let mut before = None;
    for holder in holders {
        for (index, line) in holder.lines(reached).into_iter().enumerate() {
            let is_same = before == Some(holder.right);
            let right = if is_same { String::new() } else { holder.right.to_string() };
            let name = if index == 0 { holder.name.clone() } else { String::new() };
            before = Some(holder.right);
            rows.push(vec![right, name, line]);
        }
    }
    columns(2, &rows)
}

fn notes(notes: &[String]) -> String {
    notes.iter().map(|note| lines(2, &format!("note: {note}"))).collect()
}
