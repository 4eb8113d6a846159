//! A stack without files.

use super::Finding;
use super::link::Links;
use super::report::path;
use crate::Rendered;

pub(super) fn check(rendered: &Rendered, links: &Links) -> Vec<Finding> {
    let stacks = rendered.stacks.iter().map(String::as_str);
    let empty = stacks.filter(|stack| !links.node_of.contains_key(stack)).map(|stack| Finding {
        path: path(stack, "main.tf"),
        line: 1,
        message: "the stack has no files".to_owned(),
    });
    empty.collect()
}
