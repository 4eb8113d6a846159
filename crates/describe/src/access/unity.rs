//! What Unity Catalog governs: metastores, catalogs with what is in them, and external locations.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::sections::catalogs::{Catalog, Isolation, Schema};
use blueprint::sections::grants::Securable as Kind;
use blueprint::sections::metastore::WhichMetastore;
use blueprint::{Workspace, names};

use super::grants::{Level, holders};
use super::{Context, Reach, Securable, SecurableKind};
use crate::shown::data_bucket;

/// Workspaces with the same metastore: those of a region and an account.
type Metastores<'a> = BTreeMap<(&'static str, String), Vec<&'a Workspace>>;

pub(super) fn securables(context: &Context) -> Vec<Securable> {
    let mut metastores = Metastores::new();
    for workspace in context.arch.workspaces.iter().filter(|it| it.metastore.is_unity_catalog()) {
        let account = workspace.databricks_account_id.as_ref().map(|id| id.to_string());
        let key = (workspace.region.name(), account.unwrap_or_default());
        metastores.entry(key).or_default().push(workspace);
    }
    let mut all = Vec::new();
    for ((region, _), workspaces) in &metastores {
        all.push(metastore(context, region, workspaces));
        for (name, shares) in catalogs(workspaces) {
            all.extend(catalog(context, name, &shares, workspaces));
        }
    }
    let unity = metastores.values().flatten();
    all.extend(unity.flat_map(|workspace| locations(context, workspace)));
    all
}

fn metastore(context: &Context, region: &str, workspaces: &[&Workspace]) -> Securable {
    let name = format!("metastore of {region}");
    let mut level = Level::new(Kind::Metastore, &name);
    for workspace in workspaces {
        level.add(&workspace.metastore.granted);
    }
    let reached: Vec<_> = workspaces.iter().map(|it| reach(it)).collect();
    let provisions = workspaces.iter().map(|workspace| match &*workspace.metastore.provision {
        WhichMetastore::Automatic => "assigned by Databricks".to_owned(),
        WhichMetastore::Create => "made by Terraform".to_owned(),
        WhichMetastore::Existing(id) => format!("{id}, there already"),
    });
    let provisions: BTreeSet<_> = provisions.collect();
    let mut notes = Vec::new();
    if workspaces.iter().any(|it| *it.metastore.provision == WhichMetastore::Automatic) {
        // Source: docs.databricks.com/aws/en/data-governance/unity-catalog/manage-privileges/admin-privileges,
        // read 2026-06.
        let note = "Databricks lets the admins of each workspace create catalogs, external locations, credentials, connections and shares in it";
        notes.push(note.to_owned());
    }
    Securable {
        kind: SecurableKind::Metastore,
        within: None,
        facts: provisions.into_iter().collect(),
        has_own_grants: !level.granted.is_empty(),
        holders: holders(context, &[&level], &reached),
        reached_from: reached,
        notes,
        aliases: vec!["metastore".to_owned()],
        name,
    }
}

fn reach(workspace: &Workspace) -> Reach {
    Reach { workspace: workspace.name.to_string(), read_only: false }
}

/// A catalog as each workspace knows it that names it.
type Shares<'a> = Vec<(&'a Workspace, &'a Catalog)>;

fn catalogs<'a>(workspaces: &[&'a Workspace]) -> BTreeMap<&'a str, Shares<'a>> {
    let mut all: BTreeMap<&str, Shares> = BTreeMap::new();
    for workspace in workspaces {
        for catalog in &workspace.catalogs {
            all.entry(catalog.name.as_str()).or_default().push((workspace, catalog));
        }
    }
    all
}

/// The catalog, its schemas and their volumes, each after what it is in.
fn catalog(
    context: &Context,
    name: &str,
    shares: &Shares,
    workspaces: &[&Workspace],
) -> Vec<Securable> {
    let mut level = Level::new(Kind::Catalog, name);
    // Only the workspace that has it grants on the catalog itself.
    for (_, catalog) in shares.iter().filter(|(_, catalog)| catalog.loan().is_none()) {
        level.add(&catalog.granted);
    }
    let is_open =
        shares.iter().any(|(_, it)| it.isolation().is_some_and(|it| **it == Isolation::Open));
    let reached: Vec<_> = if is_open {
        workspaces.iter().map(|it| reach(it)).collect()
    } else {
        shares
            .iter()
            .map(|(workspace, catalog)| {
                let read_only = catalog.loan().is_some_and(|loan| *loan.read_only);
                Reach { read_only, ..reach(workspace) }
            })
            .collect()
    };
    let mut all = vec![Securable {
        kind: SecurableKind::Catalog,
        name: name.to_owned(),
        within: None,
        facts: facts(shares, is_open, &reached),
        has_own_grants: true,
        holders: holders(context, &[&level], &reached),
        reached_from: reached.clone(),
        notes: others(shares.iter().any(|(_, catalog)| catalog.is_existing())),
        aliases: Vec::new(),
    }];
    let mut schemas: BTreeMap<&str, Vec<(&Workspace, &Schema)>> = BTreeMap::new();
    for (workspace, catalog) in shares {
        for schema in &catalog.schemas {
            schemas.entry(schema.name.as_str()).or_default().push((workspace, schema));
        }
    }
    for (schema, shares) in schemas {
        all.extend(schema_and_volumes(context, &level, schema, &shares, &reached));
    }
    all
}

fn others(is_existing: bool) -> Vec<String> {
    let note = "it was there before: others may have been granted something on it";
    if is_existing { vec![note.to_owned()] } else { Vec::new() }
}

fn facts(shares: &Shares, is_open: bool, reached: &[Reach]) -> Vec<String> {
    let mut facts = Vec::new();
    if is_open {
        facts.push("open to every workspace of the metastore".to_owned());
    } else {
        let from: Vec<_> = reached.iter().map(ToString::to_string).collect();
        let word =
            if shares.iter().any(|(_, it)| it.is_existing()) { "used from" } else { "isolated to" };
        facts.push(format!("{word} {}", from.join(", ")));
    }
    for (workspace, catalog) in shares {
        if let Some(storage) = catalog.storage() {
            facts.push(format!("tables in bucket {}", data_bucket(workspace, storage)));
        }
    }
    facts
}

fn schema_and_volumes(
    context: &Context,
    catalog: &Level,
    schema: &str,
    shares: &[(&Workspace, &Schema)],
    reached: &[Reach],
) -> Vec<Securable> {
    let mut level = Level::new(Kind::Schema, format!("{}.{schema}", catalog.name));
    for (_, schema) in shares {
        level.add(&schema.granted);
    }
    let mut all = vec![Securable {
        kind: SecurableKind::Schema,
        name: level.name.clone(),
        within: Some(catalog.name.clone()),
        facts: Vec::new(),
        has_own_grants: !level.granted.is_empty(),
        holders: holders(context, &[&level, catalog], reached),
        reached_from: reached.to_vec(),
        notes: others(shares.iter().any(|(_, schema)| *schema.existing)),
        aliases: vec![schema.to_owned()],
    }];
    for (workspace, written) in shares {
        for volume in &written.volumes {
            let name = format!("{}.{}", level.name, volume.name);
            let mut inner = Level::new(Kind::Volume, &name);
            inner.add(&volume.granted);
            let bucket = volume.bucket.as_ref().map(|bucket| data_bucket(workspace, bucket));
            let folder = volume.path.as_ref().map(|path| format!(", folder {}", **path));
            all.push(Securable {
                kind: SecurableKind::Volume,
                name,
                within: Some(level.name.clone()),
                facts: vec![match bucket {
                    Some(bucket) => {
                        format!("files in bucket {bucket}{}", folder.unwrap_or_default())
                    }
                    None => "files where the catalog's tables are".to_owned(),
                }],
                has_own_grants: !inner.granted.is_empty(),
                holders: holders(context, &[&inner, &level, catalog], reached),
                reached_from: reached.to_vec(),
                notes: Vec::new(),
                aliases: vec![volume.name.to_string()],
            });
        }
    }
    all
}

/// Buckets that Unity Catalog keeps. Their locations are isolated to the workspace that makes them.
fn locations(context: &Context, workspace: &Workspace) -> Vec<Securable> {
    let kept = workspace.buckets.iter().filter(|bucket| bucket.is_in_unity_catalog());
    let location = |bucket: &blueprint::sections::buckets::Bucket| {
        let name = data_bucket(workspace, &bucket.key);
        let mut level = Level::new(Kind::ExternalLocation, &name);
        level.add(&bucket.granted);
        let reached = vec![reach(workspace)];
        let location = names::external_location(workspace, &bucket.key);
        let mut facts =
            vec![format!("external location {location}, isolated to {}", *workspace.name)];
        let held = holds(workspace, &bucket.key);
        if !held.is_empty() {
            facts.push(format!("holds {}, each as granted there", held.join(", ")));
        }
        Securable {
            kind: SecurableKind::Bucket,
            within: None,
            facts,
            has_own_grants: !level.granted.is_empty(),
            holders: holders(context, &[&level], &reached),
            reached_from: reached,
            notes: Vec::new(),
            aliases: vec![bucket.key.to_string()],
            name,
        }
    };
    kept.map(location).collect()
}

/// What of Unity Catalog lies in a bucket: whoever may read that reads it there.
fn holds(workspace: &Workspace, bucket: &blueprint::values::Name) -> Vec<String> {
    let mut holds = Vec::new();
    for catalog in &workspace.catalogs {
        if catalog.storage().is_some_and(|storage| **storage == *bucket) {
            holds.push(format!("the tables of {}", catalog.name));
        }
        for schema in &catalog.schemas {
            let volumes = schema.volumes.iter();
            let here = volumes.filter(|volume| volume.bucket.as_deref() == Some(bucket));
            holds.extend(here.map(|volume| {
                format!("the files of {}.{}.{}", catalog.name, schema.name, volume.name)
            }));
        }
    }
    holds
}
