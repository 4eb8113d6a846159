//! What rules about KMS keys that are yours have in common.

use crate::architecture::Workspace;
use crate::diagnostic::Label;
use crate::sections::state::State;
use crate::source::Span;
use crate::values::KmsKeyArn;

/// A key and the region in which it is used.
pub(super) struct ExistingKey<'a> {
    pub(super) key: &'static str,
    pub(super) arn: &'a KmsKeyArn,
    pub(super) span: Span,
    pub(super) region: String,
    /// Where that region is decided.
    pub(super) decided: Label,
}

impl ExistingKey<'_> {
    /// The partition, as ARNs name it, of the region in which it is used.
    pub(super) fn partition(&self) -> &'static str {
        if self.region.starts_with("us-gov-") { "aws-us-gov" } else { "aws" }
    }
}

pub(super) fn existing_keys(workspace: &Workspace) -> Vec<ExistingKey<'_>> {
    let encryption = &workspace.encryption;
    let keys = [&encryption.managed_services, &encryption.workspace_storage];
    let both = keys
        .into_iter()
        .flatten()
        .filter_map(|key| Some(in_region(workspace, key.key(), key.existing()?, key.span())));
    let of_buckets = workspace.buckets.iter().filter_map(|bucket| {
        let key = bucket.kms_key.as_ref()?;
        Some(in_region(workspace, key.key(), &key.existing, key.span()))
    });
    both.chain(of_buckets).chain(key_of_state(&workspace.state)).collect()
}

/// Used in the workspace's region.
fn in_region<'a>(
    workspace: &Workspace,
    key: &'static str,
    arn: &'a KmsKeyArn,
    span: Span,
) -> ExistingKey<'a> {
    ExistingKey {
        key,
        arn,
        span,
        region: workspace.region.to_string(),
        decided: Label::at(&workspace.region, "the workspace's region"),
    }
}

fn key_of_state(state: &State) -> Option<ExistingKey<'_>> {
    let State::S3 { region, kms_key: Some(key), .. } = state else { return None };
    Some(ExistingKey {
        key: key.key(),
        arn: key,
        span: key.span(),
        region: region.to_string(),
        decided: Label::at(region, "the state bucket's region"),
    })
}
