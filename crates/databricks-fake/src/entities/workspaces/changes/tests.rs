use serde_json::{Value, json};

use crate::settings::Tier;
use crate::testing::customer::{Answer, Customer, network};
use crate::testing::world::REGION;

const INVALID: &str = "INVALID_PARAMETER_VALUE";

fn change(customer: &mut Customer, path: &str, field: &str, value: &Value) -> Answer {
    customer.call("PATCH", &format!("{path}?update_mask={field}"), &json!({ field: value }))
}

/// Names no endpoints.
fn plain_network(customer: &mut Customer) -> Value {
    let mut plain = network();
    plain["network_name"] = json!("plain");
    json!(customer.post("networks", &plain).id("network_id"))
}

fn config(customer: &mut Customer, name: &str) -> Value {
    let config = json!({ "name": name, "region": REGION });
    json!(
        customer.post("network-connectivity-configs", &config).id("network_connectivity_config_id")
    )
}

#[test]
fn a_workspace_is_changed_at_rest() {
    let mut customer = Customer::new();
    let managed = customer.managed();
    let path = format!("workspaces/{}", customer.post("workspaces", &managed).id("workspace_id"));
    let tags = json!({ "a": "b" });
    change(&mut customer, &path, "custom_tags", &tags).refused("INVALID_STATE", &["PROVISIONING"]);
    customer.get(&path).ok();
    change(&mut customer, &path, "custom_tags", &tags).ok();
}

#[test]
fn tags_are_replaced_but_not_emptied() {
    let mut customer = Customer::new();
    let managed = customer.managed();
    let path = customer.running(&managed);
    for tags in [json!({ "a": "b" }), json!({ "c": "d" })] {
        change(&mut customer, &path, "custom_tags", &tags).ok();
        assert_eq!(customer.get(&path).ok()["custom_tags"], tags);
    }
    change(&mut customer, &path, "custom_tags", &json!({})).ok();
    assert_eq!(customer.get(&path).ok()["custom_tags"], json!({ "c": "d" }));
}

#[test]
fn a_running_workspace_does_not_move_into_our_vpc() {
    let mut customer = Customer::new();
    let managed = customer.managed();
    let path = customer.running(&managed);
    let network = json!(customer.network().id("network_id"));
    let answer = change(&mut customer, &path, "network_id", &network);
    answer.refused(INVALID, &["network_id can be changed only if"]);
}

#[test]
fn a_workspace_does_not_move_out_of_our_vpc() {
    let mut customer = Customer::new();
    let own = customer.own();
    let path = customer.running(&own);
    let answer = change(&mut customer, &path, "network_id", &json!(""));
    answer.refused(INVALID, &["network_id cannot be removed"]);
}

/// It cannot be made to fail by a request: a workspace fails for its network.
#[test]
fn a_workspace_that_failed_moves_into_our_vpc() {
    let failed = json!({ "workspace_status": "FAILED" });
    let moved = json!({ "workspace_status": "FAILED", "network_id": "n" });
    let (failed, moved) = (failed.as_object().unwrap(), moved.as_object().unwrap());
    let mut customer = Customer::new();
    customer.network().ok();
    customer.in_world(|world| assert!(super::vpc_stays_whose_it_is(failed, moved, world).is_ok()));
    customer.in_world(|world| assert!(super::vpc_stays_whose_it_is(moved, failed, world).is_err()));
}

#[test]
fn private_access_and_connectivity_are_exchanged_but_not_detached() {
    let mut customer = Customer::new();
    let mut workspace = customer.private();
    workspace["network_connectivity_config_id"] = config(&mut customer, "one");
    let path = customer.running(&workspace);
    let other = json!({
        "private_access_settings_name": "other", "region": REGION, "public_access_enabled": true,
    });
    let other = customer.post("private-access-settings", &other).id("private_access_settings_id");
    for (field, other) in [
        ("private_access_settings_id", json!(other)),
        ("network_connectivity_config_id", config(&mut customer, "two")),
    ] {
        let detached = change(&mut customer, &path, field, &json!(""));
        detached.refused(INVALID, &[&format!("{field} cannot be removed")]);
        change(&mut customer, &path, field, &other).ok();
        assert_eq!(customer.get(&path).ok()[field], other);
    }
}

#[test]
fn the_key_of_storage_is_added_but_not_exchanged() {
    let mut customer = Customer::new();
    let own = customer.own();
    let path = customer.running(&own);
    let [one, two] = [["STORAGE", "STORAGE"], ["STORAGE", "MANAGED_SERVICES"]]
        .map(|uses| json!(customer.key(&uses).id("customer_managed_key_id")));
    let field = "storage_customer_managed_key_id";
    change(&mut customer, &path, field, &one).ok();
    customer.get(&path).ok();
    let refused = "cannot replace an existing key configuration for workspace storage";
    change(&mut customer, &path, field, &two).refused(INVALID, &[refused]);
    change(&mut customer, &path, field, &json!("")).refused(INVALID, &[refused]);
    change(&mut customer, &path, field, &one).ok();
}

#[test]
fn the_key_of_managed_services_is_exchanged_but_not_removed() {
    let mut customer = Customer::new();
    let own = customer.own();
    let path = customer.running(&own);
    let [one, two] = [["MANAGED_SERVICES", "STORAGE"], ["STORAGE", "MANAGED_SERVICES"]]
        .map(|uses| json!(customer.key(&uses).id("customer_managed_key_id")));
    let field = "managed_services_customer_managed_key_id";
    for key in [&one, &two] {
        change(&mut customer, &path, field, key).ok();
        customer.get(&path).ok();
    }
    customer.delete(&format!("customer-managed-keys/{}", one.as_str().unwrap())).ok();
    change(&mut customer, &path, field, &json!("")).refused(INVALID, &["cannot be removed"]);
}

#[test]
fn private_link_is_not_downgraded() {
    let mut customer = Customer::new();
    let mut workspace = customer.private();
    let open = json!({
        "private_access_settings_name": "open", "region": REGION, "public_access_enabled": true,
    });
    let open = customer.post("private-access-settings", &open).id("private_access_settings_id");
    workspace["private_access_settings_id"] = json!(open);
    let path = customer.running(&workspace);
    let plain = plain_network(&mut customer);
    let answer = change(&mut customer, &path, "network_id", &plain);
    answer.refused(INVALID, &["cannot downgrade a workspace"]);
}

#[test]
fn private_link_is_added() {
    let mut customer = Customer::new();
    let private = customer.private();
    let mut workspace = private.clone();
    workspace["network_id"] = plain_network(&mut customer);
    workspace.as_object_mut().unwrap().remove("private_access_settings_id");
    let path = customer.running(&workspace);
    let [network, settings] =
        ["network_id", "private_access_settings_id"].map(|field| private[field].clone());
    let both = json!({ "network_id": network, "private_access_settings_id": settings });
    let masked = format!("{path}?update_mask=network_id,private_access_settings_id");
    customer.call("PATCH", &masked, &both).ok();
    assert_eq!(customer.get(&path).ok()["workspace_status"], "RUNNING");
}

#[test]
fn a_tier_is_raised_by_databricks_alone() {
    let mut customer = Customer::new();
    let mut managed = customer.managed();
    managed["pricing_tier"] = json!("PREMIUM");
    let path = customer.running(&managed);
    let enterprise = json!("ENTERPRISE");
    let answer = change(&mut customer, &path, "pricing_tier", &enterprise);
    answer.refused(INVALID, &["pricing_tier of Workspace cannot be changed"]);
    customer.databricks.raise_tiers(Tier::Enterprise);
    assert_eq!(customer.get(&path).ok()["pricing_tier"], enterprise);
    customer.databricks.raise_tiers(Tier::Premium);
    assert_eq!(customer.get(&path).ok()["pricing_tier"], enterprise);
}
