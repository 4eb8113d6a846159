use http::Request;

use super::id_token::id_token;
use crate::databricks::Databricks;
use crate::identity::applier::APPLICATION;
use crate::testing::customer::{ACCOUNT, CONSOLE, Customer, TOKEN};

fn get(path: &str, token: &str) -> Request<Vec<u8>> {
    let request = Request::get(path).header("authorization", format!("Bearer {token}"));
    request.body(Vec::new()).unwrap()
}

fn networks(account: &str) -> String {
    format!("/api/2.0/accounts/{account}/networks")
}

#[test]
fn hosts_of_every_partition_are_served_and_no_others() {
    for host in [
        "accounts.cloud.databricks.com",
        "accounts.cloud.databricks.us",
        "accounts-dod.cloud.databricks.mil",
        "dbc-01234567-89ab.cloud.databricks.com:443",
    ] {
        assert!(Databricks::serves(host), "{host}");
    }
    assert!(!Databricks::serves("databricks.com.example.org"));
    assert!(!Databricks::serves("sts.amazonaws.com"));
}

#[test]
fn a_console_says_where_its_accounts_log_in() {
    let mut customer = Customer::new();
    let metadata = customer.send(CONSOLE, &get("/.well-known/databricks-config", "")).ok();
    let endpoint = metadata["oidc_endpoint"].as_str().unwrap().replace("{account_id}", ACCOUNT);
    let path = endpoint.strip_prefix("https://accounts.cloud.databricks.com").unwrap();
    let path = format!("{path}/.well-known/oauth-authorization-server");
    let discovery = customer.send(CONSOLE, &get(&path, "")).ok();
    assert_eq!(
        discovery["token_endpoint"],
        format!("https://accounts.cloud.databricks.com{TOKEN}")
    );
}

#[test]
fn a_client_without_secret_gets_no_token() {
    let mut customer = Customer::new();
    let request = Request::post(TOKEN)
        .header("authorization", "Basic aWQ6")
        .body(b"grant_type=client_credentials".to_vec())
        .unwrap();
    customer.send(CONSOLE, &request).refused("UNAUTHENTICATED", &["must not be empty"]);
}

#[test]
fn a_token_that_was_not_issued_opens_nothing() {
    let mut customer = Customer::new();
    let answer = customer.send(CONSOLE, &get(&networks(ACCOUNT), "rehearsal-guessed"));
    assert_eq!(answer.status, 401);
}

#[test]
fn a_token_expires() {
    let mut customer = Customer::new();
    customer.get("networks").ok();
    customer.now += 3601.0;
    assert_eq!(customer.get("networks").status, 401);
}

#[test]
fn a_token_opens_its_own_account_only() {
    let mut customer = Customer::new();
    let token = customer.log_in(CONSOLE, TOKEN);
    customer.send(CONSOLE, &get(&networks(ACCOUNT), &token)).ok();
    let other = networks("11111111-2222-4333-8444-555555555555");
    customer.send(CONSOLE, &get(&other, &token)).refused("PERMISSION_DENIED", &["not for"]);
}

#[test]
fn accounts_do_not_see_each_other() {
    let mut customer = Customer::new();
    customer.network().ok();
    let other = "11111111-2222-4333-8444-555555555555";
    let token = customer.log_in(CONSOLE, &format!("/oidc/accounts/{other}/v1/token"));
    let listed = customer.send(CONSOLE, &get(&networks(other), &token)).ok();
    assert_eq!(listed.as_array().map(Vec::len), Some(0));
    assert_eq!(customer.get("networks").ok().as_array().map(Vec::len), Some(1));
}

#[test]
fn an_account_is_at_one_console() {
    let mut customer = Customer::new();
    customer.network().ok();
    let console = "accounts.cloud.databricks.us";
    let token = customer.log_in(console, TOKEN);
    let answer = customer.send(console, &get(&networks(ACCOUNT), &token));
    answer.refused("PERMISSION_DENIED", &["https://accounts.cloud.databricks.com"]);
}

#[test]
fn a_workspace_knows_who_asks_once_it_is_deployed() {
    let mut customer = Customer::new();
    let me = "/api/2.0/preview/scim/v2/Me?excludedAttributes=entitlements";
    let workspace = customer.managed();
    let workspace = customer.post("workspaces", &workspace).ok();
    let name = workspace["deployment_name"].as_str().unwrap();
    let host = format!("{name}.cloud.databricks.com");

    let metadata = customer.send(&host, &get("/.well-known/databricks-config", "")).ok();
    assert_eq!(metadata["workspace_id"], workspace["workspace_id"].to_string());
    for token in [customer.log_in(&host, "/oidc/v1/token"), customer.log_in(CONSOLE, TOKEN)] {
        assert_eq!(customer.send(&host, &get(me, &token)).ok()["userName"], APPLICATION);
    }
    let token = customer.log_in(CONSOLE, TOKEN);
    let elsewhere = "dbc-00000000-0000.cloud.databricks.com";
    customer.send(elsewhere, &get(me, &token)).refused("MALFORMED_REQUEST", &["no workspace"]);
}

fn exchange(subject: &str) -> Request<Vec<u8>> {
    let body = format!(
        "client_id=id&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token={subject}"
    );
    Request::post(TOKEN).body(body.into_bytes()).unwrap()
}

#[test]
fn a_runner_is_let_in_with_a_token_for_the_account() {
    let mut customer = Customer::new();
    let answer = customer.send(CONSOLE, &exchange(&id_token(ACCOUNT))).ok();
    let token = answer["access_token"].as_str().unwrap();
    assert_eq!(customer.send(CONSOLE, &get(&networks(ACCOUNT), token)).status, 200);
}

#[test]
fn a_token_for_somebody_else_is_not_exchanged() {
    let mut customer = Customer::new();
    let url = format!("https://accounts.cloud.databricks.com{TOKEN}");
    customer
        .send(CONSOLE, &exchange(&id_token(&url)))
        .refused("UNAUTHENTICATED", &["audience", &url]);
    customer.send(CONSOLE, &exchange("secret")).refused("UNAUTHENTICATED", &["no JWT"]);
}
