use serde_json::{Value, json};

use crate::testing::customer::Answer;
use crate::testing::inside::Inside;
use crate::testing::profiles::{ARN, add, ready};
use crate::testing::world::role_arn;

const PATH: &str = "sql/config/warehouses";

fn put(it: &mut Inside, more: &Value) -> Answer {
    let mut told = json!({ "security_policy": "DATA_ACCESS_CONTROL", "data_access_config": [] });
    for (field, value) in more.as_object().into_iter().flatten() {
        told[field] = value.clone();
    }
    it.call("PUT", PATH, &told)
}

#[test]
fn a_configuration_is_read_written_and_reset() {
    let mut it = ready();
    let untouched = it.get(PATH).ok();
    assert_eq!(untouched["security_policy"], "DATA_ACCESS_CONTROL");
    let pairs = json!([{ "key": "spark.hadoop.hive.x", "value": "1" }]);
    put(&mut it, &json!({ "data_access_config": pairs })).ok();
    assert_eq!(it.get(PATH).ok()["data_access_config"], pairs);
    put(&mut it, &json!({})).ok();
    assert_eq!(it.get(PATH).ok(), untouched);
    let left = it.customer.databricks.leftovers();
    assert!(left.iter().all(|it| it.kind != "warehouse-configurations"), "{left:?}");
}

#[test]
fn policies_fields_and_properties_are_known() {
    let mut it = ready();
    for (told, part) in [
        (json!({ "security_policy": "ALL" }), "ALL"),
        (json!({ "google_service_account": "x" }), "google_service_account"),
        (
            json!({ "data_access_config": [{ "key": "spark.executor.cores", "value": "1" }] }),
            "cores",
        ),
    ] {
        put(&mut it, &told).refused("INVALID_PARAMETER_VALUE", &[part]);
    }
}

#[test]
fn the_profile_is_registered() {
    let mut it = ready();
    let told = json!({ "instance_profile_arn": ARN });
    put(&mut it, &told).refused("INVALID_PARAMETER_VALUE", &["not registered"]);
    add(&mut it, &json!({})).ok();
    put(&mut it, &told).ok();
}

#[test]
fn serverless_warehouses_know_the_role_of_the_profile() {
    let mut it = ready();
    it.customer.aws.roles.iter_mut().find(|role| role.name == "data").unwrap().arn =
        role_arn("other");
    it.customer.aws.instance_profiles[0].roles = vec![role_arn("other")];
    add(&mut it, &json!({ "skip_validation": true })).ok();
    let told = json!({ "instance_profile_arn": ARN, "enable_serverless_compute": true });
    put(&mut it, &told).refused("INVALID_PARAMETER_VALUE", &["iam_role_arn"]);
    let role = json!({ "instance_profile_arn": ARN, "iam_role_arn": role_arn("other") });
    for role_policy in &mut it.customer.aws.roles {
        for policy in role_policy.policies.iter_mut().filter(|policy| policy.name == "pass") {
            policy.document["Statement"][0]["Resource"] = json!("*");
        }
    }
    it.call("POST", "instance-profiles/edit", &role).ok();
    put(&mut it, &told).ok();
}
