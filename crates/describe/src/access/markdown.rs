//! An access report as Markdown, for reviews and wikis.

use super::text::{LEGEND, as_parent, described, nobody};
use super::{AccessReport, Holder, Person, Reach, Securable, WorkspaceEntry};
use crate::markdown::{escaped, table};

pub fn access_markdown(report: &AccessReport) -> String {
    let AccessReport { name, about, people, workspaces, securables, notes } = report;
    let about = about.as_ref().map_or_else(String::new, |about| format!(": {}", escaped(about)));
    let mut parts = vec![
        format!("# {}: who can do what, by which path{about}\n", escaped(name)),
        format!("{LEGEND}\n"),
    ];
    let mut push = |title: &str, body: Vec<String>| {
        if body.iter().any(|part| !part.is_empty()) {
            parts.push(format!("## {title}\n"));
            parts.extend(body);
        }
    };
    push("Principals", vec![self::people(people)]);
    push("Workspaces", workspaces.iter().map(workspace).collect());
    push("Data", securables.iter().map(|it| securable(it, securables)).collect());
    push("Besides", vec![self::notes(notes)]);
    parts.join("\n")
}

fn people(people: &[Person]) -> String {
    if people.is_empty() {
        return String::new();
    }
    let row =
        |person: &Person| [person.name.clone(), person.kind.word().to_owned(), described(person)];
    table(["principal", "is a", "from where, and who is in it"], people.iter().map(row))
}

fn workspace(entry: &WorkspaceEntry) -> String {
    let WorkspaceEntry { name, region, holders, notes } = entry;
    block(&format!("{name} ({region})"), "", &rows(holders, &[]), notes)
}

fn securable(securable: &Securable, all: &[Securable]) -> String {
    let Securable { kind, name, within, facts, reached_from, holders, notes, .. } = securable;
    let facts: Vec<_> = facts.iter().map(|fact| escaped(fact)).collect();
    let facts = if facts.is_empty() { String::new() } else { format!("{}.\n\n", facts.join("; ")) };
    let rows = match within {
        Some(within) if securable.is_as_parent(all) => {
            format!("{}.\n", escaped(&as_parent(within)))
        }
        _ if holders.is_empty() => format!("{}.\n", nobody(*kind)),
        _ => rows(holders, reached_from),
    };
    block(&format!("{name} ({kind})"), &facts, &rows, notes)
}

fn block(title: &str, facts: &str, rows: &str, notes: &[String]) -> String {
    let between = if rows.is_empty() || notes.is_empty() { "" } else { "\n" };
    format!("### {}\n\n{facts}{rows}{between}{}", escaped(title), self::notes(notes))
}

fn rows(holders: &[Holder], reached: &[Reach]) -> String {
    if holders.is_empty() {
        return String::new();
    }
    let row = |holder: &Holder| {
        [holder.right.to_string(), holder.name.clone(), holder.lines(reached).join("; or ")]
    };
    table(["right", "who", "by which path"], holders.iter().map(row))
}

fn notes(notes: &[String]) -> String {
    notes.iter().map(|note| ["- ", &escaped(note), "\n"].concat()).collect()
}
