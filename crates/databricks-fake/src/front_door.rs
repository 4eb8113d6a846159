//! Who reaches a workspace's own host: where its private access settings switch public access off, only who comes
//! through an endpoint that they admit.
//!
//! Anybody else is sent to the login page, with the reason in its address, and reads HTML there: the SDK knows it by
//! that (databricks-sdk-go 0.170.0, `apierr/private_link.go`; terraform-provider-databricks 1.126.0,
//! `docs/guides/troubleshooting.md`). The account console is open to all.

use std::collections::BTreeMap;

use http::{Request, Response};
use serde_json::Value;

use crate::account::Account;
use crate::entities::{private_access_settings, vpc_endpoints};
use crate::host::{self, Host};
use crate::object::{Object, text, texts};
use crate::workspace;

/// From where a request comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vantage {
    /// The internet.
    #[default]
    Outside,
    /// The network from which private workspaces are reached, through their front-end endpoints.
    Inside,
}

/// What is answered to a request that does not get in.
pub(crate) fn turned_away(
    accounts: &BTreeMap<String, Account>,
    host: &str,
    from: Vantage,
    request: &Request<Vec<u8>>,
) -> Option<Response<Vec<u8>>> {
    let Some(Host::Workspace(address)) = host::parse(host) else { return None };
    let (account, workspace) = workspace::find(accounts, &address).ok()?;
    if is_open(account, workspace, from) {
        return None;
    }
    Some(if request.uri().path() == LOGIN { page() } else { redirect(workspace) })
}

const LOGIN: &str = "/login.html";

fn is_open(account: &Account, workspace: &Object, from: Vantage) -> bool {
    let settings = text(workspace, private_access_settings::ENTITY.id)
        .and_then(|id| account.get(private_access_settings::ENTITY.collection, id));
    let Some(settings) = settings else { return true };
    if private_access_settings::public_access(settings) {
        return true;
    }
    from == Vantage::Inside && admits_an_endpoint(account, settings)
}

/// To the web application and the REST API, in the region: any of the account's, or those that are named.
fn admits_an_endpoint(account: &Account, settings: &Object) -> bool {
    let named = texts(settings.get("allowed_vpc_endpoint_ids"));
    let by_name = text(settings, "private_access_level") == Some("ENDPOINT");
    account.all(vpc_endpoints::ENTITY.collection).any(|endpoint| {
        let is = |field: &str, value: Option<&str>| text(endpoint, field) == value;
        let admitted = !by_name || named.iter().any(|id| is(vpc_endpoints::ENTITY.id, Some(id)));
        admitted
            && is("use_case", Some("WORKSPACE_ACCESS"))
            && is("region", text(settings, "region"))
    })
}

/// 303: whatever was asked, the page is fetched.
fn redirect(workspace: &Object) -> Response<Vec<u8>> {
    let id: &Value = &workspace["workspace_id"];
    Response::builder()
        .status(303)
        .header("location", format!("{LOGIN}?error=private-link-validation-error:{id}"))
        .body(Vec::new())
        .expect("a number in an address")
}

fn page() -> Response<Vec<u8>> {
    Response::builder()
        .header("content-type", "text/html")
        .body(b"<!doctype html><title>Databricks - Sign In</title>\n".to_vec())
        .expect("a fixed header")
}

#[cfg(test)]
mod tests;
