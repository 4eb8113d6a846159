//! The fingerprint by which a file we wrote is recognised.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// SHA-256 of a file's bytes with every CRLF as LF, so that a checkout by git with `autocrlf` is
/// not taken for an edit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hash([u8; 32]);

impl Hash {
    /// No hash is before it.
    pub(super) const LEAST: Self = Self([0; 32]);

    /// Of a hash that is written.
    pub(super) const DIGITS: usize = 64;

    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(with_lf(bytes)).into())
    }

    /// Appends what `Display` shows: `write!` would take as long again, and there are many.
    pub(super) fn push_to(&self, text: &mut String) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; Self::DIGITS];
        for (at, byte) in self.0.iter().enumerate() {
            digits[2 * at] = DIGITS[usize::from(byte >> 4)];
            digits[2 * at + 1] = DIGITS[usize::from(byte & 15)];
        }
        text.push_str(str::from_utf8(&digits).expect("hexadecimal digits are ASCII"));
    }
}

/// Whether two files say the same but for their line endings.
pub(super) fn same_text(a: &[u8], b: &[u8]) -> bool {
    a == b || with_lf(a) == with_lf(b)
}

fn with_lf(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let ends_crlf = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
    Cow::Owned((0..bytes.len()).filter(|&at| !ends_crlf(at)).map(|at| bytes[at]).collect())
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push_to(&mut text);
        f.write_str(&text)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Hash {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut hash = [0; 32];
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != hash.len() || !rest.is_empty() {
            return Err(format!("`{text}` is not a SHA-256 of 64 digits"));
        }
        for (byte, &[high, low]) in hash.iter_mut().zip(pairs) {
            let (Some(high), Some(low)) = (digit(high), digit(low)) else {
                return Err(format!("`{text}` is not a SHA-256 of 64 digits"));
            };
            *byte = high << 4 | low;
        }
        Ok(Self(hash))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_endings_do_not_count_but_a_lone_carriage_return_does() {
        assert_eq!(Hash::of(b"a\r\nb\r\n"), Hash::of(b"a\nb\n"));
        assert_ne!(Hash::of(b"a\rb\n"), Hash::of(b"ab\n"));
        assert!(same_text(b"a\r\n", b"a\n"));
    }

    #[test]
    fn a_hash_survives_being_written() {
        let hash = Hash::of(b"text");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert!("982d9e3e".parse::<Hash>().is_err());
        assert!("g".repeat(64).parse::<Hash>().is_err());
    }
}
