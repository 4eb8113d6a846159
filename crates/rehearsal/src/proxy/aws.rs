//! A request to AWS, passed on to moto.

use anyhow::{Context, Result};
use http::header::{
    CONNECTION, CONTENT_LENGTH, EXPECT, HOST, HeaderName, PROXY_AUTHORIZATION, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri};
use hyper::body::Bytes;

use super::account;
use crate::loopback::Loopback;

const ACCOUNT: HeaderName = HeaderName::from_static("x-moto-account-id");

/// Between a client and its proxy only: not for whoever answers, nor back.
const HOP_BY_HOP: [HeaderName; 9] = [
    CONNECTION,
    EXPECT,
    PROXY_AUTHORIZATION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
];

/// The account that signed is told to moto in a header of moto's own; the host stays as it was.
pub(super) async fn forward(
    moto: &Loopback,
    host: &str,
    request: Request<Bytes>,
) -> Result<Response<Bytes>> {
    let asked = prepare(host, request)?;
    let is_head = asked.method() == Method::HEAD;
    let mut answer = moto.ask(asked).await.context("the fake of AWS does not answer")?;
    remove_hop_by_hop(answer.headers_mut());
    let has_length = is_head || answer.status() == StatusCode::NOT_MODIFIED;
    if !has_length {
        answer.headers_mut().remove(CONTENT_LENGTH); // counted anew
    }
    Ok(answer)
}

fn prepare(host: &str, request: Request<Bytes>) -> Result<Request<Bytes>> {
    let (mut head, body) = request.into_parts();
    remove_hop_by_hop(&mut head.headers);
    head.headers.remove(ACCOUNT);
    if let Some(account) = account::of(&head.headers, head.uri.query()) {
        head.headers.insert(ACCOUNT, HeaderValue::from_str(&account)?);
    }
    if !head.headers.contains_key(HOST) {
        head.headers.insert(HOST, HeaderValue::from_str(host)?);
    }
    let has_body = !matches!(head.method, Method::GET | Method::HEAD | Method::DELETE);
    if has_body || !body.is_empty() {
        head.headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    }
    head.uri = match head.uri.path_and_query() {
        Some(path) => Uri::from(path.clone()),
        None => Uri::from_static("/"),
    };
    Ok(Request::from_parts(head, body))
}

fn remove_hop_by_hop(headers: &mut HeaderMap) {
    for name in HOP_BY_HOP {
        headers.remove(name);
    }
}
