//! Paths in S3, as Unity Catalog compares them: by whole segments, a slash at the end says nothing.

use crate::object::{Object, text};
use crate::refused::Refused;

/// `s3://bucket/some/prefix`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct S3Path<'a> {
    pub(crate) bucket: &'a str,
    /// Without slashes at its ends; empty: the whole bucket.
    pub(crate) prefix: &'a str,
}

pub(crate) fn parse(url: &str) -> Result<S3Path<'_>, Refused> {
    let rest = url.strip_prefix("s3://").map(|rest| rest.trim_end_matches('/'));
    let path = rest.map(|rest| {
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        S3Path { bucket, prefix }
    });
    match path {
        Some(path) if !path.bucket.is_empty() => Ok(path),
        _ => Err(Refused::invalid(format!("Invalid URL '{url}': it must be s3://bucket/prefix"))),
    }
}

/// Of an external location.
pub(crate) fn url_of(location: &Object) -> &str {
    text(location, "url").unwrap_or_default()
}

/// Whether `inner` is `outer` or below it.
pub(crate) fn lies_in(inner: &str, outer: &str) -> bool {
    let (inner, outer) = (inner.trim_end_matches('/'), outer.trim_end_matches('/'));
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

pub(crate) fn same(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}

pub(crate) fn overlap(one: &str, other: &str) -> bool {
    lies_in(one, other) || lies_in(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_bucket_and_a_prefix() {
        let path = S3Path { bucket: "lake", prefix: "bronze/raw" };
        assert_eq!(parse("s3://lake/bronze/raw/").unwrap(), path);
        assert_eq!(parse("s3://lake").unwrap().prefix, "");
        assert!(parse("abfss://lake").is_err());
        assert!(parse("s3://").is_err());
    }

    #[test]
    fn paths_are_compared_by_segments() {
        assert!(overlap("s3://lake/", "s3://lake"));
        assert!(lies_in("s3://lake/bronze", "s3://lake"));
        assert!(!lies_in("s3://lake", "s3://lake/bronze"));
        assert!(!overlap("s3://lake/bronze", "s3://lake/bronze-2"));
    }
}
