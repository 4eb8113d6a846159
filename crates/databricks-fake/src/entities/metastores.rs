//! Metastores of Unity Catalog: one in a region.

use blueprint::values::Region;
use http::Method;
use serde_json::{Value, json};

use crate::account::Account;
use crate::entity::{Changes, Entity, Envelope, Name, Partial};
use crate::object::{Object, text};
use crate::refused::Refused;
use crate::world::{Surroundings, World};

pub(crate) const ENTITY: Entity = Entity {
    collection: "metastores",
    noun: "Metastore",
    id: "metastore_id",
    name: Some(Name { field: "name", shortest: 1, longest: 255 }),
    required: &["name", "region"],
    optional: &["storage_root", "external_access_enabled"],
    checks: &[region_is_known, one_in_a_region, sharing_has_a_lifetime],
    complete,
    changes: Changes::Some(Partial {
        method: |method| method == Method::PUT,
        fields: &[
            "delta_sharing_organization_name",
            "delta_sharing_recipient_token_lifetime_in_seconds",
            "delta_sharing_scope",
            "external_access_enabled",
            "owner",
            "privilege_model_version",
            "storage_root_credential_id",
        ],
        ..Partial::PLAIN
    }),
    envelope: Some(Envelope { one: Some("metastore_info"), many: "metastores" }),
    ..Entity::PLAIN
};

/// The id of the region's metastore, unless somebody made it by the API; where there is none, Databricks makes
/// one, which is nobody's to delete.
pub(crate) fn assigned_by_itself(
    region: &str,
    account: &mut Account,
    around: Surroundings,
) -> Option<String> {
    let here = |it: &&Object| text(it, "region") == Some(region);
    if let Some(metastore) = account.all(ENTITY.collection).find(here) {
        let by_itself = text(metastore, "created_by") != Some("rehearsal");
        return by_itself.then(|| text(metastore, ENTITY.id).unwrap_or_default().to_owned());
    }
    let mut metastore = automatic(region);
    let id = account.fresh_id(ENTITY.collection, ENTITY.ids, &metastore);
    metastore.insert(ENTITY.id.to_owned(), json!(id));
    complete(&mut metastore, &World::new(account, around));
    account.put_preexisting(ENTITY.collection, &id, metastore);
    Some(id)
}

/// As Databricks makes it: `metastore_aws_eu_west_1`, without a storage root.
fn automatic(region: &str) -> Object {
    let name = format!("metastore_aws_{}", region.replace('-', "_"));
    let fields = [
        ("name", name.as_str()),
        ("region", region),
        ("owner", "System user"),
        ("created_by", "System user"),
    ];
    fields.into_iter().map(|(field, value)| (field.to_owned(), json!(value))).collect()
}

/// As it is there before the first request.
pub(crate) fn preexisting(id: &str, name: &str, region: &str) -> Value {
    json!({
        "metastore_id": id,
        "name": name,
        "region": region,
        "cloud": "aws",
        "global_metastore_id": format!("aws:{region}:{id}"),
        "owner": "System user",
        "privilege_model_version": "1.0",
        "delta_sharing_scope": "INTERNAL",
    })
}

fn complete(object: &mut Object, world: &World) {
    let now = json!(world.milliseconds());
    let region = text(object, "region").unwrap_or_default();
    let id = text(object, "metastore_id").unwrap_or_default();
    let global = format!("aws:{region}:{id}");
    object.insert("cloud".to_owned(), json!("aws"));
    object.insert("global_metastore_id".to_owned(), json!(global));
    object.entry("owner").or_insert(json!("rehearsal"));
    object.entry("privilege_model_version").or_insert(json!("1.0"));
    object.entry("delta_sharing_scope").or_insert(json!("INTERNAL"));
    object.entry("created_at").or_insert(now.clone());
    object.entry("created_by").or_insert(json!("rehearsal"));
    object.insert("updated_at".to_owned(), now);
    object.insert("updated_by".to_owned(), json!("rehearsal"));
}

fn region_is_known(object: &Object, _: &World) -> Result<(), Refused> {
    let region = text(object, "region").unwrap_or_default();
    Region::parse(region).map(|_| ()).map_err(|mistake| Refused::invalid(mistake.message))
}

fn one_in_a_region(object: &Object, world: &World) -> Result<(), Refused> {
    let same = |other: &&Object| {
        other[ENTITY.id] != object[ENTITY.id] && other["region"] == object["region"]
    };
    let region = text(object, "region").unwrap_or_default();
    match world.account.all(ENTITY.collection).find(same) {
        Some(other) => Err(Refused::invalid(format!(
            "This account has reached the limit for metastores in region {region}: {} is there",
            text(other, "name").unwrap_or_default()
        ))),
        None => Ok(()),
    }
}

fn sharing_has_a_lifetime(object: &Object, _: &World) -> Result<(), Refused> {
    let external = text(object, "delta_sharing_scope") == Some("INTERNAL_AND_EXTERNAL");
    if external && !object.contains_key("delta_sharing_recipient_token_lifetime_in_seconds") {
        return Err(Refused::invalid(
            "delta_sharing_scope INTERNAL_AND_EXTERNAL needs delta_sharing_recipient_token_lifetime_in_seconds",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
