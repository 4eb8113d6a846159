//! Ranges of IPv4 addresses.

use std::fmt;

use ipnet::Ipv4Net;

use super::{Mistake, text_value};

/// A range written as its first address and prefix length: `10.20.0.0/18`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cidr(Ipv4Net);

impl Cidr {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let net: Ipv4Net = text.parse().map_err(|_| {
            Mistake::malformed(format!("`{text}` is not a range of IPv4 addresses"))
                .help("first address and prefix length: `10.20.0.0/18`")
        })?;
        if net.addr() != net.network() {
            return Err(Mistake::malformed(format!("`{text}` has address bits beyond its prefix"))
                .help(format!("the range that holds this address is `{}`", net.trunc())));
        }
        Ok(Self(net))
    }

    pub fn new(net: Ipv4Net) -> Self {
        Self(net.trunc())
    }

    pub fn net(self) -> Ipv4Net {
        self.0
    }

    pub fn prefix(self) -> u8 {
        self.0.prefix_len()
    }

    pub fn first(self) -> u32 {
        self.0.network().into()
    }

    pub fn last(self) -> u32 {
        self.0.broadcast().into()
    }

    pub fn contains(self, other: Self) -> bool {
        self.0.contains(&other.0)
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }
}

/// Written at once: a run for a thousand workspaces shows a hundred thousand, piece by piece it would be felt.
impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut text, mut length) = ([0; "255.255.255.255/32".len()], 0);
        let mut push = |byte: u8| {
            text[length] = byte;
            length += 1;
        };
        let signs = [None, Some(b'.'), Some(b'.'), Some(b'.'), Some(b'/')];
        let numbers = self.0.addr().octets().into_iter().chain([self.prefix()]);
        for (sign, number) in signs.into_iter().zip(numbers) {
            sign.into_iter().for_each(&mut push);
            if number >= 100 {
                push(b'0' + number / 100);
            }
            if number >= 10 {
                push(b'0' + number / 10 % 10);
            }
            push(b'0' + number % 10);
        }
        f.write_str(str::from_utf8(&text[..length]).expect("digits and signs are ASCII"))
    }
}

/// The size of a range: `/20`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PrefixLength(u8);

impl PrefixLength {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let length = text.strip_prefix('/').filter(|digits| !digits.starts_with('+'));
        match length.and_then(|digits| digits.parse().ok()) {
            Some(length) if length <= 32 => Ok(Self(length)),
            _ => Err(Mistake::malformed(format!("`{text}` is not the size of a range"))
                .help("a slash and the prefix length: `/20`")),
        }
    }

    pub fn new(length: u8) -> Self {
        Self(length.min(32))
    }

    pub fn get(self) -> u8 {
        self.0
    }
}

impl fmt::Display for PrefixLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

text_value!(Cidr, "^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$");
text_value!(PrefixLength, "^/[0-9]{1,2}$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_shown_as_it_is_written() {
        for text in ["0.0.0.0/0", "10.20.0.0/18", "192.168.100.9/32", "255.255.255.255/32"] {
            assert_eq!(Cidr::parse(text).unwrap().to_string(), text);
        }
    }
}
