//! Who may do something: groups, users and service principals of the Databricks account.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::{Mistake, text_value};

/// Name of a group of the account, as its members see it: 1 to 255 characters. Never one that Databricks
/// keeps for itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupName(String);

/// A group, the e-mail address of a user (in lower case, as Databricks keeps it), or the key of a service
/// principal. Which of them it is, the blueprint's other tables say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Principal(String);

/// E-mail address by which a user of the account is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Email(String);

/// Everybody in the account. Unity Catalog grants to it, and nobody creates it.
pub const ACCOUNT_USERS: &str = "account users";

/// Groups that every workspace has, of which no account group may carry the name.
/// Source: docs.databricks.com/aws/en/admin/users-groups/groups, read 2026-09.
const RESERVED: [&str; 3] = ["users", "admins", ACCOUNT_USERS];

impl GroupName {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        check(text, "a group's name")?;
        if RESERVED.iter().any(|theirs| text.eq_ignore_ascii_case(theirs)) {
            return Err(Mistake::malformed(format!("`{text}` is a group of Databricks' own"))
                .help("give yours another name, such as `data-platform`"));
        }
        if text.contains('@') {
            return Err(Mistake::malformed("an `@` makes this a user, not a group"));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Principal {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        if text.contains('@') {
            return Email::parse(text).map(|email| Self(email.0));
        }
        check(text, "the name of a group or service principal")?;
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_user(&self) -> bool {
        self.0.contains('@')
    }
}

impl From<&GroupName> for Principal {
    fn from(name: &GroupName) -> Self {
        Self(name.0.clone())
    }
}

impl Email {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mistake = || {
            Mistake::malformed(format!("`{text}` is not an e-mail address"))
                .help("the one with which the user signs in: `ana@acme.example`")
        };
        let (local, host) = text.split_once('@').ok_or_else(mistake)?;
        let plain = |part: &str, extra: &str| {
            let allowed = |c: char| c.is_ascii_alphanumeric() || extra.contains(c);
            !part.is_empty() && part.chars().all(allowed)
        };
        if !plain(local, "._%+-'") || !plain(host, ".-") || !host.contains('.') || text.len() > 254
        {
            return Err(mistake());
        }
        if text.chars().any(|c| c.is_ascii_uppercase()) {
            let lower = text.to_ascii_lowercase();
            return Err(Mistake::malformed("Databricks keeps e-mail addresses in lower case")
                .help(format!("write `{lower}`")));
        }
        Ok(Self(text.to_owned()))
    }
}

fn check(text: &str, what: &str) -> Result<(), Mistake> {
    let length = text.chars().count();
    if !(1..=255).contains(&length) || text.trim() != text {
        return Err(Mistake::malformed(format!(
            "{what} has 1 to 255 characters, no space at its ends"
        )));
    }
    if let Some(odd) = text.chars().find(|c| c.is_control()) {
        return Err(Mistake::malformed(format!("{what} cannot hold {odd:?}")));
    }
    // Terraform composes the characters of every text that it reads (cty, `NormalizeString`).
    let composed: String = text.nfc().collect();
    if composed != text {
        return Err(Mistake::malformed(format!("Terraform reads this as `{composed}`"))
            .help("write the composed characters; they look the same"));
    }
    Ok(())
}

macro_rules! display_text {
    ($($name:ident),*) => {
        $(impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        })*
    };
}
display_text!(GroupName, Principal, Email);
text_value!(GroupName, "^[^@]{1,255}$");
text_value!(Principal, "^.{1,255}$");
text_value!(Email, "^[^@]+@[^@]+$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_at_sign_makes_a_user() {
        assert!(Principal::parse("ana@acme.example").is_ok_and(|it| it.is_user()));
        assert!(Principal::parse("Data Engineers").is_ok_and(|it| !it.is_user()));
        for text in
            ["ana@", "@acme.example", "Ana@acme.example", "ana@acme", "a b@acme.example", ""]
        {
            assert!(Principal::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn groups_of_databricks_are_not_ours() {
        assert!(GroupName::parse("Data Engineers").is_ok());
        for text in ["users", "admins", "account users", "ana@acme.example", " x", "a\u{7}"] {
            assert!(GroupName::parse(text).is_err(), "{text}");
        }
    }
}
