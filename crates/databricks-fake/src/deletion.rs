//! How objects go: what refers to them keeps them, goes with them, or lets go of them.

use serde_json::Value;

use crate::account::Account;
use crate::entity::Entity;
use crate::object::{Object, plain};
use crate::reference::{Forced, InUse, OnDelete, Rest, is_being_used};
use crate::refused::Refused;
use crate::request::Force;
use crate::world::{Declared, Relation};

/// Deletes an object, and whatever a declared reference to it says goes along. All of it is refused if something that
/// does not go along refuses.
pub(crate) fn delete(
    entity: &Entity,
    id: &str,
    force: Force,
    account: &mut Account,
    declared: &Declared,
) -> Result<Value, Refused> {
    let object = account.get(entity.collection, id).cloned();
    let object = object.ok_or_else(|| Refused::absent(entity.noun, id))?;
    entity.before_deletion.iter().try_for_each(|check| check(&object))?;
    let Entity { collection, noun, .. } = *entity;
    let first = Going { collection, noun, id: id.to_owned(), object: object.clone() };
    let going = all_going(first, force, account, declared);
    for one in &going {
        let mut relations = declared.referring_to(one.collection);
        relations.try_for_each(|it| refuses(it, one, force, &going, account))?;
    }
    for one in &going {
        account.remove(one.collection, &one.id);
        let relations = declared.referring_to(one.collection);
        relations.for_each(|it| detach(it, one, account));
    }
    Ok(Value::from(object))
}

/// An object that is being deleted.
struct Going {
    collection: &'static str,
    noun: &'static str,
    id: String,
    object: Object,
}

/// What is deleted first, and what cascades from it.
fn all_going(first: Going, force: Force, account: &Account, declared: &Declared) -> Vec<Going> {
    let mut going = vec![first];
    let mut at = 0;
    while at < going.len() {
        let relations = declared.referring_to(going[at].collection);
        for relation in relations.filter(|it| cascades(it, force)) {
            let more: Vec<Going> = referrers(relation, &going[at], &going, account)
                .map(|(id, object)| Going {
                    collection: relation.collection,
                    noun: relation.noun,
                    id: id.to_owned(),
                    object: object.clone(),
                })
                .collect();
            going.extend(more);
        }
        at += 1;
    }
    going
}

fn cascades(relation: &Relation, force: Force) -> bool {
    match relation.reference.on_delete {
        OnDelete::Cascade => true,
        OnDelete::RefuseUnlessForced(_, Forced::Cascade) => force == Force::Yes,
        _ => false,
    }
}

/// Objects that refer to one that is going, and are not going themselves.
fn referrers<'a>(
    relation: &'a Relation,
    target: &'a Going,
    going: &'a [Going],
    account: &'a Account,
) -> impl Iterator<Item = (&'a str, &'a Object)> {
    let stays =
        |id: &str| !going.iter().any(|it| it.collection == relation.collection && it.id == id);
    account.with_ids(relation.collection).filter(move |(id, referrer)| {
        relation.reference.names(referrer, &target.id, &target.object) && stays(id)
    })
}

fn refuses(
    relation: &Relation,
    target: &Going,
    force: Force,
    going: &[Going],
    account: &Account,
) -> Result<(), Refused> {
    let words = match relation.reference.on_delete {
        OnDelete::Refuse => is_being_used,
        OnDelete::RefuseUnlessForced(words, _) if force == Force::No => words,
        _ => return Ok(()),
    };
    let referrers: Vec<_> = referrers(relation, target, going, account).collect();
    let Some((_, referrer)) = referrers.first() else { return Ok(()) };
    Err(words(&InUse {
        target_noun: target.noun,
        target: &target.object,
        referrer_noun: relation.reference.noun.unwrap_or(relation.noun),
        referrer_id: &plain(&referrer[relation.id]),
        referrers: referrers.len(),
    }))
}

fn detach(relation: &Relation, target: &Going, account: &mut Account) {
    let OnDelete::Detach(detach) = relation.reference.on_delete else { return };
    let referrers: Vec<(String, Object)> = referrers(relation, target, &[], account)
        .map(|(id, referrer)| (id.to_owned(), referrer.clone()))
        .collect();
    for (id, mut referrer) in referrers {
        match detach(&mut referrer, &target.object) {
            Rest::Something => account.put(relation.collection, &id, referrer),
            Rest::Nothing => drop(account.remove(relation.collection, &id)),
        }
    }
}
