//! What rules about renamed groups have in common.

use std::collections::BTreeMap;

use crate::architecture::Architecture;
use crate::sourced::Entry;
use crate::values::GroupName;

/// By the new name, once for all workspaces: the old name.
pub(super) fn renamed(arch: &Architecture) -> BTreeMap<&GroupName, &Entry<GroupName>> {
    arch.workspaces.iter().flat_map(|workspace| workspace.identity.renamed()).collect()
}
