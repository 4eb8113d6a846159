//! The account API: which path is which entity.

use std::collections::BTreeMap;

use blueprint::values::Partition;
use http::{Method, Request};
use serde_json::Value;

use super::account::{Account, Object};
use super::entities::{
    self, metastore_assignments, network_options, network_policies, private_endpoint_rules,
};
use super::entity::{Changes, Kind};
use super::identity::{account_scim, applier, assignments};
use super::lifecycle::{self, Force};
use super::login::Scope;
use super::refused::Refused;
use super::world::Surroundings;

pub(super) fn answer(
    accounts: &mut BTreeMap<String, Account>,
    partition: &Partition,
    scope: &Scope,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    let unknown = || Refused::unknown_path(request);
    let path = request.uri().path().strip_prefix("/api/2.0/accounts/").ok_or_else(unknown)?;
    let (id, rest) = path.split_once('/').ok_or_else(unknown)?;
    let account = entered(accounts, partition, scope, id)?;
    let segments: Vec<&str> = rest.split('/').collect();
    for part in PARTS {
        if let Some(answer) = part(account, &segments, request, around) {
            return answer;
        }
    }
    match segments[..] {
        [collection] => {
            let kind = entities::kind(collection).ok_or_else(unknown)?;
            of_collection(kind, account, request, around)
        }
        [collection, id] => {
            let kind = entities::kind(collection).ok_or_else(unknown)?;
            of_object(kind, id, account, request, around)
        }
        _ => Err(unknown()),
    }
}

/// What has no path of its own, but is part of another's.
const PARTS: [Part; 5] = [
    account_scim::answer,
    assignments::answer,
    metastore_assignments::answer,
    network_options::answer,
    private_endpoint_rules::answer,
];

type Part =
    fn(&mut Account, &[&str], &Request<Vec<u8>>, Surroundings) -> Option<Result<Value, Refused>>;

/// An account exists once somebody logs in to it: on this console, with a token for it.
fn entered<'a>(
    accounts: &'a mut BTreeMap<String, Account>,
    partition: &Partition,
    scope: &Scope,
    id: &str,
) -> Result<&'a mut Account, Refused> {
    if *scope != Scope::Account(id.to_owned()) {
        return Err(Refused::forbidden(format!("the token is not for the account {id}")));
    }
    let account = accounts.entry(id.to_owned()).or_insert_with(|| new(id, partition));
    if account.partition.name != partition.name {
        let here = &account.partition.accounts_host;
        return Err(Refused::forbidden(format!("the account {id} is at {here}")));
    }
    Ok(account)
}

pub(super) fn new(id: &str, partition: &Partition) -> Account {
    let mut account = Account::new(id, partition.clone());
    network_policies::give_default(&mut account);
    applier::give(&mut account);
    account
}

fn of_collection(
    kind: &Kind,
    account: &mut Account,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    match *request.method() {
        Method::GET => Ok(lifecycle::list(kind, account, around)),
        Method::POST => lifecycle::create(kind, body(request)?, account, around),
        _ => Err(Refused::unknown_path(request)),
    }
}

pub(super) fn of_object(
    kind: &Kind,
    id: &str,
    account: &mut Account,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    match request.method() {
        &Method::GET => lifecycle::read(kind, id, account, around),
        &Method::DELETE => lifecycle::delete(kind, id, force(request), account),
        method if kind.changes.by(method) => {
            let body = masked(body(request)?, request)?;
            lifecycle::change(kind, id, body, account, around)
        }
        _ => Err(Refused::unknown_path(request)),
    }
}

impl Changes {
    fn by(self, method: &Method) -> bool {
        match self {
            Self::Never => false,
            Self::Whole => method == Method::PUT,
            Self::Some { method: is_it, .. } => is_it(method),
        }
    }
}

pub(super) fn body(request: &Request<Vec<u8>>) -> Result<Object, Refused> {
    let body = serde_json::from_slice(request.body());
    body.map_err(|error| Refused::malformed(format!("the body is no JSON object: {error}")))
}

pub(super) fn force(request: &Request<Vec<u8>>) -> Force {
    match parameter(request, "force") {
        Some("true") => Force::Yes,
        _ => Force::No,
    }
}

/// A mask must name what the body holds, and nothing else.
fn masked(body: Object, request: &Request<Vec<u8>>) -> Result<Object, Refused> {
    let Some(mask) = parameter(request, "update_mask") else { return Ok(body) };
    let mask = mask.replace("%2C", ",");
    let mask: Vec<&str> = mask.split(',').collect();
    if let Some(field) = mask.iter().find(|field| !body.contains_key(**field)) {
        return Err(Refused::invalid(format!("update_mask names {field}, the body does not")));
    }
    if let Some(field) = body.keys().find(|field| !mask.contains(&field.as_str())) {
        return Err(Refused::invalid(format!("update_mask does not name {field}, the body does")));
    }
    Ok(body)
}

pub(super) fn parameter<'a>(request: &'a Request<Vec<u8>>, name: &str) -> Option<&'a str> {
    let pairs = request.uri().query()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next()
}
