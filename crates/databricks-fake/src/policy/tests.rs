use serde_json::{Value, json};

use crate::policy::{Ask, Principal, allows};

const ROLE: &str = "arn:aws:iam::111122223333:role/r";

fn statement(effect: &str, action: &Value, resource: &Value) -> Value {
    json!({ "Statement": { "Effect": effect, "Action": action, "Resource": resource } })
}

fn asks(documents: &[Value], action: &str, resource: &str, context: &[(&str, &str)]) -> bool {
    allows(documents, &Ask { by: None, action, resource, context })
}

fn admits(statement: &Value, by_account: bool) -> bool {
    let by = Some(Principal { arn: ROLE, by_account });
    allows([statement], &Ask { by, action: "s3:GetObject", resource: "b/k", context: &[] })
}

fn with_condition(operator: &str, wanted: &Value, context: &[(&str, &str)]) -> bool {
    let mut policy = statement("Allow", &json!("*"), &json!("*"));
    policy["Statement"]["Condition"] = json!({ operator: { "k": wanted } });
    asks(&[policy], "ec2:RunInstances", "*", context)
}

#[test]
fn actions_have_wildcards_and_no_case() {
    let policy = [statement("Allow", &json!(["EC2:describe*", "kms:ReEncrypt?o"]), &json!("*"))];
    assert!(asks(&policy, "ec2:DescribeVpcs", "*", &[]));
    assert!(asks(&policy, "kms:ReEncryptTo", "*", &[]));
    assert!(!asks(&policy, "ec2:RunInstances", "*", &[]));
}

#[test]
fn resources_have_wildcards_and_case() {
    let policy = [statement("Allow", &json!("*"), &json!("arn:*:instance/*"))];
    assert!(asks(&policy, "a:B", "arn:aws:ec2:eu-west-1:1:instance/i-1", &[]));
    assert!(!asks(&policy, "a:B", "arn:aws:ec2:eu-west-1:1:volume/v-1", &[]));
    assert!(!asks(&policy, "a:B", "arn:aws:ec2:eu-west-1:1:INSTANCE/i-1", &[]));
}

#[test]
fn what_is_not_named_may_be_meant() {
    let policy = [json!({ "Statement": [
        { "Effect": "Allow", "NotAction": "iam:*", "NotResource": ["b", "b/*"] },
    ]})];
    assert!(asks(&policy, "s3:GetObject", "c", &[]));
    assert!(!asks(&policy, "iam:PassRole", "c", &[]));
    assert!(!asks(&policy, "s3:GetObject", "b/k", &[]));
}

#[test]
fn a_denial_in_any_document_wins() {
    let allow = statement("Allow", &json!("*"), &json!("*"));
    let deny = statement("Deny", &json!("s3:Delete*"), &json!("*"));
    assert!(asks(&[allow.clone(), deny.clone()], "s3:GetObject", "b", &[]));
    assert!(!asks(&[allow, deny], "s3:DeleteObject", "b", &[]));
}

#[test]
fn nothing_is_allowed_that_no_statement_allows() {
    assert!(!asks(&[], "s3:GetObject", "b", &[]));
    assert!(!asks(&[json!(null), json!({ "Statement": "x" })], "s3:GetObject", "b", &[]));
}

#[test]
fn a_principal_is_named_by_arn_account_or_all() {
    let by = |principal: Value| {
        let mut policy = statement("Allow", &json!("*"), &json!("*"));
        policy["Statement"]["Principal"] = principal;
        policy
    };
    for principal in [json!("*"), json!({ "AWS": "*" }), json!({ "AWS": ["other", ROLE] })] {
        assert!(admits(&by(principal), false));
    }
    for account in ["111122223333", "arn:aws:iam::111122223333:root"] {
        let policy = by(json!({ "AWS": account }));
        assert!(admits(&policy, true));
        assert!(!admits(&policy, false));
    }
    assert!(!admits(&by(json!({ "Service": "ec2.amazonaws.com" })), true));
    assert!(!admits(&by(json!({ "AWS": "arn:aws:iam::999999999999:root" })), true));
    assert!(!admits(&statement("Allow", &json!("*"), &json!("*")), true));
}

#[test]
fn all_but_a_principal_may_be_denied() {
    let deny = json!({ "Statement": [
        { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" },
        { "Effect": "Deny", "NotPrincipal": { "AWS": ROLE }, "Action": "*", "Resource": "*" },
    ]});
    assert!(admits(&deny, false));
    let other = Some(Principal { arn: "arn:aws:iam::1:role/x", by_account: true });
    assert!(!allows([&deny], &Ask { by: other, action: "a:B", resource: "r", context: &[] }));
}

#[test]
fn conditions_compare_as_their_operators_say() {
    for (operator, wanted, actual, met) in [
        ("StringEquals", json!("x"), "x", true),
        ("StringEquals", json!(["y", "x"]), "x", true),
        ("StringEquals", json!("x*"), "xy", false),
        ("StringNotEquals", json!(["x", "y"]), "z", true),
        ("StringNotEquals", json!(["x", "y"]), "y", false),
        ("StringEqualsIgnoreCase", json!("X"), "x", true),
        ("StringLike", json!("ec2.*.amazonaws.com"), "ec2.eu-west-1.amazonaws.com", true),
        ("StringNotLike", json!("e*"), "ec2", false),
        ("ForAnyValue:StringLike", json!(["e*"]), "ec2", true),
        ("ForAllValues:StringEquals", json!(["x"]), "y", false),
        ("ArnLike", json!("arn:*"), "arn:aws", true),
        ("Bool", json!("true"), "true", true),
        ("Bool", json!(false), "true", false),
        ("NumericLessThan", json!("1.2"), "1.3", false),
        ("NumericLessThan", json!("1.4"), "1.3", true),
        ("Null", json!("false"), "x", true),
        ("IpAddress", json!("10.0.0.0/8"), "10.0.0.1", false),
    ] {
        assert_eq!(with_condition(operator, &wanted, &[("K", actual)]), met, "{operator} {wanted}");
    }
}

#[test]
fn a_key_that_is_absent_meets_only_what_allows_for_it() {
    for (operator, met) in [
        ("StringEquals", false),
        ("StringEqualsIfExists", true),
        ("StringNotEquals", true),
        ("NotIpAddress", false),
        ("ForAllValues:StringEquals", true),
    ] {
        assert_eq!(with_condition(operator, &json!("x"), &[]), met, "{operator}");
    }
    assert!(with_condition("Null", &json!("true"), &[]));
}
