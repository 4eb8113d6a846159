//! Answers of the proxy's own.

use http::{Response, StatusCode};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::ext::ReasonPhrase;

/// Clients show the reason of a refused `CONNECT`, never its body, so `why` is in both.
pub(super) fn refusal(status: StatusCode, why: &str) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::from(format!("{why}\n")));
    *answer.status_mut() = status;
    if let Ok(reason) = ReasonPhrase::try_from(why.to_owned()) {
        answer.extensions_mut().insert(reason);
    }
    answer
}

/// A fake that can't answer. 400, because providers try for minutes after anything that looks as if it
/// could pass; JSON, which both AWS and Databricks clients read.
pub(super) fn fault(why: &str) -> Response<Full<Bytes>> {
    let told = serde_json::json!({
        "__type": "RehearsalFault", "error_code": "REHEARSAL_FAULT", "message": why,
    });
    let mut answer = Response::new(Full::from(told.to_string()));
    *answer.status_mut() = StatusCode::BAD_REQUEST;
    answer.headers_mut().insert("content-type", http::HeaderValue::from_static("application/json"));
    answer
}
