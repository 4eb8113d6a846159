//! Too few or too many blocks of a kind.

use super::report::Report;
use super::written::Written;
use crate::schemas::{NestedBlock, Nesting};

pub(super) fn check(written: &Written, report: &mut Report) {
    for (name, schema) in &written.schema.blocks {
        let blocks: Vec<_> = written.blocks.iter().filter(|block| block.name == name).collect();
        let as_argument = written.body.has_attribute(name);
        let known = !as_argument && !blocks.iter().any(|block| block.is_dynamic);
        if known && blocks.len() < least(schema) {
            let message = format!("{} needs {}", written.name, blocks_of(least(schema), name));
            report.at(written.place, message);
        }
        if let Some(most) = most(schema)
            && let Some(excess) = blocks.get(most)
        {
            let most = blocks_of(most, name);
            report.at(excess.place, format!("{} takes at most {most}", written.name));
        }
    }
}

fn least(schema: &NestedBlock) -> usize {
    schema.min_items as usize
}

fn most(schema: &NestedBlock) -> Option<usize> {
    match (&schema.nesting, schema.max_items) {
        (Nesting::Single | Nesting::Group, _) => Some(1),
        (_, 0) => None,
        (_, most) => Some(most as usize),
    }
}

fn blocks_of(count: usize, name: &str) -> String {
    if count == 1 { format!("one `{name}` block") } else { format!("{count} `{name}` blocks") }
}
