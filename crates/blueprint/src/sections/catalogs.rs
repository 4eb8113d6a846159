//! `[catalogs.<name>]`: what Unity Catalog holds, and who may do what with it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Label};
use crate::layer::{Section, layer_fields};
use crate::reading::{Reading, WrittenKey};
use crate::sections::grants::{self, GrantLine, Granted, Privilege, Securable, merge};
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{FolderPath, Name, Principal, UnityName};

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(rename = "Catalog")]
pub struct Written {
    /// `true`: the catalog is there already and stays as it is. What is granted here is added to what
    /// others grant.
    pub existing: Option<Entry<bool>>,
    /// Another workspace of the blueprint that has this catalog, in the same region: this one may use it
    /// too.
    pub from: Option<Entry<Name>>,
    /// With `from`: this workspace reads the catalog and changes nothing in it.
    pub read_only: Option<Entry<bool>>,
    /// Bucket that its tables lie in, of `[buckets]`. Left out, one of its own.
    pub storage: Option<Entry<Name>>,
    /// `isolated`: only this workspace sees it, and those that ask for it with `from`. `open`: every
    /// workspace of the region's metastore.
    pub isolation: Option<Entry<Isolation>>,
    /// Who may do what with everything in it.
    pub grants: grants::Written,
    /// Its schemas.
    pub schemas: BTreeMap<UnityName, Section<WrittenSchema>>,
}
layer_fields!(Written { existing, from, read_only, storage, isolation, grants, schemas });

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(rename = "Schema")]
pub struct WrittenSchema {
    /// `true`: the schema is there already, in a catalog that is. What is granted here is added to what others
    /// grant.
    pub existing: Option<Entry<bool>>,
    /// Who may do what with everything in it, beside what the catalog grants.
    pub grants: grants::Written,
    /// Its volumes, for files.
    pub volumes: BTreeMap<UnityName, Section<WrittenVolume>>,
}
layer_fields!(WrittenSchema { existing, grants, volumes });

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(rename = "Volume")]
pub struct WrittenVolume {
    /// Bucket of `[buckets]` that the files lie in. Left out, they lie where the catalog's tables do.
    pub bucket: Option<Entry<Name>>,
    /// Folder in that bucket.
    pub path: Option<Entry<FolderPath>>,
    /// Who may do what with it, beside what catalog and schema grant.
    pub grants: grants::Written,
}
layer_fields!(WrittenVolume { bucket, path, grants });

pub type WrittenAll = BTreeMap<UnityName, Section<Written>>;

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Isolation {
    Isolated,
    Open,
}

#[derive(Clone, Debug, Serialize)]
pub struct Catalog {
    pub name: UnityName,
    #[serde(skip)]
    pub is_existing: Sourced<bool>,
    pub existing: bool,
    /// It is another workspace's, which this one may use.
    pub from: Option<Sourced<Name>>,
    /// Full name of that workspace.
    pub owner_name: Option<Name>,
    pub read_only: Sourced<bool>,
    /// We create it, in this workspace's stack.
    pub create: bool,
    /// Key of its bucket; none if it is not created here.
    pub storage: Option<Sourced<Name>>,
    /// Label of its bucket in addresses.
    pub storage_label: Option<String>,
    #[serde(skip)]
    pub isolation: Sourced<Isolation>,
    pub isolated: bool,
    #[serde(skip)]
    pub written_grants: grants::Written,
    /// What is granted on it, also what a grant further down needs of it.
    #[serde(skip)]
    pub granted: Granted,
    /// The same, as templates write it.
    pub grants: Vec<GrantLine>,
    pub schemas: Vec<Schema>,
    /// `[catalogs.<name>]` itself.
    #[serde(skip)]
    pub header: Span,
}

#[derive(Clone, Debug, Serialize)]
pub struct Schema {
    pub name: UnityName,
    /// In addresses: `sales__raw`.
    pub label: String,
    #[serde(skip)]
    pub is_existing: Sourced<bool>,
    pub existing: bool,
    #[serde(skip)]
    pub written_grants: grants::Written,
    #[serde(skip)]
    pub granted: Granted,
    /// The same, as templates write it.
    pub grants: Vec<GrantLine>,
    pub volumes: Vec<Volume>,
    #[serde(skip)]
    pub header: Span,
}

#[derive(Clone, Debug, Serialize)]
pub struct Volume {
    pub name: UnityName,
    /// In addresses: `sales__raw__landing`.
    pub label: String,
    /// None if its files lie where the catalog's tables do.
    pub bucket: Option<Sourced<Name>>,
    /// Label of its bucket in addresses.
    pub bucket_label: Option<String>,
    pub path: Option<Sourced<FolderPath>>,
    #[serde(skip)]
    pub written_grants: grants::Written,
    #[serde(skip)]
    pub granted: Granted,
    /// The same, as templates write it.
    pub grants: Vec<GrantLine>,
    #[serde(skip)]
    pub header: Span,
}

impl Catalog {
    /// Everybody whom something is granted on it or in it.
    pub fn principals(&self) -> impl Iterator<Item = &Principal> {
        let schemas = self.schemas.iter().flat_map(|schema| {
            schema.granted.keys().chain(schema.volumes.iter().flat_map(|it| it.granted.keys()))
        });
        self.granted.keys().chain(schemas)
    }

    /// Whether it, or something in it, is created.
    pub fn makes_something(&self) -> bool {
        let makes = |schema: &Schema| !schema.existing || !schema.volumes.is_empty();
        self.create || self.schemas.iter().any(makes)
    }

    /// Keys of the buckets that it keeps something in.
    pub fn buckets(&self) -> impl Iterator<Item = &Name> {
        let volumes = self.schemas.iter().flat_map(|schema| &schema.volumes);
        let volumes = volumes.filter_map(|volume| volume.bucket.as_deref());
        self.storage.as_deref().into_iter().chain(volumes)
    }
}

pub(crate) fn resolve(written: WrittenAll, reading: &mut Reading) -> Vec<Catalog> {
    written.into_iter().map(|(name, section)| catalog(name, section, reading)).collect()
}

/// Buckets that catalogs want by their own name, where no `[buckets]` has one.
pub(crate) fn implied_buckets(catalogs: &[Catalog]) -> Vec<(Name, Span)> {
    let wanted = catalogs.iter().filter_map(|catalog| catalog.storage.as_ref());
    let implied = wanted.filter(|storage| !storage.is_written());
    implied.map(|storage| ((**storage).clone(), storage.span())).collect()
}

fn catalog(name: UnityName, section: Section<Written>, reading: &mut Reading) -> Catalog {
    let Section { header, inherited: _, mut keys } = section;
    match keys.from.clone() {
        Some(from) => leave_to_owner(&mut keys, &Sourced::written("from", from), reading),
        // What could not be read may have decided.
        None if reading.has_lost(&format!("catalogs.{name}")) => {}
        None => leave_as_it_is(&mut keys, header, reading),
    }
    let Written { existing, from, read_only, storage, isolation, grants, schemas } = keys;
    let from = Reading::optional("from", from);
    let is_existing = reading.or("existing", existing, header, || false);
    let create = from.is_none() && !*is_existing;
    let storage = if create { storage_of(&name, storage, header, reading) } else { None };
    let isolation = reading.or("isolation", isolation, header, || Isolation::Isolated);
    let granted = grants::granted(&grants, Securable::Catalog);
    let mut catalog = Catalog {
        existing: *is_existing,
        is_existing,
        owner_name: None,
        read_only: reading.or("read-only", read_only, header, || false),
        create,
        storage_label: storage.as_ref().map(|storage| label(storage)),
        storage,
        isolated: *isolation == Isolation::Isolated,
        isolation,
        written_grants: grants,
        grants: Vec::new(),
        granted,
        schemas: schemas
            .into_iter()
            .map(|(schema, it)| resolve_schema(&name, schema, it, reading))
            .collect(),
        from,
        name,
        header,
    };
    reach(&mut catalog);
    catalog
}

/// Of a catalog that another workspace has, this one says whether it writes, and nothing else.
fn leave_to_owner(keys: &mut Written, from: &Sourced<Name>, reading: &mut Reading) {
    let Written { existing, from: _, read_only: _, storage, isolation, grants, schemas } = keys;
    let own = [
        WrittenKey::of("existing", existing.take().as_ref()),
        WrittenKey::of("storage", storage.take().as_ref()),
        WrittenKey::of("isolation", isolation.take().as_ref()),
    ];
    let grants = std::mem::take(grants);
    let grants = grants.values().map(|grant| WrittenKey::of("grants", Some(grant)));
    let schemas = std::mem::take(schemas);
    let schemas = schemas.values().map(|schema| WrittenKey::of_table("schemas", Some(schema)));
    let keys = own.into_iter().chain(grants).chain(schemas);
    reading.inapplicable(keys, from, "the other workspace decides on its catalog");
}

/// Of a catalog that nobody lends to the workspace.
fn leave_as_it_is(keys: &mut Written, header: Span, reading: &mut Reading) {
    let is_existing = reading.or("existing", keys.existing.clone(), header, || false);
    if let Some(read_only) = keys.read_only.take() {
        let label =
            Label::new(read_only.span, "every catalog of the workspace's own is written to");
        let message = "`read-only` does not apply";
        let diagnostic = Diagnostic::error("key-does-not-apply", message, label)
            .help("name the workspace that has the catalog with `from`, or remove the key");
        reading.diags.report(diagnostic);
    }
    if *is_existing {
        let keys = [
            WrittenKey::of("storage", keys.storage.take().as_ref()),
            WrittenKey::of("isolation", keys.isolation.take().as_ref()),
        ];
        reading.inapplicable(keys, &is_existing, "a catalog that is there stays as it is");
    }
}

fn label(bucket: &Name) -> String {
    bucket.as_str().replace('-', "_")
}

/// The bucket that is written, or one that is called as the catalog is.
fn storage_of(
    name: &UnityName,
    storage: Option<Entry<Name>>,
    header: Span,
    reading: &mut Reading,
) -> Option<Sourced<Name>> {
    if let Some(storage) = storage {
        return Some(Sourced::written("storage", storage));
    }
    match Name::parse(&name.as_str().trim_matches('_').replace('_', "-")) {
        Ok(bucket) => Some(Sourced::derived("storage", bucket, header)),
        Err(_) if reading.has_lost(&format!("catalogs.{name}")) => None,
        Err(_) => {
            reading.missing("storage", header, "storage = \"lake\"");
            None
        }
    }
}

fn resolve_schema(
    catalog: &UnityName,
    name: UnityName,
    section: Section<WrittenSchema>,
    reading: &Reading,
) -> Schema {
    let Section { header, inherited: _, keys: WrittenSchema { existing, grants, volumes } } =
        section;
    let label = format!("{catalog}__{name}");
    let is_existing = reading.or("existing", existing, header, || false);
    Schema {
        existing: *is_existing,
        is_existing,
        volumes: volumes
            .into_iter()
            .map(|(volume, it)| resolve_volume(&label, volume, it))
            .collect(),
        label,
        name,
        grants: Vec::new(),
        granted: grants::granted(&grants, Securable::Schema),
        written_grants: grants,
        header,
    }
}

fn resolve_volume(schema: &str, name: UnityName, section: Section<WrittenVolume>) -> Volume {
    let Section { header, inherited: _, keys: WrittenVolume { bucket, path, grants } } = section;
    let bucket = Reading::optional("bucket", bucket);
    Volume {
        label: format!("{schema}__{name}"),
        name,
        bucket_label: bucket.as_ref().map(|bucket| label(bucket)),
        bucket,
        path: Reading::optional("path", path),
        grants: Vec::new(),
        granted: grants::granted(&grants, Securable::Volume),
        written_grants: grants,
        header,
    }
}

/// Who is granted something within reaches it: nobody sees a schema without its catalog.
fn reach(catalog: &mut Catalog) {
    let (use_catalog, use_schema) = (Privilege::new("USE_CATALOG"), Privilege::new("USE_SCHEMA"));
    for schema in &mut catalog.schemas {
        for principal in schema.volumes.iter().flat_map(|volume| volume.granted.keys()) {
            merge(&mut schema.granted, principal, [use_schema.clone()].into());
        }
        for principal in schema.granted.keys() {
            merge(&mut catalog.granted, principal, [use_catalog.clone()].into());
        }
    }
}
