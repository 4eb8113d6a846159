//! Where a stack keeps its state.

use std::collections::BTreeMap;

use hcl_edit::structure::{BlockLabel, Body};

/// The arguments of a `backend` or `cloud` block, by dotted name. Comments and layout are none of them.
pub(crate) type Kept = BTreeMap<String, String>;

/// Of the `terraform` blocks of one file; empty without such a block in them.
pub(super) fn kept(body: &Body) -> Kept {
    let mut kept = Kept::new();
    let blocks = body.get_blocks("terraform").flat_map(|block| block.body.blocks());
    for block in blocks.filter(|block| matches!(block.ident.as_str(), "backend" | "cloud")) {
        let labels = block.labels.iter().map(BlockLabel::as_str);
        let path: Vec<&str> = [block.ident.as_str()].into_iter().chain(labels).collect();
        collect(&path.join("."), &block.body, &mut kept);
    }
    // What Terraform does without a block.
    if kept.keys().eq(["backend.local"]) { Kept::new() } else { kept }
}

fn collect(path: &str, body: &Body, kept: &mut Kept) {
    kept.insert(path.to_owned(), String::new());
    for attribute in body.attributes() {
        let name = format!("{path}.{}", attribute.key.as_str());
        kept.insert(name, attribute.value.to_string().trim().to_owned());
    }
    for block in body.blocks() {
        collect(&format!("{path}.{}", block.ident.as_str()), &block.body, kept);
    }
}
