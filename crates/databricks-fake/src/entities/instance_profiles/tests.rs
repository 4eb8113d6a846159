use std::time::Duration;

use serde_json::{Value, json};

use crate::settings::Settings;
use crate::testing::inside::Inside;
use crate::testing::profiles::{ARN, add, furnish, ready};
use crate::testing::world::role_arn;

fn list(it: &mut Inside) -> Value {
    it.get("instance-profiles/list").ok()["instance_profiles"].clone()
}

/// Changes one thing of what AWS holds, and asks.
fn refused(change: impl FnOnce(&mut Inside), parts: &[&str]) {
    let mut it = ready();
    change(&mut it);
    add(&mut it, &json!({}))
        .refused("DRY_RUN_FAILED", &["Verification of the instance profile failed"]);
    add(&mut it, &json!({})).refused("DRY_RUN_FAILED", parts);
    add(&mut it, &json!({ "skip_validation": true })).ok();
}

#[test]
fn a_profile_is_added_listed_edited_and_removed() {
    let mut it = ready();
    add(&mut it, &json!({ "is_meta_instance_profile": true })).ok();
    let one = json!({ "instance_profile_arn": ARN, "is_meta_instance_profile": true });
    assert_eq!(list(&mut it), json!([one]));
    add(&mut it, &json!({})).refused("RESOURCE_ALREADY_EXISTS", &["already been added"]);
    let role = json!({ "instance_profile_arn": ARN, "iam_role_arn": role_arn("data") });
    it.call("POST", "instance-profiles/edit", &role).ok();
    assert_eq!(list(&mut it)[0]["iam_role_arn"], role_arn("data"));
    let none = json!({ "instance_profile_arn": ARN, "iam_role_arn": ARN });
    it.call("POST", "instance-profiles/edit", &none).ok();
    assert_eq!(list(&mut it)[0]["iam_role_arn"], json!(null));
    it.call("POST", "instance-profiles/remove", &json!({ "instance_profile_arn": ARN })).ok();
    assert_eq!(list(&mut it), json!([]));
}

#[test]
fn an_arn_has_a_form_and_a_role_is_that_of_the_profile() {
    let mut it = ready();
    add(&mut it, &json!({ "instance_profile_arn": role_arn("data") }))
        .refused("INVALID_PARAMETER_VALUE", &["not the ARN of an instance profile"]);
    add(&mut it, &json!({ "iam_role_arn": role_arn("managed") }))
        .refused("INVALID_PARAMETER_VALUE", &["the role of the instance profile is not"]);
    add(&mut it, &json!({ "iam_role_arn": role_arn("data") })).ok();
}

#[test]
fn a_profile_is_there_with_a_role() {
    let invalid = "Invalid IAM Instance Profile ARN";
    refused(|it| it.customer.aws.instance_profiles.clear(), &[invalid, "does not exist"]);
    refused(|it| it.customer.aws.instance_profiles[0].roles.clear(), &[invalid, "has no role"]);
}

#[test]
fn the_role_lets_instances_assume_it() {
    refused(
        |it| {
            let role = it.customer.aws.roles.iter_mut().find(|role| role.name == "data").unwrap();
            role.trust["Statement"][0]["Principal"]["Service"] = json!("ecs.amazonaws.com");
        },
        &["does not let ec2.amazonaws.com"],
    );
}

#[test]
fn the_cross_account_role_passes_the_role() {
    let message = ["Encoded authorization failure message", "may not pass the role"];
    refused(
        |it| {
            for role in &mut it.customer.aws.roles {
                role.policies.retain(|policy| policy.name != "pass");
            }
        },
        &message,
    );
}

#[test]
fn a_role_that_must_tag_what_it_launches_fails_the_trial() {
    refused(
        |it| {
            let roles = &mut it.customer.aws.roles;
            let restricted = roles.iter().find(|role| role.name == "restricted").unwrap();
            let policies = restricted.policies.clone();
            roles.iter_mut().find(|role| role.name == "managed").unwrap().policies = policies;
        },
        &["Encoded authorization failure message", "without tags"],
    );
}

#[test]
fn a_profile_that_just_came_is_not_known() {
    let mut it = ready();
    it.customer.databricks.settings =
        Settings { iam_propagation: Duration::from_secs(2), ..Settings::default() };
    it.customer.aws.instance_profiles[0].changed = it.customer.now - 1.0;
    add(&mut it, &json!({})).refused("DRY_RUN_FAILED", &["just came"]);
    it.customer.now += 2.0;
    add(&mut it, &json!({})).ok();
}

#[test]
fn a_serverless_workspace_has_no_instance_profiles() {
    let mut it = Inside::of(|workspace| {
        *workspace = json!({
            "workspace_name": "serverless", "aws_region": "eu-west-1", "compute_mode": "SERVERLESS",
        });
    });
    furnish(&mut it);
    add(&mut it, &json!({ "skip_validation": true }))
        .refused("INVALID_PARAMETER_VALUE", &["serverless"]);
}

#[test]
fn a_profile_that_is_removed_is_nobodys_role() {
    let mut it = ready();
    add(&mut it, &json!({})).ok();
    let team = it.group("team");
    it.assign(&team, &["USER"]).ok();
    let role = json!({ "op": "add", "path": "roles", "value": [{ "value": ARN }] });
    it.patch(&team, &role).ok();
    let path = format!("preview/scim/v2/Groups/{team}?attributes=roles");
    assert_eq!(it.get(&path).ok()["roles"], json!([{ "value": ARN }]));
    it.call("POST", "instance-profiles/remove", &json!({ "instance_profile_arn": ARN })).ok();
    assert_eq!(it.get(&path).ok()["roles"], json!([]));
}
