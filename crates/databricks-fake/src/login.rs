//! How the provider logs in: metadata of the host, discovery of its endpoints, a token for client credentials
//! (databricks-sdk-go 0.170.0, `config/host_metadata.go`, `config/config.go`, `config/auth_m2m.go`).

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
            (&Method::POST, "/v1/token") => Some(self.issue(request, scope, now)),
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
        request: &Request<Vec<u8>>,
        scope: Scope,
        now: f64,
    ) -> Result<Value, Refused> {
        if !grants_client_credentials(request) {
            return Err(Refused::malformed("the fake knows only grant_type=client_credentials"));
        }
        let Some(client) = client(request) else {
            return Err(Refused::unauthenticated("client id and secret must not be empty"));
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
        "grant_types_supported": ["client_credentials"],
    })
}

fn url(address: &Address) -> String {
    format!("https://{}.{}", address.deployment, host::domain_of(&address.partition))
}

fn grants_client_credentials(request: &Request<Vec<u8>>) -> bool {
    let body = String::from_utf8_lossy(request.body());
    body.split('&').any(|pair| pair == "grant_type=client_credentials")
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
