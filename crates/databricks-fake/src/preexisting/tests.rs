use blueprint::values::Region;
use serde_json::json;

use crate::object::plain;
use crate::preexisting::{Preexisting, Service, What};
use crate::testing::customer::{ACCOUNT, Customer, network};
use crate::testing::world::{AWS, REGION};

const REST: &str = "11111111-0000-4000-8000-000000000001";
const RELAY: &str = "11111111-0000-4000-8000-000000000002";
const CONFIG: &str = "11111111-0000-4000-8000-000000000003";

fn preexisting(id: &str, what: What) -> Preexisting {
    Preexisting {
        account: ACCOUNT.to_owned(),
        partition: Region::parse(REGION).unwrap().partition(None),
        region: REGION.to_owned(),
        id: id.to_owned(),
        what,
    }
}

fn endpoint(id: &str, name: &str, service: Service) -> Preexisting {
    let aws_id = format!("vpce-{name}");
    preexisting(id, What::VpcEndpoint { aws_id, aws_account: AWS.to_owned(), service })
}

fn furnished() -> Customer {
    let mut customer = Customer::new();
    for one in [
        endpoint(REST, "rest", Service::RestApi),
        endpoint(RELAY, "relay", Service::Relay),
        preexisting(CONFIG, What::NetworkConnectivityConfig),
        preexisting("strict", What::NetworkPolicy),
    ] {
        customer.databricks.put_preexisting(&one);
    }
    customer
}

#[test]
fn what_is_preexisting_is_used_and_is_no_leftover() {
    let mut customer = furnished();
    let mut network = network();
    network["vpc_endpoints"] = json!({ "rest_api": [REST], "dataplane_relay": [RELAY] });
    let mut workspace = customer.own();
    customer.delete(&format!("networks/{}", plain(&workspace["network_id"]))).ok();
    workspace["network_id"] = json!(customer.post("networks", &network).id("network_id"));
    let settings = customer.private_access(&json!(false)).id("private_access_settings_id");
    workspace["private_access_settings_id"] = json!(settings);
    workspace["network_connectivity_config_id"] = json!(CONFIG);
    let id = customer.post("workspaces", &workspace).id("workspace_id");
    let read = customer.get(&format!("workspaces/{id}")).ok();
    assert_eq!(read["workspace_status"], "RUNNING", "{read}");
    let policy = json!({ "network_policy_id": "strict" });
    customer.call("PUT", &format!("workspaces/{id}/network"), &policy).ok();
    let left = customer.databricks.leftovers();
    for id in [REST, RELAY, CONFIG, "strict"] {
        assert!(left.iter().all(|it| it.id != id), "{left:?}");
    }
}

#[test]
fn what_is_preexisting_is_registered_already() {
    let mut customer = furnished();
    customer.endpoint("rest").refused("RESOURCE_ALREADY_EXISTS", &[REST]);
}

#[test]
fn a_service_is_named_where_there_is_one() {
    let partition = Region::parse(REGION).unwrap().partition(None);
    let name = Service::RestApi.name(&partition, REGION);
    assert_eq!(name.as_deref(), Some("com.amazonaws.vpce.eu-west-1.vpce-svc-0da6ebf1461278016"));
    assert_eq!(Service::Relay.name(&partition, "eu-north-1"), None);
}

#[test]
fn a_preexisting_metastore_is_the_one_of_new_workspaces() {
    let mut customer = Customer::new();
    customer.databricks.put_preexisting(&preexisting(
        "33333333-0000-4000-8000-000000000001",
        What::Metastore("primary".to_owned()),
    ));
    let workspace = customer.managed();
    let workspace = customer.post("workspaces", &workspace).id("workspace_id");
    let assigned = customer.get(&format!("workspaces/{workspace}/metastore")).ok();
    assert_eq!(
        assigned["metastore_assignment"]["metastore_id"],
        "33333333-0000-4000-8000-000000000001"
    );
    let left = customer.databricks.leftovers();
    assert!(left.iter().all(|it| it.kind != "metastores"), "{left:?}");
}

#[test]
fn preexisting_identities_are_found_by_name_and_are_no_leftovers() {
    let mut customer = Customer::new();
    for one in [
        preexisting("team", What::Group),
        preexisting("Ada@example.com", What::User),
        preexisting(CONFIG, What::ServicePrincipal),
    ] {
        customer.databricks.put_preexisting(&one);
    }
    for (path, filter) in [
        ("Groups", "displayName+eq+%22team%22"),
        ("Users", "userName+eq+%22ada@example.com%22"),
        ("ServicePrincipals", &format!("applicationId+eq+%22{CONFIG}%22")),
    ] {
        let found = customer.get(&format!("scim/v2/{path}?filter={filter}")).ok();
        assert_eq!(found["totalResults"], 1, "{found}");
    }
    assert_eq!(customer.databricks.leftovers(), []);
}
