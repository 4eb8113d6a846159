//! What passed and what did not, for the report.

use std::collections::BTreeMap;

use serde::Serialize;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    pub connections: u64,
    /// Answered by a fake, by host.
    pub requests: BTreeMap<String, u64>,
    /// Connections let through to real hosts.
    pub tunnels: BTreeMap<String, u64>,
    /// In the order of the first try.
    pub refused: Vec<RefusedHost>,
    /// What went wrong on our side of the wire, once each: a fake that did not answer, a client that
    /// does not trust the authority.
    pub faults: Vec<String>,
}

/// A host that was asked for and not let through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedHost {
    pub host: String,
    pub port: u16,
    pub count: u64,
}

impl Tally {
    pub fn request(&mut self, host: &str) {
        *self.requests.entry(host.to_owned()).or_default() += 1;
    }

    pub fn tunnel(&mut self, host: &str) {
        *self.tunnels.entry(host.to_owned()).or_default() += 1;
    }

    pub fn refuse(&mut self, host: &str, port: u16) {
        match self.refused.iter_mut().find(|seen| seen.host == host && seen.port == port) {
            Some(seen) => seen.count += 1,
            None => self.refused.push(RefusedHost { host: host.to_owned(), port, count: 1 }),
        }
    }

    pub fn fault(&mut self, what: String) {
        if !self.faults.contains(&what) {
            self.faults.push(what);
        }
    }
}
