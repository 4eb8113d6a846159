//! The account API: which path is which entity.

use std::collections::BTreeMap;

use blueprint::values::Partition;
use http::{Method, Request};
use serde_json::Value;

use crate::account::Account;
use crate::entities::ALL;
use crate::entity::{Entity, Paths};
use crate::lifecycle;
use crate::login::Scope;
use crate::object_path;
use crate::preexisting;
use crate::refused::Refused;
use crate::request::body;
use crate::world::Surroundings;

pub(crate) fn answer(
    accounts: &mut BTreeMap<String, Account>,
    partition: &Partition,
    scope: &Scope,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    let unknown = || Refused::unknown_path(request);
    let path = request.uri().path().strip_prefix("/api/").ok_or_else(unknown)?;
    let (version, path) = path.split_once("/accounts/").ok_or_else(unknown)?;
    let (id, rest) = path.split_once('/').ok_or_else(unknown)?;
    let account = entered(accounts, partition, scope, id)?;
    let segments: Vec<&str> = rest.split('/').collect();
    for entity in ALL {
        if let Paths::OfAccount(answer) = entity.paths
            && entity.version == version
            && let Some(answer) = answer(account, &segments, request, around)
        {
            return answer;
        }
    }
    match segments[..] {
        [collection] => {
            let entity = plain(version, collection).ok_or_else(unknown)?;
            of_collection(entity, account, request, around)
        }
        [collection, id] => {
            let entity = plain(version, collection).ok_or_else(unknown)?;
            object_path::answer(entity, id, account, request, around)
        }
        _ => Err(unknown()),
    }
}

fn plain(version: &str, collection: &str) -> Option<&'static Entity> {
    let mut plain = ALL.iter().copied().filter(|it| matches!(it.paths, Paths::Plain));
    plain.find(|it| it.version == version && it.collection == collection)
}

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
    let account =
        accounts.entry(id.to_owned()).or_insert_with(|| preexisting::account(id, partition));
    if account.partition.name != partition.name {
        let here = &account.partition.accounts_host;
        return Err(Refused::forbidden(format!("the account {id} is at {here}")));
    }
    Ok(account)
}

fn of_collection(
    entity: &Entity,
    account: &mut Account,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    match *request.method() {
        Method::GET => Ok(lifecycle::list(entity, account, around)),
        Method::POST => lifecycle::create(entity, body(request)?, account, around),
        _ => Err(Refused::unknown_path(request)),
    }
}
