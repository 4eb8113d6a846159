//! Names of hosts and of services behind endpoints.

use std::fmt;

use super::{Mistake, text_value};

/// A host's name in lower case: `db.acme.example`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostName(String);

/// A host's name, or, with a dot before it, every name below it: `.pypi.org`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DomainPattern(String);

/// What an endpoint connects to: `com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndpointService(String);

/// RFC 1123: labels of 1 to 63 letters, digits and inner hyphens, 253 characters in all.
fn is_host_name(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| plain(b) || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(is_label)
}

impl HostName {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        if is_host_name(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(Mistake::malformed(format!("`{text}` is not the name of a host"))
            .help("in lower case, without `https://`, path or `*`: `db.acme.example`"))
    }
}

impl DomainPattern {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        if is_host_name(text.strip_prefix('.').unwrap_or(text)) {
            return Ok(Self(text.to_owned()));
        }
        Err(Mistake::malformed(format!("`{text}` is not a domain")).help(
            "a host's name, `pypi.org`, or with a dot before it every name below: `.pypi.org`",
        ))
    }
}

impl EndpointService {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let rest = text.strip_prefix("com.amazonaws.");
        if rest.is_some_and(is_host_name) {
            return Ok(Self(text.to_owned()));
        }
        Err(Mistake::malformed(format!("`{text}` is not the name of an endpoint service"))
            .help("as AWS shows it: `com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0`"))
    }

    /// Where the service lies, as its name says; none of a name of another form.
    pub fn region(&self) -> Option<&str> {
        let (region, _) = self.0.strip_prefix("com.amazonaws.vpce.")?.split_once('.')?;
        Some(region)
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for DomainPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for EndpointService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(HostName, "^[a-z0-9-]+(\\.[a-z0-9-]+)+$");
text_value!(DomainPattern, "^\\.?[a-z0-9-]+(\\.[a-z0-9-]+)+$");
text_value!(EndpointService, "^com\\.amazonaws\\.[a-z0-9.-]+$");
