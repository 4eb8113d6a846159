//! Who is in which group: a list at the group, read from both ends.

use serde_json::{Value, json};

use crate::account::Account;
use crate::identity::identities::{GROUPS, ID, Type, find};
use crate::identity::scim::{put_values, values};
use crate::object::{Object, text};
use crate::reference::Rest;
use crate::refused::Refused;
use crate::world::World;

/// The groups of which somebody is a member.
pub(crate) fn holding<'a>(account: &'a Account, id: &str) -> impl Iterator<Item = &'a Object> {
    let id = id.to_owned();
    account.all(GROUPS.collection).filter(move |group| values(group, "members").contains(&id))
}

/// Nor by way of others.
pub(crate) fn no_group_holds_itself(group: &Object, world: &World) -> Result<(), Refused> {
    let id = text(group, ID).unwrap_or_default();
    let mut inside = values(group, "members");
    let mut at = 0;
    while let Some(member) = inside.get(at).cloned() {
        if member == id {
            return Err(Refused::invalid(format!("Group {id} cannot be a member of itself")));
        }
        let of_group = world.object(GROUPS.collection, &member);
        let more = of_group.map(|group| values(group, "members")).unwrap_or_default();
        inside.extend(more.into_iter().filter(|it| !inside.contains(it)).collect::<Vec<_>>());
        at += 1;
    }
    Ok(())
}

/// The identity with its members by name, and the groups that it is in.
pub(crate) fn shown(it: &Type, object: &Object, account: &Account) -> Object {
    let mut shown = object.clone();
    let members = values(object, "members");
    if object.contains_key("members") {
        shown.insert(
            "members".to_owned(),
            members.iter().map(|id| reference(account, id)).collect(),
        );
    }
    let id = text(object, ID).unwrap_or_default();
    let groups = holding(account, id).filter_map(|group| text(group, ID));
    if it.collection == GROUPS.collection {
        shown.insert("meta".to_owned(), json!({ "resourceType": "Group" }));
    }
    shown.insert("groups".to_owned(), groups.map(|id| reference(account, id)).collect());
    shown
}

pub(crate) fn reference(account: &Account, id: &str) -> Value {
    let Some((kind, object)) = find(account, id) else { return json!({ "value": id }) };
    let display = text(object, "displayName").unwrap_or_default();
    json!({ "value": id, "display": display, "$ref": format!("{}/{id}", kind.segment) })
}

/// Takes an identity that is gone out of a group.
pub(crate) fn leave(group: &mut Object, gone: &Object) -> Rest {
    let id = text(gone, ID).unwrap_or_default();
    let others: Vec<_> = values(group, "members").into_iter().filter(|it| it != id).collect();
    put_values(group, "members", &others);
    Rest::Something
}
