use serde_json::{Value, json};

use crate::settings::{Settings, Tier};
use crate::testing::customer::Customer;

const INVALID: &str = "INVALID_PARAMETER_VALUE";

fn policy() -> Value {
    json!({
        "network_policy_id": "lake-np",
        "egress": { "network_access": {
            "restriction_mode": "RESTRICTED_ACCESS",
            "allowed_internet_destinations": [
                { "destination": "pypi.org", "internet_destination_type": "DNS_NAME" },
            ],
            "allowed_storage_destinations": [
                { "bucket_name": "lake", "region": "eu-west-1", "storage_destination_type": "AWS_S3" },
            ],
            "policy_enforcement": { "enforcement_mode": "ENFORCED" },
        } },
    })
}

fn refused(change: impl Fn(&mut Value), part: &str) {
    let mut wrong = policy();
    change(&mut wrong);
    Customer::new().post("network-policies", &wrong).refused(INVALID, &[part]);
}

#[test]
fn a_policy_has_the_id_that_it_is_given() {
    let mut customer = Customer::new();
    let created = customer.post("network-policies", &policy()).ok();
    assert_eq!(created["network_policy_id"], "lake-np");
    assert_eq!(customer.get("network-policies/lake-np").ok(), created);
    let again = customer.post("network-policies", &policy());
    again.refused("RESOURCE_ALREADY_EXISTS", &["lake-np"]);
}

#[test]
fn what_is_left_out_of_who_comes_in_is_given_back() {
    let mut written = policy();
    written["ingress"] = json!({ "public_access": { "restriction_mode": "FULL_ACCESS" } });
    let created = Customer::new().post("network-policies", &written).ok();
    assert_eq!(created["ingress"]["public_access"], written["ingress"]["public_access"]);
    let unspecified = "RESTRICTION_MODE_UNSPECIFIED";
    assert_eq!(created["ingress"]["private_access"]["restriction_mode"], unspecified);
    let everything = json!({ "restriction_mode": "EVERYTHING" });
    refused(|it| it["ingress"]["private_access"] = everything.clone(), "of private_access");
}

#[test]
fn a_policy_is_checked() {
    refused(|it| it["network_policy_id"] = json!("a".repeat(33)), "1 to 32");
    let access =
        |it: &mut Value, field: &str, value: Value| it["egress"]["network_access"][field] = value;
    refused(|it| access(it, "restriction_mode", json!("FULL_ACCESS")), "RESTRICTED_ACCESS only");
    refused(|it| access(it, "restriction_mode", json!("NONE")), "Invalid restriction_mode: NONE");
    let lax = json!({ "enforcement_mode": "LAX" });
    refused(|it| access(it, "policy_enforcement", lax.clone()), "LAX");
    let address =
        json!([{ "destination": "https://pypi.org/", "internet_destination_type": "DNS_NAME" }]);
    refused(|it| access(it, "allowed_internet_destinations", address.clone()), "https://pypi.org/");
    let nowhere = json!([{ "bucket_name": "lake", "storage_destination_type": "AWS_S3" }]);
    refused(|it| access(it, "allowed_storage_destinations", nowhere.clone()), "lake");
}

#[test]
fn an_empty_list_is_not_given_back() {
    let mut customer = Customer::new();
    let mut with_empty = policy();
    let enforcement = json!({ "enforcement_mode": "DRY_RUN", "dry_run_mode_product_filter": [] });
    with_empty["egress"]["network_access"]["policy_enforcement"] = enforcement;
    let created = customer.post("network-policies", &with_empty).ok();
    let enforcement = &created["egress"]["network_access"]["policy_enforcement"];
    assert_eq!(*enforcement, json!({ "enforcement_mode": "DRY_RUN" }));
}

#[test]
fn the_default_policy_holds_until_another_is_assigned() {
    let mut customer = Customer::new();
    customer.post("network-policies", &policy()).ok();
    let workspace = customer.own();
    let id = customer.post("workspaces", &workspace).id("workspace_id");
    let option = format!("workspaces/{id}/network");
    assert_eq!(customer.get(&option).ok()["network_policy_id"], "default-policy");
    let assigned = json!({ "network_policy_id": "lake-np" });
    assert_eq!(customer.call("PUT", &option, &assigned).ok()["network_policy_id"], "lake-np");
    assert_eq!(customer.get(&option).ok()["workspace_id"].to_string(), id);
    customer.delete("network-policies/lake-np").refused("INVALID_STATE", &[&id]);
    let default = json!({ "network_policy_id": "default-policy" });
    customer.call("PUT", &option, &default).ok();
    customer.delete("network-policies/lake-np").ok();
}

#[test]
fn an_assignment_goes_with_its_workspace() {
    let mut customer = Customer::new();
    customer.post("network-policies", &policy()).ok();
    let workspace = customer.own();
    let id = customer.post("workspaces", &workspace).id("workspace_id");
    let assigned = json!({ "network_policy_id": "lake-np" });
    customer.call("PUT", &format!("workspaces/{id}/network"), &assigned).ok();
    customer.delete(&format!("workspaces/{id}")).ok();
    customer.delete("network-policies/lake-np").ok();
}

#[test]
fn the_default_policy_is_changed_but_not_deleted_and_nobody_leaves_it_over() {
    let mut customer = Customer::new();
    customer.delete("network-policies/default-policy").refused(INVALID, &["default"]);
    let mut default = policy();
    default["network_policy_id"] = json!("default-policy");
    customer.call("PUT", "network-policies/default-policy", &default).ok();
    let read = customer.get("network-policies/default-policy").ok();
    assert_eq!(read["egress"]["network_access"]["restriction_mode"], "RESTRICTED_ACCESS");
    assert!(customer.databricks.leftovers().is_empty());
}

#[test]
fn a_policy_must_be_there_and_the_workspace_of_its_tier() {
    let mut customer = Customer::new();
    customer.post("network-policies", &policy()).ok();
    let mut workspace = customer.own();
    workspace["pricing_tier"] = json!("PREMIUM");
    let id = customer.post("workspaces", &workspace).id("workspace_id");
    let option = format!("workspaces/{id}/network");
    let unknown = json!({ "network_policy_id": "nobody" });
    customer.call("PUT", &option, &unknown).refused(INVALID, &["nobody does not exist"]);
    let assigned = json!({ "network_policy_id": "lake-np" });
    customer.call("PUT", &option, &assigned).refused(INVALID, &["ENTERPRISE"]);
    assert_eq!(customer.get("workspaces/1/network").status, 404);
}

#[test]
fn policies_need_enterprise() {
    let mut customer = Customer::with(Settings { tier: Tier::Premium, ..Settings::default() });
    let answer = customer.post("network-policies", &policy());
    answer.refused("PERMISSION_DENIED", &["ENTERPRISE"]);
}
