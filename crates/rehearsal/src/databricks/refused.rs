//! An answer that is an error, in the form of the real API: `{"error_code": …, "message": …}`.
//!
//! Never 429, 503 or 504, and never a 404 but for what is not there: the SDK retries the former, and the provider
//! takes the latter for "is gone" (databricks-sdk-go 0.170.0, apierr/errors.go, httpclient/errors.go).

use http::Request;
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) status: u16,
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Refused {
    /// The service's word for most of what it finds wrong with a configuration, not only with its form.
    pub(super) fn malformed(message: impl Into<String>) -> Self {
        Self { status: 400, code: "MALFORMED_REQUEST", message: message.into() }
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self { status: 400, code: "INVALID_PARAMETER_VALUE", message: message.into() }
    }

    /// 409, as a network in use was refused: databricks/databricks-sdk-go issue 777.
    pub(super) fn in_use(message: impl Into<String>) -> Self {
        Self { status: 409, code: "INVALID_STATE", message: message.into() }
    }

    pub(super) fn already_exists(message: impl Into<String>) -> Self {
        Self { status: 409, code: "RESOURCE_ALREADY_EXISTS", message: message.into() }
    }

    pub(super) fn forbidden(message: impl Into<String>) -> Self {
        Self { status: 403, code: "PERMISSION_DENIED", message: message.into() }
    }

    pub(super) fn unauthenticated(message: impl Into<String>) -> Self {
        Self { status: 401, code: "UNAUTHENTICATED", message: message.into() }
    }

    pub(super) fn absent(noun: &str, id: &str) -> Self {
        let message = format!("{noun} {id} does not exist");
        Self { status: 404, code: "RESOURCE_DOES_NOT_EXIST", message }
    }

    /// What nobody taught the stand-in, which says so rather than guess.
    pub(super) fn unknown_path(request: &Request<Vec<u8>>) -> Self {
        let message =
            format!("the rehearsal does not know {} {}", request.method(), request.uri().path());
        Self { status: 400, code: "NOT_SIMULATED", message }
    }

    pub(super) fn body(&self) -> Value {
        json!({ "error_code": self.code, "message": self.message })
    }
}
