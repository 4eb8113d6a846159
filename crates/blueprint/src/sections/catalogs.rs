//! `[catalogs.<name>]`: what Unity Catalog holds, and who may do what with it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Label};
use crate::layer::{Section, keys};
use crate::reading::{Reading, WrittenKey};
use crate::sections::grants::{self, Granted, Privilege, Securable, merge};
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{FolderPath, Name, Principal, UnityName};

keys! {
    "";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
    #[schemars(rename = "Catalog")]
    pub struct Written {
        /// `true`: the catalog is there already and stays as it is, under any name that Unity Catalog has. What is granted here is added to what
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
}

keys! {
    "";
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
}

keys! {
    "";
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
}

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

#[derive(Clone, Debug)]
pub struct Catalog {
    pub name: UnityName,
    /// In addresses.
    pub label: String,
    pub holding: Sourced<Holding>,
    pub written_grants: grants::Written,
    /// What is granted on it, also what a grant further down needs of it.
    pub granted: Granted,
    pub schemas: Vec<Schema>,
    /// `[catalogs.<name>]` itself.
    pub header: Span,
}

/// Whose a catalog is.
#[derive(Clone, Debug)]
pub enum Holding {
    /// We create it, in this workspace's stack.
    Create {
        /// Key of its bucket. None if its name is none for a bucket, which has been reported.
        storage: Option<Sourced<Name>>,
        isolation: Sourced<Isolation>,
    },
    /// It is there already, and stays as it is.
    Existing,
    /// It is another workspace's, which this one may use.
    From(Loan),
}

/// A catalog of another workspace.
#[derive(Clone, Debug)]
pub struct Loan {
    /// Key of that workspace.
    pub owner: Sourced<Name>,
    /// Its full name. None if there is no such workspace, which a rule refuses.
    pub owner_name: Option<Name>,
    pub read_only: Sourced<bool>,
}

#[derive(Clone, Debug)]
pub struct Schema {
    pub name: UnityName,
    /// In addresses: `sales__raw`.
    pub label: String,
    pub existing: Sourced<bool>,
    pub written_grants: grants::Written,
    pub granted: Granted,
    pub volumes: Vec<Volume>,
    pub header: Span,
}

#[derive(Clone, Debug)]
pub struct Volume {
    pub name: UnityName,
    /// In addresses: `sales__raw__landing`.
    pub label: String,
    /// None if its files lie where the catalog's tables do.
    pub bucket: Option<Sourced<Name>>,
    pub path: Option<Sourced<FolderPath>>,
    pub written_grants: grants::Written,
    pub granted: Granted,
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
        let makes = |schema: &Schema| !*schema.existing || !schema.volumes.is_empty();
        self.is_created() || self.schemas.iter().any(makes)
    }

    /// We create it, in this workspace's stack.
    pub fn is_created(&self) -> bool {
        matches!(*self.holding, Holding::Create { .. })
    }

    pub fn is_existing(&self) -> bool {
        matches!(*self.holding, Holding::Existing)
    }

    /// Every metastore has it, and nobody can create it.
    pub fn is_databricks_own(&self) -> bool {
        ["__databricks_internal", "samples", "system"].contains(&self.name.as_str())
    }

    /// The other workspace's that it is.
    pub fn loan(&self) -> Option<&Loan> {
        match &*self.holding {
            Holding::From(loan) => Some(loan),
            _ => None,
        }
    }

    /// Key of that workspace.
    pub fn from(&self) -> Option<&Sourced<Name>> {
        self.loan().map(|loan| &loan.owner)
    }

    /// Of one that is created: who sees it.
    pub fn isolation(&self) -> Option<&Sourced<Isolation>> {
        match &*self.holding {
            Holding::Create { isolation, .. } => Some(isolation),
            _ => None,
        }
    }

    /// Of one that is created: the key of its bucket.
    pub fn storage(&self) -> Option<&Sourced<Name>> {
        match &*self.holding {
            Holding::Create { storage, .. } => storage.as_ref(),
            _ => None,
        }
    }

    /// Keys of the buckets that it keeps something in.
    pub fn buckets(&self) -> impl Iterator<Item = &Name> {
        let volumes = self.schemas.iter().flat_map(|schema| &schema.volumes);
        let volumes = volumes.filter_map(|volume| volume.bucket.as_deref());
        self.storage().map(|storage| &**storage).into_iter().chain(volumes)
    }
}

/// `names`: full names of the blueprint's workspaces, by their keys.
pub(crate) fn resolve(
    written: WrittenAll,
    names: &BTreeMap<String, Name>,
    reading: &mut Reading,
) -> Vec<Catalog> {
    written.into_iter().map(|(name, section)| catalog(name, section, names, reading)).collect()
}

/// Buckets that catalogs want by their own name, where no `[buckets]` has one.
pub(crate) fn implied_buckets(catalogs: &[Catalog]) -> Vec<(Name, Span)> {
    let wanted = catalogs.iter().filter_map(Catalog::storage);
    let implied = wanted.filter(|storage| !storage.is_written());
    implied.map(|storage| ((**storage).clone(), storage.span())).collect()
}

fn catalog(
    name: UnityName,
    section: Section<Written>,
    names: &BTreeMap<String, Name>,
    reading: &mut Reading,
) -> Catalog {
    let Section { header, inherited: _, mut keys } = section;
    match keys.from.clone() {
        Some(from) => leave_to_owner(&mut keys, &Sourced::written(Written::from, from), reading),
        // What could not be read may have decided.
        None if reading.has_lost(&format!("catalogs.{name}")) => {}
        None => leave_as_it_is(&mut keys, header, reading),
    }
    let Written { existing, from, read_only, storage, isolation, grants, schemas } = keys;
    let read_only = reading.or(Written::read_only, read_only, header, || false);
    let holding = if let Some(owner) = Reading::optional(Written::from, from) {
        let owner_name = names.get(owner.as_str()).cloned();
        owner.clone().map(|_| Holding::From(Loan { owner, owner_name, read_only }))
    } else {
        let existing = reading.or(Written::existing, existing, header, || false);
        let own = if *existing {
            Holding::Existing
        } else {
            Holding::Create {
                storage: storage_of(&name, storage, header, reading),
                isolation: reading
                    .or(Written::isolation, isolation, header, || Isolation::Isolated),
            }
        };
        existing.map(|_| own)
    };
    let schemas: Vec<_> = schemas
        .into_iter()
        .map(|(schema, it)| resolve_schema(&name, schema, it, reading))
        .collect();
    let granted = reach(grants::granted(&grants, Securable::Catalog), &schemas);
    if matches!(*holding, Holding::Create { .. }) {
        refuse_backticks("catalog", &name, header, reading);
    }
    Catalog { label: name.label(), name, holding, written_grants: grants, granted, schemas, header }
}

/// What is created has a name that every query takes as it is.
fn refuse_backticks(what: &str, name: &UnityName, header: Span, reading: &mut Reading) {
    if name.is_plain() {
        return;
    }
    let message = format!("the {what} `{name}` would need backticks in every query");
    let label = Label::new(header, "is created");
    let mut help = "write lower-case letters, digits and `_`, and no digit first".to_owned();
    if what != "volume" {
        help.push_str("; what exists has any name: `existing = true`");
    }
    reading.diags.report(Diagnostic::error("malformed-value", message, label).help(help));
}

/// Of a catalog that another workspace has, this one says whether it writes, and nothing else.
fn leave_to_owner(keys: &mut Written, from: &Sourced<Name>, reading: &mut Reading) {
    let Written { existing, from: _, read_only: _, storage, isolation, grants, schemas } = keys;
    let own = [
        WrittenKey::of(Written::existing, existing.take().as_ref()),
        WrittenKey::of(Written::storage, storage.take().as_ref()),
        WrittenKey::of(Written::isolation, isolation.take().as_ref()),
    ];
    let grants = std::mem::take(grants);
    let grants = grants.values().map(|grant| WrittenKey::of(Written::grants, Some(grant)));
    let schemas = std::mem::take(schemas);
    let schemas =
        schemas.values().map(|schema| WrittenKey::of_table(Written::schemas, Some(schema)));
    let keys = own.into_iter().chain(grants).chain(schemas);
    reading.inapplicable(keys, from, "the workspace that creates the catalog sets these keys");
}

/// Of a catalog that nobody lends to the workspace.
fn leave_as_it_is(keys: &mut Written, header: Span, reading: &mut Reading) {
    let is_existing = reading.or(Written::existing, keys.existing.clone(), header, || false);
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
            WrittenKey::of(Written::storage, keys.storage.take().as_ref()),
            WrittenKey::of(Written::isolation, keys.isolation.take().as_ref()),
        ];
        reading.inapplicable(keys, &is_existing, "a catalog that is there stays as it is");
    }
}

/// The bucket that is written, or one that is called as the catalog is.
fn storage_of(
    name: &UnityName,
    storage: Option<Entry<Name>>,
    header: Span,
    reading: &mut Reading,
) -> Option<Sourced<Name>> {
    if let Some(storage) = storage {
        return Some(Sourced::written(Written::storage, storage));
    }
    match Name::parse(&name.as_str().trim_matches('_').replace('_', "-")) {
        Ok(bucket) => Some(Sourced::derived(Written::storage, bucket, header)),
        Err(_) if reading.has_lost(&format!("catalogs.{name}")) => None,
        Err(_) => {
            reading.missing(Written::storage, header, "storage = \"lake\"");
            None
        }
    }
}

fn resolve_schema(
    catalog: &UnityName,
    name: UnityName,
    section: Section<WrittenSchema>,
    reading: &mut Reading,
) -> Schema {
    let Section { header, inherited: _, keys: WrittenSchema { existing, grants, volumes } } =
        section;
    let label = format!("{}__{}", catalog.label(), name.label());
    let existing = reading.or(WrittenSchema::existing, existing, header, || false);
    if !*existing {
        refuse_backticks("schema", &name, header, reading);
    }
    let volumes = volumes.into_iter();
    let volumes: Vec<_> =
        volumes.map(|(volume, it)| resolve_volume(&label, volume, it, reading)).collect();
    let mut granted = grants::granted(&grants, Securable::Schema);
    // Who is granted something within reaches it.
    for principal in volumes.iter().flat_map(|volume| volume.granted.keys()) {
        merge(&mut granted, principal, [Privilege::new("USE_SCHEMA")].into());
    }
    Schema { name, label, existing, written_grants: grants, granted, volumes, header }
}

fn resolve_volume(
    schema: &str,
    name: UnityName,
    section: Section<WrittenVolume>,
    reading: &mut Reading,
) -> Volume {
    let Section { header, inherited: _, keys: WrittenVolume { bucket, path, grants } } = section;
    refuse_backticks("volume", &name, header, reading);
    Volume {
        label: format!("{schema}__{}", name.label()),
        name,
        bucket: Reading::optional(WrittenVolume::bucket, bucket),
        path: Reading::optional(WrittenVolume::path, path),
        granted: grants::granted(&grants, Securable::Volume),
        written_grants: grants,
        header,
    }
}

/// Nobody sees a schema without its catalog.
fn reach(mut catalog: Granted, schemas: &[Schema]) -> Granted {
    for principal in schemas.iter().flat_map(|schema| schema.granted.keys()) {
        merge(&mut catalog, principal, [Privilege::new("USE_CATALOG")].into());
    }
    catalog
}
