//! The fake itself: what it holds, and how it answers.

use std::collections::BTreeMap;

use http::{Request, Response};
use serde::Serialize;
use serde_json::{Value, json};

use crate::account::{Account, Leftover};
use crate::console;
use crate::effect::Effect;
use crate::entities::declared;
use crate::facts::Facts;
use crate::front_door::{self, Vantage};
use crate::host::{self, Host};
use crate::login::Tokens;
use crate::preexisting::{self, Preexisting};
use crate::refused::Refused;
use crate::settings::{Settings, Tier};
use crate::workspace;
use crate::workspace_api;
use crate::world::Surroundings;

/// All accounts and workspaces, in memory.
#[derive(Debug)]
pub struct Databricks {
    pub(crate) settings: Settings,
    pub(crate) accounts: BTreeMap<String, Account>,
    tokens: Tokens,
    refusals: Vec<Refusal>,
}

/// A request that was answered with an error of substance, or (status 200) with a workspace that has failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// `POST /api/2.0/accounts/…/credentials`
    pub request: String,
    pub status: u16,
    pub message: String,
}

impl Databricks {
    pub fn new(settings: Settings) -> Self {
        let accounts = BTreeMap::new();
        Self { settings, accounts, tokens: Tokens::default(), refusals: Vec::new() }
    }

    /// Makes it be there before the first request. What is put twice is there once.
    pub fn put_preexisting(&mut self, it: &Preexisting) {
        preexisting::put(&mut self.accounts, it);
    }

    /// What no request does: Databricks raises the tier of the workspaces that are below it, as the contract has changed.
    pub fn raise_tiers(&mut self, to: Tier) {
        self.accounts.values_mut().for_each(|account| workspace::raise_tiers(account, to));
    }

    /// Whether requests to this host are for Databricks.
    pub fn serves(host: &str) -> bool {
        host::serves(host)
    }

    /// The answer to a request to `host`, by what AWS holds and the time, in Unix seconds.
    pub fn answer(
        &mut self,
        host: &str,
        from: Vantage,
        request: &Request<Vec<u8>>,
        facts: &Facts,
        now: f64,
    ) -> Response<Vec<u8>> {
        if let Some(answer) = front_door::turned_away(&self.accounts, host, from, request) {
            self.remember_turned_away(request, &answer);
            return answer;
        }
        match self.judge(host, request, facts, now) {
            Ok(body) => {
                self.remember_failure(request, &body);
                respond(200, &body)
            }
            Err(refused) => {
                self.remember_refusal(request, &refused);
                respond(refused.status, &refused.body())
            }
        }
    }

    /// What the answers so far have led to in AWS, in order; whoever takes it carries it out.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        self.accounts.values_mut().flat_map(Account::take_effects).collect()
    }

    /// Everything there is, for whoever looks.
    pub fn state(&self) -> Value {
        let accounts: serde_json::Map<_, _> =
            self.accounts.iter().map(|(id, account)| (id.clone(), account.state())).collect();
        json!({ "accounts": accounts })
    }

    pub fn leftovers(&self) -> Vec<Leftover> {
        self.accounts.values().flat_map(Account::leftovers).collect()
    }

    /// What was refused for a reason, oldest first, without reads of what is not there.
    pub fn refusals(&self) -> &[Refusal] {
        &self.refusals
    }

    fn judge(
        &mut self,
        host: &str,
        request: &Request<Vec<u8>>,
        facts: &Facts,
        now: f64,
    ) -> Result<Value, Refused> {
        let host = host::parse(host).ok_or_else(|| Refused::unknown_path(request))?;
        let around =
            Surroundings { aws: facts, settings: &self.settings, declared: declared(), now };
        if let Some(answer) = self.tokens.login(&host, request, &self.accounts, now) {
            return answer;
        }
        let scope = self.tokens.check(request, now)?;
        match host {
            Host::Console(partition) => {
                console::answer(&mut self.accounts, &partition, &scope, request, around)
            }
            Host::Workspace(address) => {
                workspace_api::answer(&mut self.accounts, &address, &scope, request, around)
            }
        }
    }

    fn remember_refusal(&mut self, request: &Request<Vec<u8>>, refused: &Refused) {
        let is_absent = request.method() == http::Method::GET && refused.status == 404;
        if is_absent || !refused.details.is_empty() {
            return;
        }
        self.remember(request, refused.status, refused.message.clone());
    }

    fn remember_turned_away(&mut self, request: &Request<Vec<u8>>, answer: &Response<Vec<u8>>) {
        if answer.status().is_redirection() {
            let message =
                "private-link-validation-error: public access is off, and this is outside";
            self.remember(request, answer.status().as_u16(), message.to_owned());
        }
    }

    /// What the service refuses late is no error of a request: the workspace is read, and has failed.
    fn remember_failure(&mut self, request: &Request<Vec<u8>>, body: &Value) {
        if body["workspace_status"] == "FAILED" {
            let message = body["workspace_status_message"].as_str().unwrap_or_default();
            self.remember(request, 200, message.to_owned());
        }
    }

    /// Once, however often it is asked.
    fn remember(&mut self, request: &Request<Vec<u8>>, status: u16, message: String) {
        let request = format!("{} {}", request.method(), without_account(request.uri().path()));
        let refusal = Refusal { request, status, message };
        if self.refusals.last() != Some(&refusal) {
            self.refusals.push(refusal);
        }
    }
}

/// An account id says nothing and must not be in a report.
fn without_account(path: &str) -> String {
    let mut segments: Vec<&str> = path.split('/').collect();
    for at in 1..segments.len() {
        if segments[at - 1] == "accounts" {
            segments[at] = "…";
        }
    }
    segments.join("/")
}

fn respond(status: u16, body: &Value) -> Response<Vec<u8>> {
    Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(body.to_string().into_bytes())
        .expect("a status between 200 and 599 and a header without line breaks")
}

#[cfg(test)]
mod tests;
