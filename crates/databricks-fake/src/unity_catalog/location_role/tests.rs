use serde_json::{Value, json};

use crate::facts::{Encryption, Policy};
use crate::testing::customer::Answer;
use crate::testing::lake::{Lake, allow, location};
use crate::testing::world::AWS;
use crate::testing::world::KEY;

fn try_it(lake: &mut Lake) -> Answer {
    lake.post("external-locations", &location("lake", "s3://lake/bronze"))
}

fn statements(lake: &mut Lake) -> &mut Vec<Value> {
    lake.role().policies[0].document["Statement"].as_array_mut().unwrap()
}

#[test]
fn a_role_that_is_right_is_accepted() {
    try_it(&mut Lake::with_role()).ok();
}

#[test]
fn a_role_must_be_known_to_iam_everywhere() {
    let mut lake = Lake::with_role();
    lake.customer.databricks.settings.unity_catalog_propagation =
        std::time::Duration::from_secs(10);
    lake.role().changed = lake.customer.now - 5.0;
    try_it(&mut lake).refused("PERMISSION_DENIED", &["READ permissions", "just changed"]);
    lake.customer.now += 10.0;
    try_it(&mut lake).ok();
}

#[test]
fn a_role_trusts_unity_catalog_by_the_external_id_of_its_credential() {
    let mut lake = Lake::with_role();
    let trust = &mut lake.role().trust["Statement"][0];
    trust["Condition"]["StringEquals"]["sts:ExternalId"] = json!("another");
    try_it(&mut lake).refused("PERMISSION_DENIED", &["READ permissions", "UCMasterRole"]);
}

#[test]
fn a_role_assumes_itself_by_its_trust_and_by_its_policies() {
    let mut lake = Lake::with_role();
    lake.role().trust["Statement"].as_array_mut().unwrap().truncate(1);
    try_it(&mut lake).refused("PERMISSION_DENIED", &["non self-assuming"]);
    let mut lake = Lake::with_role();
    statements(&mut lake).pop();
    try_it(&mut lake).refused("PERMISSION_DENIED", &["non self-assuming"]);
    let mut lake = Lake::with_role();
    let arn = lake.role().arn.clone();
    let itself = &mut lake.role().trust["Statement"][1];
    itself["Principal"]["AWS"] = json!(arn);
    itself["Condition"].as_object_mut().unwrap().remove("ArnLike");
    try_it(&mut lake).ok();
}

#[test]
fn a_role_may_read_and_write_the_path() {
    let all = [
        "s3:GetObject",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:ListBucket",
        "s3:GetBucketLocation",
    ];
    for (missing, permission) in all.into_iter().zip(["READ", "WRITE", "DELETE", "LIST", "LIST"]) {
        let mut lake = Lake::with_role();
        let rest: Vec<&str> = all.into_iter().filter(|it| *it != missing).collect();
        statements(&mut lake)[0] = allow(&rest, &["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]);
        try_it(&mut lake).refused("PERMISSION_DENIED", &[permission, missing]);
    }
}

#[test]
fn a_role_may_be_restricted_to_the_path() {
    let mut lake = Lake::with_role();
    let objects = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];
    let mut list = allow(&["s3:ListBucket"], &["arn:aws:s3:::lake"]);
    list["Condition"] = json!({ "StringLike": { "s3:prefix": ["bronze/*"] } });
    let own = [
        allow(&objects, &["arn:aws:s3:::lake/bronze/*"]),
        list,
        allow(&["s3:GetBucketLocation"], &["arn:aws:s3:::lake"]),
    ];
    statements(&mut lake).splice(..1, own);
    try_it(&mut lake).ok();
    lake.post("external-locations", &location("gold", "s3://lake/gold"))
        .refused("PERMISSION_DENIED", &["s3://lake/gold"]);
}

#[test]
fn what_is_only_read_need_not_be_written() {
    let mut lake = Lake::with_role();
    let read = ["s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation"];
    statements(&mut lake)[0] = allow(&read, &["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]);
    try_it(&mut lake).refused("PERMISSION_DENIED", &["WRITE"]);
    let mut reading = location("lake", "s3://lake/bronze");
    reading["read_only"] = json!(true);
    lake.post("external-locations", &reading).ok();
}

#[test]
fn the_bucket_is_there_and_in_the_region() {
    let mut lake = Lake::with_role();
    lake.post("external-locations", &location("other", "s3://other"))
        .refused("PERMISSION_DENIED", &["there is no bucket other"]);
    lake.bucket().region = "eu-central-1".to_owned();
    try_it(&mut lake).refused("PERMISSION_DENIED", &["eu-central-1", "eu-west-1"]);
}

#[test]
fn the_bucket_does_not_deny_it() {
    let all = ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"];
    let mut deny = allow(&["s3:PutObject"], &all);
    deny["Effect"] = json!("Deny");
    deny["Principal"] = json!("*");
    let mut lake = Lake::with_role();
    lake.bucket().policy = Some(json!({ "Statement": [deny] }));
    try_it(&mut lake).refused("PERMISSION_DENIED", &["WRITE"]);
}

#[test]
fn the_role_is_of_the_account_of_the_bucket() {
    let mut lake = Lake::with_role();
    lake.bucket().account = "444455556666".to_owned();
    let mut admit = allow(&["s3:*"], &["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]);
    admit["Principal"] = json!({ "AWS": format!("arn:aws:iam::{AWS}:root") });
    lake.bucket().policy = Some(json!({ "Statement": [admit] }));
    try_it(&mut lake).refused("PERMISSION_DENIED", &["444455556666", AWS]);
}

#[test]
fn a_key_of_another_account_takes_the_policy_of_the_role_too() {
    let mut lake = Lake::with_role();
    lake.bucket().encryption =
        Some(Encryption { algorithm: "aws:kms".to_owned(), key: Some(KEY.to_owned()) });
    lake.customer.aws.keys[0].account = "444455556666".to_owned();
    let mut admit = allow(&["kms:*"], &["*"]);
    admit["Principal"] = json!({ "AWS": lake.role().arn.clone() });
    lake.customer.aws.keys[0].policy = json!({ "Statement": [admit] });
    try_it(&mut lake).refused("PERMISSION_DENIED", &["kms:Decrypt", KEY]);
    let document =
        json!({ "Statement": [allow(&["kms:Decrypt", "kms:GenerateDataKey*"], &[KEY])] });
    lake.role().policies.push(Policy { name: "key".to_owned(), document });
    try_it(&mut lake).ok();
}

#[test]
fn the_role_may_use_the_key_of_the_bucket() {
    let mut lake = Lake::with_role();
    lake.bucket().encryption =
        Some(Encryption { algorithm: "aws:kms".to_owned(), key: Some(KEY.to_owned()) });
    let owner = json!({
        "Effect": "Allow", "Action": "kms:*", "Resource": "*",
        "Principal": { "AWS": format!("arn:aws:iam::{AWS}:root") },
    });
    lake.customer.aws.keys[0].policy = json!({ "Statement": [owner] });
    try_it(&mut lake).refused("PERMISSION_DENIED", &["kms:Decrypt", KEY]);
    let document =
        json!({ "Statement": [allow(&["kms:Decrypt", "kms:GenerateDataKey*"], &[KEY])] });
    lake.role().policies.push(Policy { name: "key".to_owned(), document });
    try_it(&mut lake).ok();
}

#[test]
fn file_events_need_topics_queues_and_notifications() {
    let mut lake = Lake::with_role();
    let mut events = location("lake", "s3://lake/bronze");
    events["enable_file_events"] = json!(true);
    lake.post("external-locations", &events).refused(
        "PERMISSION_DENIED",
        &["s3:PutBucketNotification", "sns:CreateTopic", "sqs:CreateQueue"],
    );
    let resources = ["arn:aws:s3:::lake", "arn:aws:sqs:*:*:csms-*", "arn:aws:sns:*:*:csms-*"];
    let granted = ["s3:*BucketNotification", "sns:*", "sqs:*"];
    statements(&mut lake).push(allow(&granted, &resources));
    let made = lake.post("external-locations", &events).ok();
    assert_eq!(made["effective_enable_file_events"], true);
}
