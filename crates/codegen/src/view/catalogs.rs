//! `buckets` and `catalogs`.

use blueprint::sections::buckets::{self, label};
use blueprint::sections::catalogs::{self, Isolation};
use blueprint::values::{BucketName, FolderPath, KmsKeyArn, Name, UnityName};
use blueprint::{Made, Workspace, names};
use serde::Serialize;

use super::grants::{GrantLine, lines};

#[derive(Debug, Serialize)]
pub(super) struct Bucket<'a> {
    key: &'a Name,
    label: &'a str,
    existing: Option<&'a BucketName>,
    create: bool,
    /// Of its objects; none for S3's own.
    kms_key: Option<&'a KmsKeyArn>,
    /// Names of the roles that read or write it.
    roles: Vec<String>,
    /// It exists now, and its stack may have made one before.
    forgotten: bool,
    /// Of a new bucket's name, before the id of the AWS account.
    name_start: String,
    in_unity_catalog: bool,
    /// Of the storage credential too.
    location_name: String,
    storage_role_name: String,
    grants: Vec<GrantLine<'a>>,
}

impl<'a> Bucket<'a> {
    pub(super) fn of(bucket: &'a buckets::Bucket, workspace: &Workspace) -> Self {
        Self {
            key: &bucket.key,
            label: &bucket.label,
            existing: bucket.existing.as_deref(),
            create: bucket.is_created(),
            kms_key: bucket.kms_key(),
            roles: names::bucket_roles(workspace, bucket),
            forgotten: workspace.forgotten.contains(&Made::Bucket(bucket.key.clone())),
            name_start: names::data_bucket(workspace, &bucket.key, ""),
            in_unity_catalog: bucket.is_in_unity_catalog(),
            location_name: names::external_location(workspace, &bucket.key),
            storage_role_name: names::storage_role(workspace, &bucket.key),
            grants: lines(&bucket.granted, workspace),
        }
    }
}

#[expect(clippy::struct_excessive_bools, reason = "templates ask for each by its name")]
#[derive(Debug, Serialize)]
pub(super) struct Catalog<'a> {
    name: &'a UnityName,
    /// In addresses.
    label: &'a str,
    existing: bool,
    /// It exists now, and its stack may have made it before.
    forgotten: bool,
    /// Key of the workspace that has it, where it is another's.
    from: Option<&'a Name>,
    /// Full name of that workspace.
    owner_name: Option<&'a Name>,
    read_only: bool,
    create: bool,
    /// Key of its bucket; none if it is not created here.
    storage: Option<&'a Name>,
    /// Label of its bucket in addresses.
    storage_label: Option<String>,
    isolated: bool,
    grants: Vec<GrantLine<'a>>,
    schemas: Vec<Schema<'a>>,
}

#[derive(Debug, Serialize)]
struct Schema<'a> {
    name: &'a UnityName,
    label: &'a str,
    existing: bool,
    /// It exists now, and its stack may have made it before.
    forgotten: bool,
    grants: Vec<GrantLine<'a>>,
    volumes: Vec<Volume<'a>>,
}

#[derive(Debug, Serialize)]
struct Volume<'a> {
    name: &'a UnityName,
    label: &'a str,
    /// None if its files lie where the catalog's tables do.
    bucket: Option<&'a Name>,
    /// Label of its bucket in addresses.
    bucket_label: Option<String>,
    path: Option<&'a FolderPath>,
    grants: Vec<GrantLine<'a>>,
}

impl<'a> Catalog<'a> {
    pub(super) fn of(catalog: &'a catalogs::Catalog, workspace: &Workspace) -> Self {
        let loan = catalog.loan();
        let storage = catalog.storage().map(|storage| &**storage);
        Self {
            name: &catalog.name,
            label: &catalog.label,
            existing: catalog.is_existing(),
            forgotten: workspace.forgotten.contains(&Made::Catalog(catalog.name.clone())),
            from: loan.map(|loan| &*loan.owner),
            owner_name: loan.and_then(|loan| loan.owner_name.as_ref()),
            read_only: loan.is_some_and(|loan| *loan.read_only),
            create: catalog.is_created(),
            storage,
            storage_label: storage.map(label),
            isolated: catalog.isolation().is_none_or(|it| **it == Isolation::Isolated),
            grants: lines(&catalog.granted, workspace),
            schemas: catalog.schemas.iter().map(|it| Schema::of(it, catalog, workspace)).collect(),
        }
    }
}

impl<'a> Schema<'a> {
    fn of(
        schema: &'a catalogs::Schema,
        catalog: &catalogs::Catalog,
        workspace: &Workspace,
    ) -> Self {
        let made = Made::Schema { catalog: catalog.name.clone(), name: schema.name.clone() };
        Self {
            name: &schema.name,
            label: &schema.label,
            existing: *schema.existing,
            forgotten: workspace.forgotten.contains(&made),
            grants: lines(&schema.granted, workspace),
            volumes: schema.volumes.iter().map(|volume| Volume::of(volume, workspace)).collect(),
        }
    }
}

impl<'a> Volume<'a> {
    fn of(volume: &'a catalogs::Volume, workspace: &Workspace) -> Self {
        Self {
            name: &volume.name,
            label: &volume.label,
            bucket: volume.bucket.as_deref(),
            bucket_label: volume.bucket.as_deref().map(label),
            path: volume.path.as_deref(),
            grants: lines(&volume.granted, workspace),
        }
    }
}
