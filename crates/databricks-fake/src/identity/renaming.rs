//! A group that gets another name keeps what it has: the service knows it by its id, and shows the name.
//!
//! Databricks, "Change the name of a group"; that permissions then show the new name is tried against the service by
//! databrickslabs/ucx, pull request 770. Users and service principals are known by names that never change.

use serde_json::{Value, json};

use crate::account::Account;
use crate::entities::{grants, object_permissions};
use crate::object::{Object, text};
use crate::world::Declared;

pub(crate) fn follow(account: &mut Account, from: &str, to: &str, declared: &Declared) {
    if from == to {
        return;
    }
    for securable in &declared.securables {
        in_each(account, securable.collection, |object| {
            if text(object, "owner") == Some(from) {
                object.insert("owner".to_owned(), json!(to));
            }
        });
    }
    in_each(account, object_permissions::ENTITY.collection, |held| {
        let list = held.get_mut("list").and_then(Value::as_array_mut).into_iter().flatten();
        for entry in list.filter(|entry| entry["group_name"] == from) {
            entry["group_name"] = json!(to);
        }
    });
    grants::follow(account, from, to);
}

fn in_each(account: &mut Account, collection: &'static str, change: impl Fn(&mut Object)) {
    let all: Vec<(String, Object)> =
        account.with_ids(collection).map(|(id, it)| (id.to_owned(), it.clone())).collect();
    for (id, mut object) in all {
        change(&mut object);
        account.put(collection, &id, object);
    }
}
