//! What a reader of SCIM asks for: which identities, and which of their attributes.

use http::Request;
use serde_json::{Value, json};

use crate::object::{Object, plain};
use crate::refused::Refused;
use crate::request::parameter;

/// Those that the filter admits, in the envelope of a list.
pub(crate) fn list(
    objects: impl Iterator<Item = Object>,
    request: &Request<Vec<u8>>,
) -> Result<Value, Refused> {
    let filter = decoded(request, "filter").map(|text| Filter::parse(&text)).transpose()?;
    let admitted = objects.filter(|it| filter.as_ref().is_none_or(|filter| filter.admits(it)));
    let found: Vec<Value> = admitted.map(|it| selected(it, request)).collect();
    Ok(json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": found.len(),
        "startIndex": 1,
        "itemsPerPage": found.len(),
        "Resources": found,
    }))
}

/// By which an identity is known: these come always. The provider reads the application id of a service principal
/// without asking for it (`scim/resource_service_principal.go`).
const ALWAYS: [&str; 2] = ["applicationId", "id"];

pub(crate) fn selected(mut object: Object, request: &Request<Vec<u8>>) -> Value {
    let names = |parameter: &str| -> Option<Vec<String>> {
        let names = decoded(request, parameter)?;
        (!names.is_empty()).then(|| names.split(',').map(str::to_owned).collect())
    };
    if let Some(wanted) = names("attributes") {
        object.retain(|field, _| ALWAYS.contains(&field.as_str()) || wanted.contains(field));
    }
    if let Some(unwanted) = names("excludedAttributes") {
        object.retain(|field, _| ALWAYS.contains(&field.as_str()) || !unwanted.contains(field));
    }
    object.into()
}

/// `attribute eq "value"`: no other is asked.
struct Filter {
    attribute: String,
    value: String,
}

impl Filter {
    fn parse(text: &str) -> Result<Self, Refused> {
        let parsed = text.split_once(" eq ").filter(|(attribute, _)| {
            ["id", "displayName", "userName", "applicationId", "externalId"].contains(attribute)
        });
        let Some((attribute, value)) = parsed else {
            return Err(Refused::invalid(format!("invalidFilter the rehearsal knows no {text}")));
        };
        let value = value.trim_matches('"').to_owned();
        Ok(Self { attribute: attribute.to_owned(), value })
    }

    fn admits(&self, object: &Object) -> bool {
        let actual = object.get(&self.attribute).map(plain).unwrap_or_default();
        actual.eq_ignore_ascii_case(&self.value)
    }
}

/// A parameter of the query without its encoding.
fn decoded(request: &Request<Vec<u8>>, name: &str) -> Option<String> {
    let text = parameter(request, name)?.replace('+', " ");
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}
