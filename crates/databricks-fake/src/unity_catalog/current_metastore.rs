//! The metastore of a workspace: `metastore_summary` and its kin.

use http::Method;
use serde_json::{Value, json};

use crate::account::Account;
use crate::object::plain;
use crate::refused::Refused;
use crate::unity_catalog::call::Call;
use crate::unity_catalog::place::ASSIGNMENTS;

pub(crate) fn answer(
    account: &mut Account,
    segments: &[&str],
    call: &Call,
) -> Option<Result<Value, Refused>> {
    if call.request.method() != Method::GET {
        return None;
    }
    match segments {
        ["metastore_summary"] => Some(read(account, &call.place.metastore)),
        ["metastores"] => {
            Some(read(account, &call.place.metastore).map(|it| json!({ "metastores": [it] })))
        }
        ["metastores", id] => Some(own(account, id, call)),
        ["current-metastore-assignment"] => {
            let workspace = plain(&call.place.workspace);
            let assignment = account.get(ASSIGNMENTS, &workspace);
            assignment.map(|it| Ok(it.clone().into()))
        }
        _ => None,
    }
}

/// A workspace sees its own only.
fn own(account: &Account, id: &str, call: &Call) -> Result<Value, Refused> {
    if id == call.place.metastore { read(account, id) } else { Err(absent(id)) }
}

fn read(account: &Account, id: &str) -> Result<Value, Refused> {
    let metastore = account.get("metastores", id).cloned();
    metastore.map(Value::from).ok_or_else(|| absent(id))
}

pub(crate) fn absent(id: &str) -> Refused {
    Refused::not_found("METASTORE_DOES_NOT_EXIST", format!("Metastore '{id}' does not exist."))
}
