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
    let path = request.uri().path().strip_prefix("/api/2.0/accounts/").ok_or_else(unknown)?;
    let (id, rest) = path.split_once('/').ok_or_else(unknown)?;
    let account = entered(accounts, partition, scope, id)?;
    let segments: Vec<&str> = rest.split('/').collect();
    for entity in ALL {
        if let Paths::OfAccount(answer) = entity.paths
            && let Some(answer) = answer(account, &segments, request, around)
        {
            return answer;
        }
    }
    match segments[..] {
        [collection] => {
            of_collection(plain(collection).ok_or_else(unknown)?, account, request, around)
        }
        [collection, id] => object_path::answer(
            plain(collection).ok_or_else(unknown)?,
            id,
            account,
            request,
            around,
        ),
        _ => Err(unknown()),
    }
}

fn plain(collection: &str) -> Option<&'static Entity> {
    let is_it = |it: &&Entity| it.collection == collection && matches!(it.paths, Paths::Plain);
    ALL.into_iter().find(is_it)
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
