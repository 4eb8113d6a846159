//! What the providers accept: a snapshot of the schemas of every resource, data source and provider
//! configuration, taken from the real providers by `tools/schemas`.
//!
//! A lookup reads the asked entry only: some 5 µs to find it, then in proportion to its size (20 µs for
//! a workspace, half a millisecond for a job, 15 ms for a web ACL, whose statements nest), so ask once
//! per type.
//!
//! Left out: descriptions, functions, ephemeral resources, and whether an argument is write-only.

mod snapshot;

use std::borrow::Cow;
use std::collections::BTreeMap;

use snapshot::Snapshot;

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Resource,
    DataSource,
    /// The configuration in a `provider` block.
    Provider,
}

/// Of an attribute or a nested block. Those of a provider are read where they stand.
pub type Name = Cow<'static, str>;

/// The body of a resource, of a data source, of a provider configuration or of a nested block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    pub attributes: BTreeMap<Name, Attribute>,
    pub blocks: BTreeMap<Name, NestedBlock>,
    pub deprecated: bool,
}

/// Written as `name = value`. Neither required nor optional: only the provider sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "the flags of Terraform's own schema")]
pub struct Attribute {
    pub ty: Type,
    pub required: bool,
    pub optional: bool,
    pub computed: bool,
    pub deprecated: bool,
    pub sensitive: bool,
}

/// Written as `name { … }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NestedBlock {
    pub nesting: Nesting,
    pub min_items: u32,
    /// 0: no limit.
    pub max_items: u32,
    pub block: Block,
}

/// How the values of all blocks of one name become one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    Single,
    /// As `Single`, and there even when not written.
    Group,
    List,
    Set,
    /// Keyed by the block's label.
    Map,
}

/// Terraform's types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    String,
    Number,
    Bool,
    Dynamic,
    List(Box<Type>),
    Set(Box<Type>),
    Map(Box<Type>),
    Tuple(Vec<Type>),
    /// Of a plain object type, every attribute is required unless it is listed as optional.
    Object(BTreeMap<Name, Attribute>),
}

/// The providers a configuration can require, by the name that starts their types.
static PROVIDERS: [(&str, Snapshot); 3] = [
    ("aws", Snapshot(include_str!("../schemas/hashicorp-aws.schemas"))),
    ("databricks", Snapshot(include_str!("../schemas/databricks-databricks.schemas"))),
    ("time", Snapshot(include_str!("../schemas/hashicorp-time.schemas"))),
];

/// The provider that is Terraform itself, which nobody requires: `terraform_data`.
static BUILT_IN: (&str, Snapshot) =
    ("terraform", Snapshot(include_str!("../schemas/builtin-terraform.schemas")));

/// The schema of `aws_s3_bucket` and its like.
pub fn resource(type_name: &str) -> Option<Block> {
    lookup(Kind::Resource, type_name)
}

pub fn data_source(type_name: &str) -> Option<Block> {
    lookup(Kind::DataSource, type_name)
}

/// The schema of the configuration of `aws`, `databricks` or `time`.
pub fn provider(local_name: &str) -> Option<Block> {
    lookup(Kind::Provider, local_name)
}

pub fn lookup(kind: Kind, name: &str) -> Option<Block> {
    let local_name = name.split_once('_').map_or(name, |(first, _)| first);
    let (_, snapshot) = snapshots().find(|(local, _)| *local == local_name)?;
    snapshot.block(kind, name)
}

/// What `required_providers` says as `source`: `hashicorp/aws`.
pub fn provider_source(local_name: &str) -> Option<&'static str> {
    let (_, snapshot) = PROVIDERS.iter().find(|(local, _)| *local == local_name)?;
    Some(snapshot.source())
}

/// The version each provider's schemas were taken from, by local name.
pub fn provider_versions() -> BTreeMap<&'static str, &'static str> {
    PROVIDERS.iter().map(|(local, snapshot)| (*local, snapshot.version())).collect()
}

/// Every resource type there is, sorted within its provider.
pub fn resource_types() -> impl Iterator<Item = &'static str> {
    snapshots().flat_map(|(_, snapshot)| snapshot.names(Kind::Resource))
}

/// Every type of data source there is, sorted within its provider.
pub fn data_source_types() -> impl Iterator<Item = &'static str> {
    snapshots().flat_map(|(_, snapshot)| snapshot.names(Kind::DataSource))
}

fn snapshots() -> impl Iterator<Item = &'static (&'static str, Snapshot)> {
    PROVIDERS.iter().chain([&BUILT_IN])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_needs_no_argument_and_says_its_arn() {
        let bucket = resource("aws_s3_bucket").unwrap();
        let arn = &bucket.attributes["arn"];
        assert!(arn.computed && !arn.optional && !arn.required);
        assert!(bucket.attributes.values().all(|attribute| !attribute.required));
        assert_eq!(bucket.attributes["tags"].ty, Type::Map(Box::new(Type::String)));
        assert!(bucket.attributes["acl"].deprecated);
    }

    #[test]
    fn a_workspace_needs_its_account_and_its_token_is_a_block() {
        let workspace = resource("databricks_mws_workspaces").unwrap();
        assert!(workspace.attributes["account_id"].required);
        assert!(workspace.attributes["account_id"].sensitive);
        let token = &workspace.blocks["token"];
        assert_eq!((token.nesting, token.min_items, token.max_items), (Nesting::List, 0, 1));
        assert!(token.block.attributes["lifetime_seconds"].optional);
    }

    #[test]
    fn a_sleep_is_known() {
        let sleep = resource("time_sleep").unwrap();
        assert!(sleep.attributes["create_duration"].optional);
        assert!(sleep.blocks.is_empty());
    }

    #[test]
    fn terraform_data_is_known_but_its_provider_needs_no_source() {
        assert_eq!(resource("terraform_data").unwrap().attributes["input"].ty, Type::Dynamic);
        assert_eq!(provider_source("terraform"), None);
    }

    #[test]
    fn an_object_in_an_attribute_keeps_its_own_attributes() {
        let permission = &resource("databricks_app").unwrap().attributes["resources"];
        let Type::List(object) = &permission.ty else { panic!("{:?}", permission.ty) };
        let Type::Object(attributes) = &**object else { panic!("{object:?}") };
        assert!(attributes["name"].required && attributes["description"].optional);
    }

    #[test]
    fn providers_are_configured_by_their_own_schemas() {
        assert!(provider("aws").unwrap().blocks.contains_key("assume_role"));
        assert!(provider("databricks").unwrap().attributes["account_id"].optional);
        assert_eq!(provider("time"), Some(Block::default()));
    }

    #[test]
    fn the_snapshot_says_what_it_was_taken_from() {
        assert_eq!(provider_source("databricks"), Some("databricks/databricks"));
        assert_eq!(provider_versions()["databricks"], "1.126.0");
    }

    #[test]
    fn what_no_provider_has_is_unknown() {
        for name in ["", "aws", "aws_", "aws_s3_bucke", "aws_s3_buckets", "zzz_x", "data aws_ami"] {
            assert_eq!(resource(name), None, "{name}");
        }
        assert_eq!(resource("aws_availability_zones"), None);
        assert!(data_source("aws_availability_zones").is_some());
        assert_eq!(provider("google"), None);
    }

    #[test]
    fn every_entry_is_found_and_read() {
        assert!(resource_types().count() > 1_600);
        for name in resource_types() {
            assert!(resource(name).is_some(), "{name}");
        }
        for name in data_source_types() {
            assert!(data_source(name).is_some(), "{name}");
        }
    }

    #[test]
    fn snapshots_are_sorted_ascii() {
        for (local, snapshot) in snapshots() {
            assert!(snapshot.0.is_ascii(), "{local}");
            assert!(snapshot.keys().is_sorted_by(|a, b| a < b), "{local}");
        }
    }
}
