//! Every declared reference, proven by really deleting what is referred to, in accounts that requests have filled.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{ALL, FILLED, declared};
use crate::account::Account;
use crate::deletion;
use crate::object::Object;
use crate::reference::{By, Forced, OnDelete};
use crate::refused::Refused;
use crate::request::Force;
use crate::testing::customer::{ACCOUNT, Customer};
use crate::testing::filled;
use crate::world::Relation;

/// What refers, and to what: ids in their collections.
struct Pair {
    user: String,
    used: String,
}

/// One way in which one entity refers to another.
struct Proof {
    relation: &'static Relation,
    to: &'static str,
    /// Where the id stands, if it is one.
    pointer: Option<&'static str>,
}

fn proofs() -> Vec<Proof> {
    let pointers = |relation: &Relation| match relation.reference.by {
        By::Ids(pointers) => pointers.iter().copied().map(Some).collect(),
        By::Test(_) => vec![None],
    };
    let mut proofs = Vec::new();
    for relation in &declared().relations {
        for to in relation.reference.to {
            for pointer in pointers(relation) {
                proofs.push(Proof { relation, to, pointer });
            }
        }
    }
    proofs
}

impl Proof {
    fn name(&self) -> String {
        format!("{} -> {} at {:?}", self.relation.collection, self.to, self.pointer)
    }

    fn pair(&self, account: &Account) -> Option<Pair> {
        let refers = |user: &Object, id: &str, used: &Object| {
            let is_set = |pointer: &str| Value::from(user.clone()).pointer(pointer).is_some();
            self.relation.reference.names(user, id, used) && self.pointer.is_none_or(is_set)
        };
        account.with_ids(self.relation.collection).find_map(|(user_id, user)| {
            let mut all = account.with_ids(self.to);
            let (id, _) = all.find(|(id, used)| refers(user, id, used))?;
            Some(Pair { user: user_id.to_owned(), used: id.to_owned() })
        })
    }

    /// The filled account in which the reference is there, without anything else that refers to the same.
    fn account(&self) -> Option<(Customer, Pair)> {
        FILLED.iter().find_map(|fill| {
            let mut customer = fill();
            let account = customer.databricks.accounts.get_mut(ACCOUNT)?;
            let pair = self.pair(account)?;
            self.isolate(&pair, account);
            Some((customer, pair))
        })
    }

    fn isolate(&self, pair: &Pair, account: &mut Account) {
        let used = account.get(self.to, &pair.used).unwrap().clone();
        for relation in declared().referring_to(self.to) {
            let users = account.with_ids(relation.collection);
            let others: Vec<String> = users
                .filter(|(_, user)| relation.reference.names(user, &pair.used, &used))
                .map(|(id, _)| id.to_owned())
                .filter(|id| (relation.collection, id) != (self.relation.collection, &pair.user))
                .collect();
            for id in others {
                account.remove(relation.collection, &id);
            }
        }
    }

    fn hold(&self) {
        let (mut customer, pair) = self
            .account()
            .unwrap_or_else(|| panic!("no filled account has {}: FILLED needs one", self.name()));
        let account = customer.databricks.accounts.get_mut(ACCOUNT).unwrap();
        let before = account.state();
        let (name, collection) = (self.name(), self.relation.collection);
        match self.relation.reference.on_delete {
            OnDelete::Refuse => {
                assert!(self.delete(&pair, Force::No, account).is_err(), "{name}");
                assert!(self.delete(&pair, Force::Yes, account).is_err(), "{name}");
                assert_eq!(account.state(), before, "{name}");
            }
            OnDelete::RefuseUnlessForced(_, forced) => {
                assert!(self.delete(&pair, Force::No, account).is_err(), "{name}");
                assert_eq!(account.state(), before, "{name}");
                self.delete(&pair, Force::Yes, account).unwrap();
                let is_there = account.get(collection, &pair.user).is_some();
                assert_eq!(is_there, forced == Forced::Keep, "{name}");
            }
            OnDelete::Cascade => {
                self.delete(&pair, Force::No, account).unwrap();
                assert!(account.get(collection, &pair.user).is_none(), "{name}");
            }
            OnDelete::Detach(_) => {
                self.delete(&pair, Force::No, account).unwrap();
                let user = account.get(collection, &pair.user);
                let left = user.map(|it| Value::from(it.clone()).to_string());
                assert!(left.is_none_or(|it| !it.contains(&pair.used)), "{name}");
            }
        }
        let is_there = account.get(self.to, &pair.used).is_some();
        let refuses = matches!(self.relation.reference.on_delete, OnDelete::Refuse);
        assert_eq!(is_there, refuses, "{name}");
    }

    fn delete(&self, pair: &Pair, force: Force, account: &mut Account) -> Result<Value, Refused> {
        let entity = ALL.iter().find(|it| it.collection == self.to).unwrap();
        deletion::delete(entity, &pair.used, force, account, declared())
    }
}

#[test]
fn every_reference_does_on_delete_what_it_says() {
    let proofs = proofs();
    assert!(proofs.len() > 50, "{}", proofs.len());
    proofs.iter().for_each(Proof::hold);
}

#[test]
fn every_collection_is_one_entity_and_references_lead_to_one() {
    let collections: BTreeSet<_> = ALL.iter().map(|it| it.collection).collect();
    assert_eq!(collections.len(), ALL.len());
    for relation in &declared().relations {
        let all = relation.reference.to.iter().all(|to| collections.contains(to));
        assert!(all && !relation.reference.to.is_empty(), "{}", relation.collection);
    }
}

#[test]
fn a_cascade_goes_all_the_way_down() {
    let mut customer = filled::with_data();
    let account = customer.databricks.accounts.get_mut(ACCOUNT).unwrap();
    let id = account.with_ids("metastores").next().unwrap().0.to_owned();
    let metastores = ALL.iter().find(|it| it.collection == "metastores").unwrap();
    deletion::delete(metastores, &id, Force::Yes, account, declared()).unwrap();
    for gone in ["catalogs", "schemas", "volumes", "grants", "workspace-bindings"] {
        assert_eq!(account.all(gone).count(), 0, "{gone}");
    }
}
