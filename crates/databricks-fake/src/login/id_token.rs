//! The token of a runner, which Databricks exchanges for one of its own (RFC 8693): it must be meant for the account.
//!
//! A federation policy that names no audience takes the account's id
//! (databricks-sdk-go 0.170.0, `OidcFederationPolicy` in `service/oauth2/model.go`).

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::refused::Refused;

pub(super) const EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";

/// As an issuer would sign it.
pub fn id_token(audience: &str) -> String {
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let header = part(json!({ "alg": "RS256", "typ": "JWT" }));
    let claims =
        part(json!({ "iss": "https://rehearsal.example", "sub": "rehearsal", "aud": audience }));
    format!("{header}.{claims}.{}", URL_SAFE_NO_PAD.encode("signature"))
}

/// Of a form of the exchange.
pub(super) fn check(form: &BTreeMap<String, String>, account: &str) -> Result<(), Refused> {
    let token = form.get("subject_token").map_or("", String::as_str);
    match audience(token) {
        Some(audience) if audience == account => Ok(()),
        Some(audience) => Err(Refused::unauthenticated(format!(
            "no federation policy has the audience `{audience}` of the token"
        ))),
        None => Err(Refused::unauthenticated("the token to exchange is no JWT with an audience")),
    }
}

fn audience(token: &str) -> Option<String> {
    let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    Some(claims["aud"].as_str()?.to_owned())
}
