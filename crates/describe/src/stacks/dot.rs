//! The stacks as a graph for Graphviz.

use std::fmt::Write;

use blueprint::AppliedFrom;

use super::{Kind, StackEntry, StackList};

/// An edge leads from a stack to one that is applied after it. What needs the private network is dashed.
pub fn dot(list: &StackList) -> String {
    let mut text = format!(
        "digraph {} {{\n  rankdir = \"LR\"\n  node [shape = \"box\"]\n",
        quoted(&list.deployment)
    );
    for stack in &list.stacks {
        let style = match stack.applied_from {
            AppliedFrom::PrivateNetwork => ", style = \"dashed\"",
            AppliedFrom::Anywhere | AppliedFrom::ListedAddress => "",
        };
        let label = quoted(&format!("{}\n{}", stack.folder, what(stack)));
        writeln!(text, "  {} [label = {label}{style}]", quoted(&stack.folder))
            .expect("writing to a String cannot fail");
    }
    for stack in &list.stacks {
        for before in &stack.after {
            writeln!(text, "  {} -> {}", quoted(before), quoted(&stack.folder))
                .expect("writing to a String cannot fail");
        }
    }
    text + "}\n"
}

fn what(stack: &StackEntry) -> String {
    match stack.kind {
        Kind::Account => "Databricks account".to_owned(),
        Kind::Workspace => {
            format!("{}, {}", stack.name, stack.region.as_deref().unwrap_or_default())
        }
        Kind::WorkspaceLevel => format!("inside {}", stack.name),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
