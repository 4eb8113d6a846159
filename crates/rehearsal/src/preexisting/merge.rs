//! Documents that speak of one thing become one, which allows all that either says.

use serde_json::Value;

/// In their order.
pub(super) fn merged(things: Vec<Value>) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    for thing in things {
        match all.iter_mut().find(|earlier| are_one(earlier, &thing)) {
            Some(earlier) => merge(earlier, thing),
            None => all.push(thing),
        }
    }
    all
}

/// A document has one kind of thing, in a list, unless it is a VPC's, of which there is one already.
fn are_one(one: &Value, other: &Value) -> bool {
    let is_same = |key: &str| one.get(key) == other.get(key);
    let lists = one.as_object().into_iter().flatten().filter(|(_, value)| value.is_array());
    is_same("account")
        && is_same("region")
        && lists.map(|(kind, list)| (list, other.get(kind))).any(|(list, other)| {
            let named = |list: &Value| list.get(0).and_then(name).map(str::to_owned);
            named(list).is_some_and(|it| other.and_then(named) == Some(it))
        })
}

/// Of a thing, or of a part of one.
fn name(value: &Value) -> Option<&str> {
    ["id", "arn", "name"].iter().find_map(|key| value.get(key)?.as_str())
}

/// Lists get what they lack, and so do parts of one name. What both say otherwise stays.
fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(into), Value::Array(from)) => {
            for value in from {
                let is_it = |it: &Value| {
                    *it == value || name(it).is_some_and(|it| name(&value) == Some(it))
                };
                match into.iter().position(is_it) {
                    Some(at) => merge(&mut into[at], value),
                    None => into.push(value),
                }
            }
        }
        (into @ Value::Null, from) => *into = from,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_two_say_of_one_thing_is_all_allowed() {
        let role = |actions: &str| {
            let statement = json!({ "Effect": "Allow", "Action": actions });
            json!({
                "account": "1", "region": "eu-west-1",
                "roles": [{ "arn": "a", "policies": [
                    { "name": "databricks", "document": { "Statement": [statement] } },
                ] }],
            })
        };
        let merged = merged(vec![role("ec2:A"), role("ec2:A"), role("ec2:B")]);
        assert_eq!(merged.len(), 1);
        let statements = &merged[0]["roles"][0]["policies"][0]["document"]["Statement"];
        assert_eq!(statements.as_array().unwrap().len(), 2);
    }

    #[test]
    fn a_policy_that_only_one_knows_is_kept() {
        let bucket = |name: &str, policy: Value| json!({ "account": "1", "region": "r", "buckets": [{ "name": name, "policy": policy }] });
        let things =
            vec![bucket("a", Value::Null), bucket("b", Value::Null), bucket("a", json!("p"))];
        let merged = merged(things);
        assert_eq!(merged, [bucket("a", json!("p")), bucket("b", Value::Null)]);
    }
}
