//! What a range is for that keeps its place from run to run.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};

use crate::values::{Cidr, ZoneId};

/// Ranges that an earlier run planned, by the key of the workspace.
pub type Pins = BTreeMap<String, PinnedRanges>;

/// Ranges of one workspace that an earlier run planned.
pub type PinnedRanges = BTreeMap<Pin, Cidr>;

/// What a planned range is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pin {
    /// The workspace's own VPC.
    Vpc,
    /// The inspection VPC, with the firewall.
    Hub,
    /// A subnet in this availability zone.
    Subnet(SubnetUse, ZoneId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubnetUse {
    /// Clusters: in the workspace's own VPC, or in one that it shares.
    Clusters,
    /// Interface endpoints.
    Endpoint,
    /// NAT gateways.
    Public,
    /// Attachments of a transit gateway.
    Transit,
    /// Of the inspection VPC: attachments of the transit gateway.
    HubTransit,
    /// Of the inspection VPC: endpoints of the firewall.
    HubFirewall,
    /// Of the inspection VPC: NAT gateways.
    HubPublic,
    /// Of the front end's transit VPC.
    FrontEnd,
}

impl SubnetUse {
    const ALL: [Self; 8] = [
        Self::Clusters,
        Self::Endpoint,
        Self::Public,
        Self::Transit,
        Self::HubTransit,
        Self::HubFirewall,
        Self::HubPublic,
        Self::FrontEnd,
    ];

    /// Before the zone in a pin's name. Clusters have the zone only.
    fn word(self) -> &'static str {
        match self {
            Self::Clusters => "",
            Self::Endpoint => "endpoint",
            Self::Public => "public",
            Self::Transit => "transit",
            Self::HubTransit => "hub transit",
            Self::HubFirewall => "hub firewall",
            Self::HubPublic => "hub public",
            Self::FrontEnd => "front-end",
        }
    }
}

const VPC: &str = "vpc";
const HUB: &str = "hub";

impl Pin {
    /// The clusters' subnet in a zone.
    pub(crate) fn of_clusters(zone: &ZoneId) -> Self {
        Self::Subnet(SubnetUse::Clusters, zone.clone())
    }

    /// Whether it is a subnet of this VPC of its workspace.
    pub fn is_in(&self, vpc: &Self) -> bool {
        use SubnetUse::{Clusters, Endpoint, HubFirewall, HubPublic, HubTransit, Public, Transit};
        match self {
            Self::Subnet(Clusters | Endpoint | Public | Transit, _) => *vpc == Self::Vpc,
            Self::Subnet(HubTransit | HubFirewall | HubPublic, _) => *vpc == Self::Hub,
            _ => false,
        }
    }
}

/// As the lock names it: `vpc`, `euw1-az1`, `endpoint euw1-az1`.
impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vpc => f.write_str(VPC),
            Self::Hub => f.write_str(HUB),
            Self::Subnet(SubnetUse::Clusters, zone) => write!(f, "{zone}"),
            Self::Subnet(of, zone) => write!(f, "{} {zone}", of.word()),
        }
    }
}

/// Why a text is not the name of a pin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPin(String);

impl FromStr for Pin {
    type Err = UnknownPin;

    fn from_str(text: &str) -> Result<Self, UnknownPin> {
        match text {
            VPC => return Ok(Self::Vpc),
            HUB => return Ok(Self::Hub),
            _ => {}
        }
        let (word, zone) = text.rsplit_once(' ').unwrap_or(("", text));
        let of = SubnetUse::ALL.into_iter().find(|of| of.word() == word);
        match (of, ZoneId::parse(zone)) {
            (Some(of), Ok(zone)) => Ok(Self::Subnet(of, zone)),
            _ => Err(UnknownPin(text.to_owned())),
        }
    }
}

impl fmt::Display for UnknownPin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is neither `vpc`, `hub` nor a subnet such as `endpoint euw1-az1`", self.0)
    }
}

impl<'de> Deserialize<'de> for Pin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// Two ranges of one workspace that overlap, or a subnet and the VPC that it should lie in and does not.
pub fn contradiction(pins: &PinnedRanges) -> Option<(&Pin, &Pin)> {
    let outside = pins.get(&Pin::Vpc).and_then(|vpc| {
        pins.iter().find(|(pin, range)| pin.is_in(&Pin::Vpc) && !vpc.contains(**range))
    });
    if let Some((subnet, _)) = outside {
        return Some((subnet, &Pin::Vpc));
    }
    let is_subnet = |pin: &Pin| matches!(pin, Pin::Subnet(..));
    let mut subnets: Vec<_> = pins.iter().filter(|(pin, _)| is_subnet(pin)).collect();
    subnets.sort_by_key(|(_, range)| range.first());
    let overlap = subnets.windows(2).find(|pair| pair[0].1.overlaps(*pair[1].1));
    overlap.map(|pair| (pair[0].0, pair[1].0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_survives_being_written() {
        let zone = ZoneId::parse("euw1-az1").unwrap();
        let subnets = SubnetUse::ALL.into_iter().map(|of| Pin::Subnet(of, zone.clone()));
        for pin in subnets.chain([Pin::Vpc, Pin::Hub]) {
            assert_eq!(pin.to_string().parse(), Ok(pin));
        }
    }

    #[test]
    fn what_no_run_writes_is_no_pin() {
        for text in ["", "vpcs", "euw1", "hub euw1-az1", "endpoint  euw1-az1", "endpoint vpc"] {
            assert!(text.parse::<Pin>().is_err(), "{text}");
        }
    }

    #[track_caller]
    fn check(pins: &[(&str, &str)], expected: Option<(&str, &str)>) {
        let pins =
            pins.iter().map(|(pin, range)| (pin.parse().unwrap(), Cidr::parse(range).unwrap()));
        let pins = pins.collect();
        let found = contradiction(&pins).map(|(one, other)| (one.to_string(), other.to_string()));
        assert_eq!(found, expected.map(|(one, other)| (one.to_owned(), other.to_owned())));
    }

    #[test]
    fn subnets_overlap_nothing_and_lie_in_their_vpc() {
        check(
            &[("vpc", "10.0.0.0/18"), ("euw1-az1", "10.0.0.0/22"), ("euw1-az2", "10.0.4.0/22")],
            None,
        );
        check(
            &[("vpc", "10.0.0.0/18"), ("public euw1-az1", "10.0.64.0/28")],
            Some(("public euw1-az1", "vpc")),
        );
        check(
            &[("euw1-az1", "10.0.0.0/22"), ("euw1-az2", "10.0.0.0/22")],
            Some(("euw1-az1", "euw1-az2")),
        );
        check(&[("vpc", "10.0.0.0/18"), ("hub public euw1-az1", "10.65.0.0/28")], None);
    }
}
