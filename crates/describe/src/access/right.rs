//! Privileges in a word.

use std::collections::BTreeSet;
use std::fmt;

use blueprint::sections::grants::{Grant, Privilege, Securable};
use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};

/// From the weakest to the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// Sees that it is there, and reaches what is granted further down.
    Through,
    /// Something that neither reads nor changes data: its privileges say what.
    Some,
    /// Of a workspace: its entitlements say what for.
    User,
    Read,
    Write,
    /// Everything, and says who else may.
    Admin,
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Through => "through",
            Self::Some => "some",
            Self::User => "user",
            Self::Read => "read",
            Self::Write => "write",
            Self::Admin => "admin",
        })
    }
}

const PASSAGE: [&str; 3] = ["BROWSE", "USE_CATALOG", "USE_SCHEMA"];
const READS: [&str; 3] = ["READ_FILES", "READ_VOLUME", "SELECT"];
const WRITES: [&str; 3] = ["MODIFY", "WRITE_FILES", "WRITE_VOLUME"];
const RULES: [&str; 2] = ["ALL_PRIVILEGES", "MANAGE"];

/// What a set of privileges comes to. Whoever creates in a metastore has no data by that.
pub(super) fn of(privileges: &BTreeSet<String>, on: Securable) -> Right {
    let has = |words: &[&str]| privileges.iter().any(|it| words.contains(&it.as_str()));
    let creates = privileges.iter().any(|it| it.starts_with("CREATE_"));
    if has(&RULES) {
        Right::Admin
    } else if has(&WRITES) || (creates && on != Securable::Metastore) {
        Right::Write
    } else if has(&READS) {
        Right::Read
    } else if privileges.iter().all(|it| PASSAGE.contains(&it.as_str())) {
        Right::Through
    } else {
        Right::Some
    }
}

/// Those privileges that a kind of securable takes: the others, from further up, mean nothing on it.
pub(super) fn fitting(privileges: &BTreeSet<Privilege>, on: Securable) -> BTreeSet<String> {
    let fits = |privilege: &&Privilege| {
        let word = privilege.as_str().to_ascii_lowercase().replace('_', "-");
        grant(&word).is_some_and(|grant| grant.out_of_place(on).next().is_none())
    };
    privileges.iter().filter(fits).map(ToString::to_string).collect()
}

/// Whether a right is exactly what a blueprint's word for it grants.
pub(super) fn is_usual(right: Right, privileges: &BTreeSet<String>, on: Securable) -> bool {
    let word = match right {
        Right::Through => return true,
        Right::Some | Right::User => return false,
        Right::Read | Right::Write | Right::Admin => right.to_string(),
    };
    let usual = grant(&word).map(|grant| grant.privileges(on)).unwrap_or_default();
    usual.iter().map(Privilege::as_str).eq(privileges.iter().map(String::as_str))
}

fn grant(word: &str) -> Option<Grant> {
    let deserializer: serde::de::value::StrDeserializer<'_, Error> = word.into_deserializer();
    Grant::deserialize(deserializer).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn right(privileges: &[&str], on: Securable) -> Right {
        of(&privileges.iter().map(ToString::to_string).collect(), on)
    }

    #[test]
    fn a_right_is_the_strongest_of_its_privileges() {
        assert_eq!(right(&["BROWSE", "USE_CATALOG"], Securable::Catalog), Right::Through);
        assert_eq!(right(&["SELECT", "USE_SCHEMA"], Securable::Schema), Right::Read);
        assert_eq!(right(&["CREATE_TABLE"], Securable::Schema), Right::Write);
        assert_eq!(right(&["MANAGE"], Securable::Volume), Right::Admin);
        assert_eq!(right(&["EXECUTE"], Securable::Schema), Right::Some);
        assert_eq!(right(&["CREATE_CATALOG"], Securable::Metastore), Right::Some);
    }

    #[test]
    fn what_a_catalog_grants_is_less_on_a_volume() {
        let grant = grant("write").unwrap();
        let fitting = |on| fitting(&grant.privileges(Securable::Catalog), on);
        assert!(is_usual(Right::Write, &fitting(Securable::Schema), Securable::Schema));
        assert_eq!(fitting(Securable::Volume).len(), 2);
    }
}
