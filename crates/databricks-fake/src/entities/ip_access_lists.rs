//! IP access lists of a workspace, behind its own host, once they are switched on.
//!
//! As terraform-provider-databricks 1.126.0 asks (`access/resource_ip_access_list.go`), with the limits and errors that
//! databricks-sdk-go names (`service/settings`, `IpAccessListsInterface`).

use std::net::Ipv4Addr;

use blueprint::values::Cidr;
use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::entities::workspace_conf;
use crate::entity::{Changes, Entity, Partial, Paths};
use crate::form;
use crate::lifecycle;
use crate::object::{Object, text, texts};
use crate::object_path;
use crate::reference::Reference;
use crate::refused::Refused;
use crate::request::body;
use crate::world::{Surroundings, World};

pub(crate) const ENTITY: Entity = Entity {
    collection: "ip-access-lists",
    noun: "IP access list",
    id: "list_id",
    required: &["label", "list_type", "workspace_id"],
    optional: &["enabled", "ip_addresses"],
    checks: &[type_is_one, addresses_are_some, label_is_free, a_thousand_together, caller_gets_in],
    complete,
    changes: Changes::Some(Partial {
        method: |method| method == Method::PATCH || method == Method::PUT,
        fields: &["enabled", "ip_addresses", "label", "list_type"],
        ..Partial::PLAIN
    }),
    references: &[Reference::IN_A_WORKSPACE],
    paths: Paths::OfWorkspace(answer),
    ..Entity::PLAIN
};

/// Entries of all lists of a workspace.
const TOGETHER: usize = 1000;

/// The answer, if the path is that of lists.
pub(crate) fn answer(
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Option<Result<Value, Refused>> {
    let rest = request.uri().path().strip_prefix("/api/2.0/ip-access-lists")?;
    if !workspace_conf::has_ip_access_lists(account, workspace) {
        let message = "IP access list feature is disabled for this workspace";
        return Some(Err(Refused::switched_off(message)));
    }
    let id = rest.trim_start_matches('/');
    match (request.method(), id) {
        (&Method::POST, "") => Some(create(account, workspace, request, around)),
        (&Method::GET, "") => {
            let lists: Value =
                of(account, &workspace["workspace_id"]).cloned().map(shown).collect();
            Some(Ok(json!({ "ip_access_lists": lists })))
        }
        (_, "") => None,
        (method, id) => {
            let is_here = |list: &Object| text(list, ENTITY.id) == Some(id);
            if !of(account, &workspace["workspace_id"]).any(is_here) {
                return Some(Err(Refused::absent(ENTITY.noun, id)));
            }
            if method == Method::PUT
                && let Err(refused) = is_whole(request)
            {
                return Some(Err(refused));
            }
            let answer = object_path::answer(&ENTITY, id, account, request, around);
            Some(answer.map(|list| match list {
                Value::Object(list) if method != Method::DELETE => {
                    json!({ "ip_access_list": shown(list) })
                }
                _ => json!({}),
            }))
        }
    }
}

fn create(
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    let mut list = body(request)?;
    list.insert("workspace_id".to_owned(), workspace["workspace_id"].clone());
    match lifecycle::create(&ENTITY, list, account, around)? {
        Value::Object(list) => Ok(json!({ "ip_access_list": shown(list) })),
        other => Ok(other),
    }
}

/// A replacement leaves nothing out.
fn is_whole(request: &Request<Vec<u8>>) -> Result<(), Refused> {
    let list = body(request)?;
    let needed = ["label", "list_type", "ip_addresses", "enabled"];
    let absent: Vec<&str> = needed.into_iter().filter(|field| !list.contains_key(*field)).collect();
    if absent.is_empty() { Ok(()) } else { Err(form::missing(&absent)) }
}

fn of<'a>(account: &'a Account, workspace: &'a Value) -> impl Iterator<Item = &'a Object> {
    account.all(ENTITY.collection).filter(move |list| list.get("workspace_id") == Some(workspace))
}

/// The API does not say whose a list is.
fn shown(mut list: Object) -> Value {
    list.remove("workspace_id");
    list.into()
}

fn complete(list: &mut Object, world: &World) {
    let count = entries(list).count();
    list.insert("address_count".to_owned(), json!(count));
    list.entry("enabled").or_insert(json!(true));
    list.entry("created_at").or_insert_with(|| json!(world.milliseconds()));
    list.insert("updated_at".to_owned(), json!(world.milliseconds()));
}

fn entries(list: &Object) -> impl Iterator<Item = &str> {
    texts(list.get("ip_addresses")).into_iter()
}

/// An address is a range of one.
fn range(entry: &str) -> Option<Cidr> {
    let range = if entry.contains('/') { entry.to_owned() } else { format!("{entry}/32") };
    Cidr::parse(&range).ok()
}

fn type_is_one(list: &Object, _: &World) -> Result<(), Refused> {
    match text(list, "list_type") {
        Some("ALLOW" | "BLOCK") => Ok(()),
        other => Err(Refused::invalid(format!("Invalid list_type: {other:?}"))),
    }
}

fn addresses_are_some(list: &Object, _: &World) -> Result<(), Refused> {
    if entries(list).next().is_none() {
        return Err(Refused::invalid("ip_addresses cannot be empty"));
    }
    match entries(list).find(|entry| range(entry).is_none()) {
        Some(entry) => Err(Refused::invalid(format!("{entry} is no IPv4 address or CIDR"))),
        None => Ok(()),
    }
}

/// The words of the service, from the provider's test `TestAPIACLCreate_Error`.
fn label_is_free(list: &Object, world: &World) -> Result<(), Refused> {
    let same = |field: &str, other: &Object| other.get(field) == list.get(field);
    let mut others = others(list, world);
    match others.find(|other| same("label", other) && same("list_type", other)) {
        Some(_) => Err(Refused::already_exists(format!(
            "IP access list with type ({}) and label ({}) already exists",
            text(list, "list_type").unwrap_or_default(),
            text(list, "label").unwrap_or_default(),
        ))),
        None => Ok(()),
    }
}

fn a_thousand_together(list: &Object, world: &World) -> Result<(), Refused> {
    let all: usize = all(list, world).map(|list| entries(list).count()).sum();
    if all <= TOGETHER {
        return Ok(());
    }
    let message = format!("IP access lists of a workspace hold {TOGETHER} entries, not {all}");
    Err(Refused::too_many(message))
}

fn caller_gets_in(list: &Object, world: &World) -> Result<(), Refused> {
    let lists: Vec<&Object> = all(list, world).filter(|list| is_enabled(list)).collect();
    let callers = &world.settings.callers;
    if callers.iter().any(|caller| lets_in(&lists, *caller)) {
        return Ok(());
    }
    let callers: Vec<_> = callers.iter().map(Ipv4Addr::to_string).collect();
    let message = format!("the list would block your own address, {}", callers.join(", "));
    Err(Refused::unusable(message))
}

/// Nobody who is on a block list; of the others, where there is an allow list, those who are on one.
fn lets_in(lists: &[&Object], caller: Ipv4Addr) -> bool {
    let holds = |list: &&&Object| {
        let caller = range(&caller.to_string());
        let mut ranges = entries(list).filter_map(range);
        caller.is_some_and(|caller| ranges.any(|range| range.contains(caller)))
    };
    let of_type = |kind| lists.iter().filter(move |list| text(list, "list_type") == Some(kind));
    let is_blocked = of_type("BLOCK").any(|list| holds(&list));
    let is_open = of_type("ALLOW").next().is_none();
    !is_blocked && (is_open || of_type("ALLOW").any(|list| holds(&list)))
}

fn is_enabled(list: &Object) -> bool {
    list.get("enabled") != Some(&json!(false))
}

/// The workspace's other lists.
fn others<'a>(list: &'a Object, world: &World<'a>) -> impl Iterator<Item = &'a Object> {
    let lists = of(world.account, &list["workspace_id"]);
    lists.filter(|other| other.get(ENTITY.id) != list.get(ENTITY.id))
}

/// The same with the list as it is to be.
fn all<'a>(list: &'a Object, world: &World<'a>) -> impl Iterator<Item = &'a Object> {
    others(list, world).chain([list])
}

#[cfg(test)]
mod tests;
