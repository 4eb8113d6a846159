//! How the provider logs in: metadata of the host, discovery of its endpoints, a token for client credentials or for the
//! token of a runner (databricks-sdk-go 0.170.0, `config/host_metadata.go`, `config/config.go`, `config/auth_m2m.go`,
//! `config/auth_oidc.go`).

pub(crate) mod id_token;

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::host::{self, Address, Host};
use crate::ids::digest;
use crate::refused::Refused;
use crate::workspace;

/// Seconds, as many as a token of the real service lives. Whole ones: Go's client takes no others.
const LIFETIME: u32 = 3600;

#[derive(Debug, Default)]
pub(crate) struct Tokens {
    issued: BTreeMap<String, Token>,
}

#[derive(Clone, Debug)]
struct Token {
    scope: Scope,
    /// Unix seconds.
    expires: f64,
}

/// What a token opens. An account's token opens the account's workspaces too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Account(String),
    /// Deployment name.
    Workspace(String),
}

impl Tokens {
    /// The answer, if the request is part of a login; these need no token.
    pub(crate) fn login(
        &mut self,
        host: &Host,
        request: &Request<Vec<u8>>,
        accounts: &BTreeMap<String, Account>,
        now: f64,
    ) -> Option<Result<Value, Refused>> {
        let path = request.uri().path();
        if path == "/.well-known/databricks-config" && request.method() == Method::GET {
            return Some(metadata(host, accounts));
        }
        let (scope, rest) = scope(host, path.strip_prefix("/oidc")?)?;
        match (request.method(), rest.as_str()) {
            (&Method::GET, "/.well-known/oauth-authorization-server") => {
                Some(Ok(discovery(host, &scope)))
            }
            (&Method::POST, "/v1/token") => Some(self.issue(host, request, scope, accounts, now)),
            _ => None,
        }
    }

    /// What the token of the request opens.
    pub(crate) fn check(&self, request: &Request<Vec<u8>>, now: f64) -> Result<Scope, Refused> {
        let bearer = header(request).strip_prefix("Bearer ").unwrap_or_default();
        match self.issued.get(bearer) {
            Some(token) if token.expires > now => Ok(token.scope.clone()),
            Some(_) => Err(Refused::unauthenticated("the access token has expired")),
            None => Err(Refused::unauthenticated(
                "Credential was not sent or was of an unsupported type for this API.",
            )),
        }
    }

    fn issue(
        &mut self,
        host: &Host,
        request: &Request<Vec<u8>>,
        scope: Scope,
        accounts: &BTreeMap<String, Account>,
        now: f64,
    ) -> Result<Value, Refused> {
        let form = form(request);
        let client = match form.get("grant_type").map(String::as_str) {
            Some("client_credentials") => client(request).ok_or_else(|| {
                Refused::unauthenticated("client id and secret must not be empty")
            })?,
            Some(id_token::EXCHANGE) => {
                id_token::check(&form, account_of(host, &scope, accounts)?)?;
                form.get("client_id").cloned().unwrap_or_default()
            }
            _ => return Err(Refused::malformed("the fake does not know this grant_type")),
        };
        let token = digest(&format!("{client}/{scope:?}/{}", self.issued.len()));
        let token = format!("rehearsal-{}", &token[..32]);
        self.issued.insert(token.clone(), Token { scope, expires: now + f64::from(LIFETIME) });
        Ok(json!({
            "access_token": token, "token_type": "Bearer", "expires_in": LIFETIME, "scope": "all-apis"
        }))
    }
}

fn metadata(host: &Host, accounts: &BTreeMap<String, Account>) -> Result<Value, Refused> {
    match host {
        Host::Console(partition) => Ok(json!({
            "oidc_endpoint": format!("{}/oidc/accounts/{{account_id}}", partition.accounts_host),
            "cloud": "AWS",
            "host_type": "account",
        })),
        Host::Workspace(address) => {
            let (account, workspace) = workspace::find(accounts, address)?;
            Ok(json!({
                "oidc_endpoint": format!("{}/oidc", url(address)),
                "account_id": account.id,
                "workspace_id": workspace["workspace_id"].to_string(),
                "cloud": "AWS",
                "host_type": "workspace",
            }))
        }
    }
}

/// Whom a path below `/oidc` is about, and what is left of it.
fn scope(host: &Host, path: &str) -> Option<(Scope, String)> {
    match host {
        Host::Console(_) => {
            let (id, rest) = path.strip_prefix("/accounts/")?.split_once('/')?;
            Some((Scope::Account(id.to_owned()), format!("/{rest}")))
        }
        Host::Workspace(address) => {
            Some((Scope::Workspace(address.deployment.clone()), path.to_owned()))
        }
    }
}

fn discovery(host: &Host, scope: &Scope) -> Value {
    let root = match (host, scope) {
        (Host::Console(partition), Scope::Account(id)) => {
            format!("{}/oidc/accounts/{id}", partition.accounts_host)
        }
        (Host::Console(partition), Scope::Workspace(_)) => partition.accounts_host.clone(),
        (Host::Workspace(address), _) => format!("{}/oidc", url(address)),
    };
    json!({
        "issuer": root,
        "authorization_endpoint": format!("{root}/v1/authorize"),
        "token_endpoint": format!("{root}/v1/token"),
        "grant_types_supported": ["client_credentials", id_token::EXCHANGE],
    })
}

fn url(address: &Address) -> String {
    format!("https://{}.{}", address.deployment, host::domain_of(&address.partition))
}

/// The id of the account that a login is about.
fn account_of<'a>(
    host: &Host,
    scope: &'a Scope,
    accounts: &'a BTreeMap<String, Account>,
) -> Result<&'a str, Refused> {
    match (host, scope) {
        (Host::Workspace(address), _) => Ok(&workspace::find(accounts, address)?.0.id),
        (Host::Console(_), Scope::Account(id) | Scope::Workspace(id)) => Ok(id),
    }
}

fn form(request: &Request<Vec<u8>>) -> BTreeMap<String, String> {
    form_urlencoded::parse(request.body()).into_owned().collect()
}

/// The client's id, of HTTP basic authentication with an id and a secret.
fn client(request: &Request<Vec<u8>>) -> Option<String> {
    let basic = STANDARD.decode(header(request).strip_prefix("Basic ")?).ok()?;
    let basic = String::from_utf8(basic).ok()?;
    let (id, secret) = basic.split_once(':')?;
    (!id.is_empty() && !secret.is_empty()).then(|| id.to_owned())
}

fn header(request: &Request<Vec<u8>>) -> &str {
    let value = request.headers().get("authorization");
    value.and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
