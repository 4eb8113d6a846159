//! Which AWS account signed a request.

use http::HeaderMap;
use http::header::AUTHORIZATION;

/// Access keys of this form act in the account whose number they end with.
pub const ACCESS_KEY_PREFIX: &str = "LAKEWRIGHT";

/// The access key with which a Terraform process acts in `account` (12 digits).
pub fn access_key(account: &str) -> String {
    format!("{ACCESS_KEY_PREFIX}{account}")
}

/// None if the signature is by another kind of key, such as one of an assumed role: then moto knows.
pub fn of(headers: &HeaderMap, query: Option<&str>) -> Option<String> {
    let key = in_header(headers).or_else(|| in_query(query?))?;
    let account = key.strip_prefix(ACCESS_KEY_PREFIX)?;
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    is_account.then(|| account.to_owned())
}

/// `AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/s3/aws4_request, SignedHeaders=…`
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
fn in_header(headers: &HeaderMap) -> Option<&str> {
    let authorization = headers.get(AUTHORIZATION)?.to_str().ok()?;
    authorization.split_once("Credential=")?.1.split('/').next()
}

/// As a presigned address has it, with its slashes escaped or not.
fn in_query(query: &str) -> Option<&str> {
    let credential = query.split('&').find_map(|pair| pair.strip_prefix("X-Amz-Credential="))?;
    credential.split(['/', '%']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(key: &str) -> HeaderMap {
        let value = format!("AWS4-HMAC-SHA256 Credential={key}/20260101/eu-west-1/s3/aws4_request");
        HeaderMap::from_iter([(AUTHORIZATION, value.parse().unwrap())])
    }

    #[test]
    fn the_access_key_names_the_account() {
        assert_eq!(of(&signed(&access_key("111122223333")), None).unwrap(), "111122223333");
    }

    #[test]
    fn a_presigned_address_names_it_too() {
        let query = "X-Amz-Date=1&X-Amz-Credential=LAKEWRIGHT111122223333%2F20260101%2Feu-west-1";
        assert_eq!(of(&HeaderMap::new(), Some(query)).unwrap(), "111122223333");
    }

    #[test]
    fn keys_of_another_form_name_none() {
        for key in ["AKIAIOSFODNN7EXAMPLE", "LAKEWRIGHT1111", "LAKEWRIGHT11112222333x", ""] {
            assert_eq!(of(&signed(key), None), None, "{key}");
        }
        assert_eq!(of(&HeaderMap::new(), Some("a=b")), None);
    }
}
