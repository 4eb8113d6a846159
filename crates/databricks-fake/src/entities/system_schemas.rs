//! Schemas of the catalog `system`, which Databricks keeps and a metastore's admin switches on.
//!
//! Names and states: Databricks, "Monitor account activity with system tables", and
//! terraform-provider-databricks 1.126.0, `catalog/resource_system_schema.go`, which takes two refusals for success
//! by their words.

use http::Method;
use serde_json::{Value, json};

use crate::account::Account;
use crate::entity::{Entity, Paths};
use crate::object::Object;
use crate::reference::{By, OnDelete, Reference};
use crate::refused::Refused;
use crate::unity_catalog::call::Call;
use crate::unity_catalog::current_metastore;

pub(crate) const ENTITY: Entity = Entity {
    collection: "system-schemas",
    noun: "system schema",
    id: "key",
    references: &[Reference {
        to: &["metastores"],
        by: By::Ids(&["/metastore_id"]),
        on_delete: OnDelete::Cascade,
        ..Reference::PLAIN
    }],
    paths: Paths::OfMetastore(answer),
    ..Entity::PLAIN
};

const SCHEMAS: [&str; 11] = [
    "access",
    "ai",
    "compute",
    "data_classification",
    "lakeflow",
    "marketplace",
    "mlflow",
    "query",
    "serving",
    "sharing",
    "storage",
];

/// On from the start, and not to be switched.
const OF_DATABRICKS: [&str; 2] = ["billing", "information_schema"];

pub(crate) fn answer(
    account: &mut Account,
    segments: &[&str],
    call: &Call,
) -> Option<Result<Value, Refused>> {
    let ["metastores", metastore, "systemschemas", rest @ ..] = segments else { return None };
    if *metastore != call.place.metastore {
        return Some(Err(current_metastore::absent(metastore)));
    }
    match (call.request.method(), rest) {
        (&Method::GET, []) => Some(Ok(list(account, metastore))),
        (&Method::PUT, [schema]) => Some(enable(account, metastore, schema)),
        (&Method::DELETE, [schema]) => Some(disable(account, metastore, schema)),
        _ => None,
    }
}

/// Whether `system.schema` can be queried.
pub(crate) fn is_on(account: &Account, metastore: &str, schema: &str) -> bool {
    OF_DATABRICKS.contains(&schema)
        || account.get(ENTITY.collection, &key(metastore, schema)).is_some()
}

fn list(account: &Account, metastore: &str) -> Value {
    let state = |schema: &str| {
        if is_on(account, metastore, schema) { "ENABLE_COMPLETED" } else { "AVAILABLE" }
    };
    let all = SCHEMAS.iter().chain(&OF_DATABRICKS);
    let all: Value = all.map(|it| json!({ "schema": it, "state": state(it) })).collect();
    json!({ "schemas": all })
}

fn enable(account: &mut Account, metastore: &str, schema: &str) -> Result<Value, Refused> {
    can_be_switched(schema, "enabled")?;
    if is_on(account, metastore, schema) {
        let message = format!("Schema '{schema}' already exists");
        return Err(Refused::already_exists(message));
    }
    let key = key(metastore, schema);
    let mut held = Object::new();
    held.insert("key".to_owned(), json!(key));
    held.insert("metastore_id".to_owned(), json!(metastore));
    account.put(ENTITY.collection, &key, held);
    Ok(json!({}))
}

fn disable(account: &mut Account, metastore: &str, schema: &str) -> Result<Value, Refused> {
    can_be_switched(schema, "disabled")?;
    account.remove(ENTITY.collection, &key(metastore, schema)).ok_or_else(|| absent(schema))?;
    Ok(json!({}))
}

fn can_be_switched(schema: &str, done: &str) -> Result<(), Refused> {
    if OF_DATABRICKS.contains(&schema) {
        let message = format!("{schema} system schema can only be {done} by Databricks");
        return Err(Refused::invalid(message));
    }
    if SCHEMAS.contains(&schema) { Ok(()) } else { Err(absent(schema)) }
}

fn absent(schema: &str) -> Refused {
    Refused::not_found("SCHEMA_DOES_NOT_EXIST", format!("Schema 'system.{schema}' does not exist."))
}

fn key(metastore: &str, schema: &str) -> String {
    format!("{metastore}/{schema}")
}

#[cfg(test)]
mod tests;
