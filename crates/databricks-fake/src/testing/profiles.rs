//! An instance profile that a workspace may know.

use serde_json::{Value, json};

use crate::facts::{InstanceProfile, Policy, Role};
use crate::testing::customer::Answer;
use crate::testing::inside::Inside;
use crate::testing::world::{AWS, role_arn};

pub(crate) const ARN: &str = "arn:aws:iam::111122223333:instance-profile/data";

/// AWS has a profile `data` with a role of that name, which the cross-account role may pass.
pub(crate) fn furnish(it: &mut Inside) {
    let facts = &mut it.customer.aws;
    let trust = json!({ "Statement": [{
        "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "ec2.amazonaws.com" },
    }]});
    facts.roles.push(Role {
        arn: role_arn("data"),
        name: "data".to_owned(),
        account: AWS.to_owned(),
        trust,
        policies: Vec::new(),
        permissions_boundary: None,
        changed: 0.0,
    });
    let profile =
        InstanceProfile { arn: ARN.to_owned(), roles: vec![role_arn("data")], changed: 0.0 };
    facts.instance_profiles.push(profile);
    for role in facts.roles.iter_mut().filter(|role| role.name != "data") {
        let document = json!({ "Statement": [{
            "Effect": "Allow", "Action": "iam:PassRole", "Resource": role_arn("data"),
        }]});
        role.policies.push(Policy { name: "pass".to_owned(), document });
    }
}

pub(crate) fn ready() -> Inside {
    let mut it = Inside::new();
    furnish(&mut it);
    it
}

pub(crate) fn add(it: &mut Inside, more: &Value) -> Answer {
    let mut profile = json!({ "instance_profile_arn": ARN });
    for (field, value) in more.as_object().into_iter().flatten() {
        profile[field] = value.clone();
    }
    it.call("POST", "instance-profiles/add", &profile)
}
