//! Who is in which group: a list at the group, read from both ends.

use serde_json::{Value, json};

use super::groups::{self, holding};
use super::kinds::{find, put_values, values};
use crate::account::{Account, Object};
use crate::fields::text;
use crate::refused::Refused;
use crate::world::World;

pub(super) fn are_there(group: &Object, world: &World) -> Result<(), Refused> {
    match values(group, "members").iter().find(|id| find(world.account, id).is_none()) {
        Some(id) => Err(Refused::invalid(format!("Member {id} does not exist in this account"))),
        None => Ok(()),
    }
}

/// Nor by way of others.
pub(super) fn no_group_holds_itself(group: &Object, world: &World) -> Result<(), Refused> {
    let id = text(group, groups::KIND.id).unwrap_or_default();
    let mut inside = values(group, "members");
    let mut at = 0;
    while let Some(member) = inside.get(at).cloned() {
        if member == id {
            return Err(Refused::invalid(format!("Group {id} cannot be a member of itself")));
        }
        let of_group = world.object(groups::KIND.collection, &member);
        let more = of_group.map(|group| values(group, "members")).unwrap_or_default();
        inside.extend(more.into_iter().filter(|it| !inside.contains(it)).collect::<Vec<_>>());
        at += 1;
    }
    Ok(())
}

/// The identity with its members by name, and the groups that it is in.
pub(super) fn shown(object: &Object, account: &Account) -> Object {
    let mut shown = object.clone();
    let members = values(object, "members");
    if object.contains_key("members") {
        shown.insert(
            "members".to_owned(),
            members.iter().map(|id| reference(account, id)).collect(),
        );
    }
    let id = text(object, groups::KIND.id).unwrap_or_default();
    let groups = holding(account, id).filter_map(|group| text(group, groups::KIND.id));
    shown.insert("groups".to_owned(), groups.map(|id| reference(account, id)).collect());
    shown
}

pub(super) fn reference(account: &Account, id: &str) -> Value {
    let Some((kind, object)) = find(account, id) else { return json!({ "value": id }) };
    let display = text(object, "displayName").unwrap_or_default();
    json!({ "value": id, "display": display, "$ref": format!("{}/{id}", kind.segment) })
}

/// Out of every group, with the identity that is gone.
pub(super) fn forget(account: &mut Account, id: &str) {
    let holding: Vec<Object> = holding(account, id).cloned().collect();
    for mut group in holding {
        let others: Vec<_> =
            values(&group, "members").into_iter().filter(|member| member != id).collect();
        put_values(&mut group, "members", &others);
        let group_id = text(&group, groups::KIND.id).unwrap_or_default().to_owned();
        account.put(groups::KIND.collection, &group_id, group);
    }
}
