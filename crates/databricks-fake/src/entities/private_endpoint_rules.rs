//! Private endpoints of serverless compute: each part of a network connectivity configuration, and of its path.

use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::entities::network_connectivity_configs as configs;
use crate::entity::{Changes, Entity, Envelope, Partial, Paths, stamp};
use crate::facts::Bucket;
use crate::ids::digest;
use crate::lifecycle;
use crate::object::{Object, text, texts};
use crate::object_path;
use crate::reference::{By, Reference};
use crate::refused::Refused;
use crate::request::body;
use crate::settings::Tier;
use crate::world::{Surroundings, World};

pub(crate) const ENTITY: Entity = Entity {
    collection: "private-endpoint-rules",
    noun: "Private endpoint rule",
    id: "rule_id",
    required: &["endpoint_service", "network_connectivity_config_id"],
    optional: &["domain_names", "resource_names"],
    checks: &[
        tier,
        service_is_of_the_region,
        destinations,
        buckets_of_the_region,
        thirty_in_a_region,
    ],
    complete,
    changes: Changes::Some(Partial {
        fields: &["domain_names", "enabled", "resource_names"],
        ..Partial::PLAIN
    }),
    settle,
    references: &[Reference {
        to: &[configs::ENTITY.collection],
        by: By::Ids(&["/network_connectivity_config_id"]),
        noun: Some("private endpoint rule"),
        ..Reference::PLAIN
    }],
    paths: Paths::OfAccount(answer),
    envelope: Some(Envelope { one: None, many: "items" }),
    ..Entity::PLAIN
};

/// Private endpoints in a region, and names behind one of them:
/// <https://docs.databricks.com/aws/en/resources/limits>
const IN_A_REGION: usize = 30;
const NAMES: usize = 10;

/// The answer, if the path is that of rules.
pub(crate) fn answer(
    account: &mut Account,
    segments: &[&str],
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Option<Result<Value, Refused>> {
    let [collection, config, rules, rest @ ..] = segments else { return None };
    if *collection != configs::ENTITY.collection || *rules != ENTITY.collection {
        return None;
    }
    if account.get(configs::ENTITY.collection, config).is_none() {
        return Some(Err(Refused::absent(configs::ENTITY.noun, config)));
    }
    match (request.method(), rest) {
        (&Method::POST, []) => Some(body(request).and_then(|mut rule| {
            rule.insert(configs::ENTITY.id.to_owned(), json!(config));
            lifecycle::create(&ENTITY, rule, account, around)
        })),
        (&Method::GET, []) => {
            let items: Value = of(config, account).cloned().map(Value::from).collect();
            Some(Ok(json!({ "items": items })))
        }
        (_, [rule]) if of(config, account).any(|it| text(it, ENTITY.id) == Some(rule)) => {
            Some(object_path::answer(&ENTITY, rule, account, request, around))
        }
        (_, [rule]) => Some(Err(Refused::absent(ENTITY.noun, rule))),
        _ => None,
    }
}

fn of<'a>(config: &'a str, account: &'a Account) -> impl Iterator<Item = &'a Object> {
    account
        .all(ENTITY.collection)
        .filter(move |rule| text(rule, configs::ENTITY.id) == Some(config))
}

fn complete(object: &mut Object, world: &World) {
    stamp(object, world);
    object.insert("updated_time".to_owned(), json!(world.milliseconds()));
    object.entry("connection_state").or_insert(json!("CREATING"));
    let endpoint = format!("vpce-{}", &digest(&object[ENTITY.id].to_string())[..17]);
    object.insert("vpc_endpoint_id".to_owned(), json!(endpoint));
}

/// S3 takes every endpoint; whoever owns another service has to accept it, which nobody does here.
fn settle(object: &Object, _: &World) -> Option<Object> {
    if text(object, "connection_state") != Some("CREATING") {
        return None;
    }
    let state = if is_s3(object) { "ESTABLISHED" } else { "PENDING" };
    let mut settled = object.clone();
    settled.insert("connection_state".to_owned(), json!(state));
    Some(settled)
}

fn service(rule: &Object) -> &str {
    text(rule, "endpoint_service").unwrap_or_default()
}

fn is_s3(rule: &Object) -> bool {
    service(rule).starts_with("com.amazonaws.") && service(rule).ends_with(".s3")
}

fn region<'a>(rule: &Object, world: &World<'a>) -> &'a str {
    let config =
        text(rule, configs::ENTITY.id).and_then(|id| world.object(configs::ENTITY.collection, id));
    config.and_then(|config| text(config, "region")).unwrap_or_default()
}

fn tier(_: &Object, world: &World) -> Result<(), Refused> {
    if world.has(Tier::Enterprise) {
        return Ok(());
    }
    Err(Refused::forbidden("Private endpoint rules need the pricing tier ENTERPRISE"))
}

fn service_is_of_the_region(rule: &Object, world: &World) -> Result<(), Refused> {
    let region = region(rule, world);
    let own = format!("com.amazonaws.vpce.{region}.vpce-svc-");
    if service(rule) == format!("com.amazonaws.{region}.s3") || service(rule).starts_with(&own) {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "endpoint_service must be com.amazonaws.{region}.s3 or {own}…, in the region of the network \
         connectivity configuration: {}",
        service(rule)
    )))
}

/// Buckets of S3, names of anything else.
fn destinations(rule: &Object, _: &World) -> Result<(), Refused> {
    let names = texts(rule.get("domain_names"));
    let buckets = texts(rule.get("resource_names"));
    match (is_s3(rule), names.len(), buckets.len()) {
        (true, 0, 1..) | (false, 1..=NAMES, 0) => Ok(()),
        (true, ..) => Err(Refused::invalid(
            "a private endpoint rule for S3 needs resource_names, and has no domain_names",
        )),
        (false, ..) => Err(Refused::invalid(format!(
            "a private endpoint rule for a VPC endpoint service needs 1 to {NAMES} domain_names, and has no \
             resource_names"
        ))),
    }
}

/// Of those that are known: a bucket may be anybody's.
fn buckets_of_the_region(rule: &Object, world: &World) -> Result<(), Refused> {
    let region = region(rule, world);
    let named = texts(rule.get("resource_names"));
    let elsewhere = |it: &&Bucket| named.contains(&it.name.as_str()) && it.region != region;
    match world.aws.buckets.iter().find(elsewhere) {
        Some(bucket) => Err(Refused::invalid(format!(
            "the bucket {} is in {}, the network connectivity configuration in {region}",
            bucket.name, bucket.region
        ))),
        None => Ok(()),
    }
}

fn thirty_in_a_region(rule: &Object, world: &World) -> Result<(), Refused> {
    let here = region(rule, world);
    let others = world.account.all(ENTITY.collection).filter(|it| it[ENTITY.id] != rule[ENTITY.id]);
    if others.filter(|other| region(other, world) == here).count() < IN_A_REGION {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "the account has {IN_A_REGION} private endpoints in {here} already"
    )))
}
