//! An answer that is an error, in the form of the real API: `{"error_code": …, "message": …}`.
//!
//! Never 429, 503 or 504, and never a 404 but for what is not there: the SDK retries the former, and the provider
//! takes the latter for "is gone" (databricks-sdk-go 0.170.0, apierr/errors.go, httpclient/errors.go).

use http::Request;
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// What a client needs to come again, for errors that are part of a protocol: no refusals of substance.
    pub(crate) details: Vec<Value>,
}

impl Refused {
    fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), details: Vec::new() }
    }

    /// The service's word for most of what it finds wrong with a configuration, not only with its form.
    pub(crate) fn malformed(message: impl Into<String>) -> Self {
        Self::new(400, "MALFORMED_REQUEST", message)
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "INVALID_PARAMETER_VALUE", message)
    }

    /// 409, as a network in use was refused: databricks/databricks-sdk-go issue 777.
    pub(crate) fn in_use(message: impl Into<String>) -> Self {
        Self::new(409, "INVALID_STATE", message)
    }

    /// 400, as a root bucket was refused.
    pub(crate) fn unusable(message: impl Into<String>) -> Self {
        Self::new(400, "INVALID_STATE", message)
    }

    /// 400 here: the service says it with 404, which the provider would take for "is gone".
    pub(crate) fn switched_off(message: impl Into<String>) -> Self {
        Self::new(400, "FEATURE_DISABLED", message)
    }

    pub(crate) fn too_many(message: impl Into<String>) -> Self {
        Self::new(400, "QUOTA_EXCEEDED", message)
    }

    /// What EC2 answers to the trial of an instance profile.
    pub(crate) fn dry_run(message: impl Into<String>) -> Self {
        Self::new(400, "DRY_RUN_FAILED", message)
    }

    pub(crate) fn not_in_workspace(principal: &str, workspace: &Value) -> Self {
        let message = format!("Principal {principal} not in workspace {workspace}");
        Self::new(404, "RESOURCE_DOES_NOT_EXIST", message)
    }

    pub(crate) fn already_exists(message: impl Into<String>) -> Self {
        Self::new(409, "RESOURCE_ALREADY_EXISTS", message)
    }

    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(403, "PERMISSION_DENIED", message)
    }

    pub(crate) fn unauthenticated(message: impl Into<String>) -> Self {
        Self::new(401, "UNAUTHENTICATED", message)
    }

    /// The code says what is absent: Unity Catalog has one for each.
    pub(crate) fn not_found(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(404, code, message)
    }

    pub(crate) fn absent(noun: &str, id: &str) -> Self {
        let message = format!("{noun} {id} does not exist");
        Self::new(404, "RESOURCE_DOES_NOT_EXIST", message)
    }

    /// What nobody taught the fake, which says so rather than guess.
    pub(crate) fn unknown_path(request: &Request<Vec<u8>>) -> Self {
        let message =
            format!("the rehearsal does not know {} {}", request.method(), request.uri().path());
        Self::new(400, "NOT_SIMULATED", message)
    }

    /// Somebody else has written meanwhile, or the writer has not read: with what to read it by.
    pub(crate) fn stale(etag: &str) -> Self {
        let message = "the setting has another version: come again with its etag";
        let details = vec![json!({
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "metadata": { "etag": etag },
        })];
        Self { details, ..Self::new(409, "RESOURCE_CONFLICT", message) }
    }

    pub(crate) fn body(&self) -> Value {
        let mut body = json!({ "error_code": self.code, "message": self.message });
        if !self.details.is_empty() {
            body["details"] = json!(self.details);
        }
        body
    }
}
