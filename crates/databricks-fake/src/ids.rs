//! Ids: each follows from a seed, so two runs of the same requests give the same ids.

use sha2::{Digest, Sha256};

/// Form of the ids of an entity.
#[derive(Clone, Copy)]
pub(crate) enum Ids {
    Uuid,
    /// Sixteen digits, a number in JSON.
    Integer,
    /// The same as a text.
    Digits,
    /// The request chooses the id, in the field of the id.
    Chosen,
}

impl Ids {
    pub(crate) fn make(self, seed: &str) -> String {
        match self {
            Self::Uuid | Self::Chosen => uuid(&digest(seed)),
            Self::Integer | Self::Digits => digits(seed),
        }
    }
}

/// `dbc-xxxxxxxx-xxxx`, as the service names a deployment that was not named.
pub(crate) fn deployment_name(seed: &str) -> String {
    let hex = digest(seed);
    format!("dbc-{}-{}", &hex[..8], &hex[8..12])
}

pub(crate) fn digest(seed: &str) -> String {
    let digest = Sha256::digest(seed.as_bytes());
    digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(hexadecimal).collect()
}

fn hexadecimal(digit: u8) -> char {
    char::from_digit(digit.into(), 16).expect("four bits")
}

pub(crate) fn uuid(hex: &str) -> String {
    let (variant, node) = (&hex[17..20], &hex[20..32]);
    format!("{}-{}-4{}-8{variant}-{node}", &hex[..8], &hex[8..12], &hex[13..16])
}

/// Sixteen digits, exact in a JSON number of any reader.
pub(crate) fn digits(seed: &str) -> String {
    let number = u64::from_str_radix(&digest(seed)[..15], 16).expect("fifteen hexadecimal digits");
    (1_000_000_000_000_000 + number % 8_000_000_000_000_000).to_string()
}
