//! Reading requests: their bodies, and the parameters of their queries.

use http::Request;

use crate::object::Object;
use crate::refused::Refused;

/// Whether a deletion is forced: `?force=true`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Force {
    Yes,
    No,
}

pub(crate) fn body(request: &Request<Vec<u8>>) -> Result<Object, Refused> {
    let body = serde_json::from_slice(request.body());
    body.map_err(|error| Refused::malformed(format!("the body is no JSON object: {error}")))
}

pub(crate) fn force(request: &Request<Vec<u8>>) -> Force {
    match parameter(request, "force") {
        Some("true") => Force::Yes,
        _ => Force::No,
    }
}

pub(crate) fn parameter<'a>(request: &'a Request<Vec<u8>>, name: &str) -> Option<&'a str> {
    let pairs = request.uri().query()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next()
}

/// The body, if the parameter `update_mask` names what it holds and nothing else.
pub(crate) fn masked_body(request: &Request<Vec<u8>>) -> Result<Object, Refused> {
    let body = body(request)?;
    let Some(mask) = parameter(request, "update_mask") else { return Ok(body) };
    let mask = mask.replace("%2C", ",");
    let mask: Vec<&str> = mask.split(',').collect();
    if let Some(field) = mask.iter().find(|field| !body.contains_key(**field)) {
        return Err(Refused::invalid(format!("update_mask names {field}, the body does not")));
    }
    if let Some(field) = body.keys().find(|field| !mask.contains(&field.as_str())) {
        return Err(Refused::invalid(format!("update_mask does not name {field}, the body does")));
    }
    Ok(body)
}
