//! Whether IAM policies allow something: effects, wildcards, principals and conditions as far as they occur.
//!
//! A `Deny` wins. A condition that is not understood is not met: an `Allow` with it does not allow, a `Deny`
//! with it does not deny (AWS, "Policy evaluation logic", "IAM JSON policy elements: condition operators").

use serde_json::Value;

use crate::facts::Role;

/// Somebody wants to do something.
#[derive(Clone, Debug)]
pub(crate) struct Ask<'a> {
    /// `None` in policies of the one who asks.
    pub(crate) by: Option<Principal<'a>>,
    pub(crate) action: &'a str,
    pub(crate) resource: &'a str,
    /// Condition keys and what they are.
    pub(crate) context: &'a [(&'a str, &'a str)],
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Principal<'a> {
    pub(crate) arn: &'a str,
    /// Whether a policy that names the principal's account allows it, too. Within one account that only
    /// hands the decision to the principal's own policies.
    pub(crate) by_account: bool,
}

pub(crate) fn allows<'a>(documents: impl IntoIterator<Item = &'a Value>, ask: &Ask) -> bool {
    let mut allowed = false;
    for statement in documents.into_iter().flat_map(statements) {
        let denies = statement["Effect"] == "Deny";
        if matches(statement, ask, denies) {
            if denies {
                return false;
            }
            allowed = true;
        }
    }
    allowed
}

/// Whether a role's own policies allow it, and its permissions boundary too, if it has one (AWS, "Permissions
/// boundaries for IAM entities").
pub(crate) fn role_allows(role: &Role, ask: &Ask) -> bool {
    allows(role.policies.iter().map(|policy| &policy.document), ask)
        && role.permissions_boundary.as_ref().is_none_or(|boundary| allows([boundary], ask))
}

/// Whether a trust policy lets a service of AWS assume the role.
pub(crate) fn trusts_service(trust: &Value, service: &str) -> bool {
    statements(trust).any(|statement| {
        let assumes = |pattern: &str| like_of(pattern, "sts:AssumeRole", u8::eq_ignore_ascii_case);
        statement["Effect"] == "Allow"
            && named(statement, "Action", "NotAction", assumes)
            && texts(&statement["Principal"]["Service"]).any(|name| name == service)
    })
}

fn statements(document: &Value) -> impl Iterator<Item = &Value> {
    many(&document["Statement"])
}

fn matches(statement: &Value, ask: &Ask, denies: bool) -> bool {
    let action = |pattern: &str| like_of(pattern, ask.action, u8::eq_ignore_ascii_case);
    let resource = |pattern: &str| like(pattern, ask.resource);
    // A trust policy speaks of the role it belongs to, and names no resource.
    let anything = statement.get("Resource").is_none() && statement.get("NotResource").is_none();
    named(statement, "Action", "NotAction", action)
        && (anything || named(statement, "Resource", "NotResource", resource))
        && ask.by.is_none_or(|principal| names(statement, principal, denies))
        && conditions_met(&statement["Condition"], ask)
}

fn named(statement: &Value, key: &str, not_key: &str, fits: impl Fn(&str) -> bool) -> bool {
    match (statement.get(key), statement.get(not_key)) {
        (Some(patterns), _) => texts(patterns).any(&fits),
        (None, Some(patterns)) => !texts(patterns).any(&fits),
        (None, None) => false,
    }
}

fn names(statement: &Value, principal: Principal, denies: bool) -> bool {
    if let Some(not) = statement.get("NotPrincipal") {
        return !texts(&not["AWS"]).any(|name| is(name, principal, true));
    }
    match &statement["Principal"] {
        Value::String(all) => all == "*",
        principals => texts(&principals["AWS"]).any(|name| is(name, principal, denies)),
    }
}

fn is(name: &str, principal: Principal, denies: bool) -> bool {
    let account = principal.arn.split(':').nth(4).unwrap_or_default();
    let of_account = name == account || name.ends_with(&format!(":iam::{account}:root"));
    name == "*" || name == principal.arn || (of_account && (principal.by_account || denies))
}

fn conditions_met(conditions: &Value, ask: &Ask) -> bool {
    let Value::Object(operators) = conditions else { return true };
    operators.iter().all(|(operator, keys)| {
        let keys = keys.as_object().into_iter().flatten();
        keys.into_iter().all(|(key, wanted)| condition_met(operator, key, wanted, ask))
    })
}

fn condition_met(operator: &str, key: &str, wanted: &Value, ask: &Ask) -> bool {
    let operator = operator.trim_start_matches("ForAnyValue:");
    let (operator, for_all) = match operator.strip_prefix("ForAllValues:") {
        Some(rest) => (rest, true),
        None => (operator, false),
    };
    let (operator, if_exists) = match operator.strip_suffix("IfExists") {
        Some(rest) => (rest, true),
        None => (operator, false),
    };
    let actual = ask.context.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
    match (actual, operator) {
        (actual, "Null") => texts(wanted).any(|text| text == actual.is_none().to_string()),
        (Some((_, actual)), _) => compared(operator, actual, wanted),
        (None, _) => if_exists || for_all || is_negated(operator),
    }
}

/// Met by a key that is absent. Not `NotIpAddress`: every call has an address, of which nothing is known here.
fn is_negated(operator: &str) -> bool {
    operator.starts_with("StringNot") || operator.starts_with("ArnNot")
}

fn compared(operator: &str, actual: &str, wanted: &Value) -> bool {
    match operator {
        "StringEquals" => texts(wanted).any(|text| text == actual),
        "StringNotEquals" => texts(wanted).all(|text| text != actual),
        "StringEqualsIgnoreCase" | "Bool" => {
            texts(wanted).any(|text| text.eq_ignore_ascii_case(actual))
        }
        "StringLike" | "ArnLike" | "ArnEquals" => texts(wanted).any(|text| like(text, actual)),
        "StringNotLike" | "ArnNotLike" | "ArnNotEquals" => {
            texts(wanted).all(|text| !like(text, actual))
        }
        "NumericLessThan" => number(wanted).is_some_and(|limit| number_of(actual) < Some(limit)),
        _ => false,
    }
}

fn number(wanted: &Value) -> Option<f64> {
    texts(wanted).next().and_then(number_of)
}

fn number_of(text: &str) -> Option<f64> {
    text.parse().ok()
}

fn like(pattern: &str, text: &str) -> bool {
    like_of(pattern, text, u8::eq)
}

/// `*` is any number of characters, `?` one: what ARNs and actions hold is ASCII.
fn like_of(pattern: &str, text: &str, same: fn(&u8, &u8) -> bool) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut read) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while read < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(byte) if *byte == b'?' || same(byte, &text[read]) => {
                (at, read) = (at + 1, read + 1);
            }
            _ => {
                let Some((star_at, taken)) = star else { return false };
                (at, read) = (star_at + 1, taken + 1);
                star = Some((star_at, taken + 1));
            }
        }
    }
    pattern[at..].iter().all(|&byte| byte == b'*')
}

fn many(value: &Value) -> impl Iterator<Item = &Value> {
    let (items, one) = match value {
        Value::Array(items) => (items.as_slice(), None),
        Value::Null => (&[][..], None),
        one => (&[][..], Some(one)),
    };
    items.iter().chain(one)
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    many(value).filter_map(|value| match value {
        Value::String(text) => Some(text.as_str()),
        Value::Bool(true) => Some("true"),
        Value::Bool(false) => Some("false"),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
