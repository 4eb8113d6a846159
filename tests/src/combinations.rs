//! Every combination of what an architect decides about a workspace, as blueprints.

use crate::draft::{Draft, keys};

/// One decision for each dimension; `None` is a key that is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Combination {
    pub plane: &'static str,
    pub mode: Option<&'static str>,
    pub egress: Option<&'static str>,
    pub ends: Ends,
    pub public_access: bool,
    pub tier: &'static str,
    pub keys: Keys,
    pub metastore: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    Neither,
    Back,
    Front,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    Neither,
    ManagedServices,
    WorkspaceStorage,
    Both,
}

pub const PLANES: [&str; 2] = ["classic", "serverless"];
pub const MODES: [Option<&str>; 4] =
    [None, Some("databricks-managed"), Some("customer-managed"), Some("existing")];
pub const EGRESSES: [Option<&str>; 5] =
    [None, Some("nat-per-zone"), Some("single-nat"), Some("firewall"), Some("none")];
pub const ENDS: [Ends; 4] = [Ends::Neither, Ends::Back, Ends::Front, Ends::Both];
pub const TIERS: [&str; 3] = ["standard", "premium", "enterprise"];
pub const KEYS: [Keys; 4] =
    [Keys::Neither, Keys::ManagedServices, Keys::WorkspaceStorage, Keys::Both];
pub const METASTORES: [&str; 4] = ["unity-catalog", "legacy-hive", "glue", "external-hive"];

impl Ends {
    pub fn back(self) -> bool {
        matches!(self, Self::Back | Self::Both)
    }

    pub fn front(self) -> bool {
        matches!(self, Self::Front | Self::Both)
    }
}

impl Combination {
    /// All of them; a classic workspace always says whose VPC it is in.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for (plane, mode) in product(&PLANES, &MODES) {
            if plane == "classic" && mode.is_none() {
                continue;
            }
            for (egress, ends) in product(&EGRESSES, &ENDS) {
                for (public_access, tier) in product(&[true, false], &TIERS) {
                    for (keys, metastore) in product(&KEYS, &METASTORES) {
                        all.push(Self {
                            plane,
                            mode,
                            egress,
                            ends,
                            public_access,
                            tier,
                            keys,
                            metastore,
                        });
                    }
                }
            }
        }
        all
    }

    pub fn blueprint(&self) -> String {
        let Self { plane, mode, egress, ends, public_access, tier, keys: own_keys, metastore } =
            *self;
        let mut top = keys(&[("name", "\"acme\""), ("region", "\"eu-west-1\"")]);
        let mut write = |key: &str, value: &str| drop(top.insert(key.to_owned(), value.to_owned()));
        let quoted = |word: &str| format!("\"{word}\"");
        write("compute-plane", &quoted(plane));
        write("tier", &quoted(tier));
        write("metastore.mode", &quoted(metastore));
        if metastore == "external-hive" {
            write("metastore.addresses", "[\"10.50.0.0/24\"]");
        }
        if let Some(mode) = mode {
            write("network.mode", &quoted(mode));
        }
        if mode == Some("existing") {
            write("network.vpc-id", "\"vpc-0123456789abcdef0\"");
            let subnets = "[\"subnet-0123456789abcdef0\", \"subnet-0123456789abcdef1\"]";
            write("network.subnet-ids", subnets);
            write("network.security-group-ids", "[\"sg-0123456789abcdef0\"]");
        }
        if let Some(egress) = egress {
            write("network.egress", &quoted(egress));
        }
        if ends.back() {
            let ours = mode != Some("existing");
            write("network.private-link.back-end", if ours { "\"create\"" } else { REGISTERED });
        }
        if ends.front() {
            write("network.private-link.front-end.clients", "[\"10.128.0.0/9\"]");
        }
        if !public_access {
            write("network.private-link.public-access", "false");
        }
        if matches!(own_keys, Keys::ManagedServices | Keys::Both) {
            write("encryption.managed-services", "\"create\"");
        }
        if matches!(own_keys, Keys::WorkspaceStorage | Keys::Both) {
            write("encryption.workspace-storage", "\"create\"");
        }
        Draft { top, ..Draft::default() }.text()
    }

    /// Its decisions as numbers, one for each dimension.
    pub fn decisions(&self) -> Vec<usize> {
        vec![
            at(&PLANES, &self.plane),
            at(&MODES, &self.mode),
            at(&EGRESSES, &self.egress),
            at(&ENDS, &self.ends),
            usize::from(self.public_access),
            at(&TIERS, &self.tier),
            at(&KEYS, &self.keys),
            at(&METASTORES, &self.metastore),
        ]
    }
}

/// Which of all it is.
pub fn at<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).expect("it is one of them")
}

/// Endpoints that are registered already.
pub const REGISTERED: &str = "{ existing = { rest-api = \"11111111-2222-4333-8444-555555555501\", \
                          relay = \"11111111-2222-4333-8444-555555555502\" } }";

pub fn product<A: Copy, B: Copy>(one: &[A], other: &[B]) -> Vec<(A, B)> {
    one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b))).collect()
}

type Pair = ((usize, usize), (usize, usize));

/// Some of `all` in which every two decisions meet that meet anywhere in `all`: each next one is that which
/// brings the most new pairs. `decisions` are numbers, one for each dimension.
pub fn pairwise<T: Copy>(all: &[T], decisions: impl Fn(&T) -> Vec<usize>) -> Vec<T> {
    let pairs: Vec<Vec<Pair>> = all.iter().map(|one| pairs(decisions(one))).collect();
    let mut open: std::collections::BTreeSet<Pair> = pairs.iter().flatten().copied().collect();
    let mut chosen = Vec::new();
    while !open.is_empty() {
        let brings = |index: &usize| pairs[*index].iter().filter(|it| open.contains(it)).count();
        let best = (0..all.len()).rev().max_by_key(brings).expect("open pairs are of some");
        for pair in &pairs[best] {
            open.remove(pair);
        }
        chosen.push(all[best]);
    }
    chosen
}

fn pairs(decisions: Vec<usize>) -> Vec<Pair> {
    let decisions: Vec<_> = decisions.into_iter().enumerate().collect();
    let after = |at: usize| decisions[at + 1..].iter();
    decisions.iter().flat_map(|one| after(one.0).map(|other| (*one, *other))).collect()
}
