use std::time::Duration;

use serde_json::{Value, json};

use crate::settings::Settings;
use crate::testing::customer::Customer;
use crate::testing::world::role_arn;

const FAILED: &str =
    "Failed credential validation checks: please use a valid cross account IAM role";

#[test]
fn roles_with_the_providers_policies_are_taken() {
    let mut customer = Customer::new();
    for role in ["customer", "managed", "restricted"] {
        let credentials = customer.credentials(role).ok();
        let arn = &credentials["aws_credentials"]["sts_role"]["role_arn"];
        assert_eq!(*arn, role_arn(role));
    }
}

#[test]
fn a_role_that_is_not_there_is_refused() {
    let mut customer = Customer::new();
    customer.credentials("absent").refused("MALFORMED_REQUEST", &[FAILED, "does not exist"]);
}

#[test]
fn an_arn_of_something_else_is_refused() {
    let mut customer = Customer::new();
    let user = json!({
        "credentials_name": "user",
        "aws_credentials": { "sts_role": { "role_arn": "arn:aws:iam::111122223333:user/x" } },
    });
    customer.post("credentials", &user).refused("MALFORMED_REQUEST", &["not the ARN of a role"]);
}

#[test]
fn a_role_that_trusts_another_aws_account_is_refused() {
    let mut customer = Customer::new();
    let trust = &mut customer.aws.roles[0].trust;
    trust["Statement"][0]["Principal"]["AWS"] = json!("arn:aws:iam::044793339203:root");
    let message = [FAILED, "414351767826", "external id"];
    customer.credentials("customer").refused("MALFORMED_REQUEST", &message);
}

#[test]
fn a_role_with_the_external_id_of_another_account_is_refused() {
    let mut customer = Customer::new();
    let trust = &mut customer.aws.roles[0].trust;
    trust["Statement"][0]["Condition"]["StringEquals"]["sts:ExternalId"] = json!("other");
    customer.credentials("customer").refused("MALFORMED_REQUEST", &[FAILED, "external id"]);
}

#[test]
fn a_role_that_lacks_an_action_is_refused_and_the_action_named() {
    let mut customer = Customer::new();
    let actions = &mut customer.aws.roles[0].policies[0].document["Statement"][0]["Action"];
    actions.as_array_mut().unwrap().retain(|action| *action != "ec2:CancelSpotInstanceRequests");
    customer.credentials("customer").refused("MALFORMED_REQUEST", &[FAILED, "Spot Cancellation"]);
}

#[test]
fn a_role_may_do_what_its_permissions_boundary_allows_too() {
    let boundary = |actions: Value| {
        let statement = json!({ "Effect": "Allow", "Action": actions, "Resource": "*" });
        json!({ "Version": "2012-10-17", "Statement": [statement] })
    };
    let mut customer = Customer::new();
    customer.aws.roles[0].permissions_boundary = Some(boundary(json!(["s3:*", "ec2:Describe*"])));
    customer.credentials("customer").refused("MALFORMED_REQUEST", &[FAILED, "Spot Cancellation"]);
    customer.aws.roles[0].permissions_boundary = Some(boundary(json!("ec2:*")));
    customer.credentials("customer").ok();
}

#[test]
fn a_role_that_changed_just_now_is_not_known_yet() {
    let iam_propagation = Duration::from_secs(10);
    let mut customer = Customer::with(Settings { iam_propagation, ..Settings::default() });
    customer.aws.roles[0].changed = customer.now - 9.0;
    customer.credentials("customer").refused("MALFORMED_REQUEST", &[FAILED, "just changed"]);
    customer.now += 1.0;
    customer.credentials("customer").ok();
}

#[test]
fn an_action_is_allowed_on_the_resource_that_ec2_asks_for() {
    let of_requests = |resource: &str| {
        json!([
            { "Effect": "Allow", "NotAction": "ec2:CancelSpotInstanceRequests", "Resource": "*" },
            {
                "Effect": "Allow",
                "Action": "ec2:CancelSpotInstanceRequests",
                "Resource": format!("arn:aws:ec2:*:*:{resource}/*"),
            },
        ])
    };
    let mut customer = Customer::new();
    let mut credentials = |resource: &str| {
        customer.aws.roles[0].policies[0].document["Statement"] = of_requests(resource);
        customer.credentials("customer")
    };
    // As a published policy has it, without the s.
    let misspelt = credentials("spot-instance-request");
    misspelt.refused("MALFORMED_REQUEST", &[FAILED, "Spot Cancellation"]);
    credentials("spot-instances-request").ok();
}
