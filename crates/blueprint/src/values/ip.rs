//! Single IPv4 addresses.

use std::fmt;
use std::net::Ipv4Addr;

use super::{Mistake, text_value};

/// `10.0.0.2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IpAddress(Ipv4Addr);

impl IpAddress {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mistake = |_| {
            Mistake::malformed(format!("`{text}` is not an IPv4 address"))
                .help("four numbers: `10.0.0.2`")
        };
        text.parse().map(Self).map_err(mistake)
    }

    pub fn get(self) -> Ipv4Addr {
        self.0
    }
}

impl fmt::Display for IpAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

text_value!(IpAddress, "^[0-9]{1,3}(\\.[0-9]{1,3}){3}$");
