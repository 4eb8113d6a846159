//! Requests to one object: read, changed, deleted.

use http::{Method, Request};
use serde_json::Value;

use crate::account::Account;
use crate::deletion;
use crate::entity::Entity;
use crate::lifecycle;
use crate::refused::Refused;
use crate::request::{force, masked_body};
use crate::world::Surroundings;

pub(crate) fn answer(
    entity: &Entity,
    id: &str,
    account: &mut Account,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    match request.method() {
        &Method::GET => lifecycle::read(entity, id, account, around),
        &Method::DELETE => deletion::delete(entity, id, force(request), account, around.declared),
        method if entity.changes.by(method) => {
            lifecycle::change(entity, id, masked_body(request)?, account, around)
        }
        _ => Err(Refused::unknown_path(request)),
    }
}
