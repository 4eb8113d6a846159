//! GitHub's answer to a job that asks for its token: one that is meant for whom the job says (databricks-sdk-go 0.170.0,
//! `config/experimental/auth/oidc/github.go`).

use databricks_fake::id_token;
use http::{Request, Response};
use hyper::body::Bytes;
use serde_json::json;

pub(super) const HOST: &str = "pipelines.actions.githubusercontent.com";

/// In a job's `ACTIONS_ID_TOKEN_REQUEST_URL`.
pub(crate) const URL: &str =
    "https://pipelines.actions.githubusercontent.com/rehearsal?api-version=2.0";

pub(super) fn answer(request: &Request<Bytes>) -> Response<Bytes> {
    let query = request.uri().query().unwrap_or_default();
    let audience = query.split('&').find_map(|pair| pair.strip_prefix("audience="));
    let token = id_token(audience.unwrap_or("https://github.com/acme"));
    let body = json!({ "value": token }).to_string();
    let mut answer = Response::new(Bytes::from(body));
    let json = http::HeaderValue::from_static("application/json");
    answer.headers_mut().insert(http::header::CONTENT_TYPE, json);
    answer
}
