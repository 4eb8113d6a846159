//! Every combination of what decides on how data is reached, as blueprints.

use crate::combinations::{METASTORES, PLANES, REGISTERED, TIERS, at, product};
use crate::draft::{Draft, keys};

/// One decision for each dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataCombination {
    pub mode: &'static str,
    pub tier: &'static str,
    pub plane: &'static str,
    pub metastore: &'static str,
    pub network: &'static str,
    pub public_access: bool,
    /// The cross-account role is there already, so that no other role is made with it.
    pub existing_role: bool,
}

pub const MODES: [&str; 4] =
    ["unity-catalog", "instance-profiles", "passthrough-scim", "passthrough-saml"];
/// `isolated` is a customer-managed VPC without a way out.
pub const NETWORKS: [&str; 4] = ["databricks-managed", "customer-managed", "isolated", "existing"];

const ROLE: &str = "\"arn:aws:iam::123456789012:role/databricks\"";

impl DataCombination {
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for (mode, tier) in product(&MODES, &TIERS) {
            for (plane, metastore) in product(&PLANES, &METASTORES) {
                for (network, public_access) in product(&NETWORKS, &[true, false]) {
                    for existing_role in [false, true] {
                        // A serverless workspace has neither a network nor a role.
                        let has_neither = network == NETWORKS[0] && public_access && !existing_role;
                        if plane == "classic" || has_neither {
                            all.push(Self {
                                mode,
                                tier,
                                plane,
                                metastore,
                                network,
                                public_access,
                                existing_role,
                            });
                        }
                    }
                }
            }
        }
        all
    }

    /// With somebody who is let in, and a bucket that they get at in the way that is chosen.
    pub fn blueprint(&self) -> String {
        let Self { mode, tier, plane, metastore, network, public_access, existing_role } = *self;
        let quoted = |word: &str| format!("\"{word}\"");
        let mut top = keys(&[
            ("name", "\"acme\""),
            ("region", "\"eu-west-1\""),
            ("groups.analysts", "\"existing\""),
            ("access.analysts", "\"user\""),
            ("buckets.lake", "{}"),
        ]);
        let mut write = |key: &str, value: &str| drop(top.insert(key.to_owned(), value.to_owned()));
        write("compute-plane", &quoted(plane));
        write("tier", &quoted(tier));
        write("metastore.mode", &quoted(metastore));
        if metastore == "external-hive" {
            write("metastore.addresses", "[\"10.50.0.0/24\"]");
        }
        write("data-access.mode", &quoted(mode));
        match mode {
            "unity-catalog" => {
                write("catalogs.sales.storage", "\"lake\"");
                write("catalogs.sales.grants.analysts", "\"read\"");
            }
            "instance-profiles" => {
                write("data-access.profiles.reader.buckets.lake", "\"read\"");
                write("data-access.profiles.reader.groups", "[\"analysts\"]");
            }
            _ => {
                write("data-access.acknowledge-deprecation", "true");
                if self.metastore == "unity-catalog" {
                    write("metastore.legacy-access", "true");
                }
                write("data-access.roles.reader.buckets.lake", "\"read\"");
            }
        }
        if mode == "passthrough-scim" {
            write("data-access.roles.reader.groups", "[\"analysts\"]");
        }
        if mode == "passthrough-saml" {
            write("data-access.unified-login", "false");
        }
        if existing_role {
            write("cross-account-role.existing", ROLE);
        }
        if plane == "classic" {
            for (key, value) in network_keys(network, public_access) {
                write(key, value);
            }
        }
        Draft { top, ..Draft::default() }.text()
    }

    /// Its decisions as numbers, one for each dimension.
    pub fn decisions(&self) -> Vec<usize> {
        vec![
            at(&MODES, &self.mode),
            at(&TIERS, &self.tier),
            at(&PLANES, &self.plane),
            at(&METASTORES, &self.metastore),
            at(&NETWORKS, &self.network),
            usize::from(self.public_access),
            usize::from(self.existing_role),
        ]
    }
}

/// Without public access, both ends are on `PrivateLink`, as they must be.
fn network_keys(network: &str, public_access: bool) -> Vec<(&'static str, &'static str)> {
    let mut keys = match network {
        "databricks-managed" => vec![("network.mode", "\"databricks-managed\"")],
        "existing" => vec![
            ("network.mode", "\"existing\""),
            ("network.vpc-id", "\"vpc-0123456789abcdef0\""),
            ("network.subnet-ids", "[\"subnet-0123456789abcdef0\", \"subnet-0123456789abcdef1\"]"),
            ("network.security-group-ids", "[\"sg-0123456789abcdef0\"]"),
        ],
        _ => vec![("network.mode", "\"customer-managed\"")],
    };
    if network == "isolated" {
        keys.push(("network.egress", "\"none\""));
    }
    if network == "isolated" || !public_access {
        let back_end = if network == "existing" { REGISTERED } else { "\"create\"" };
        keys.push(("network.private-link.back-end", back_end));
    }
    if !public_access {
        keys.push(("network.private-link.front-end.clients", "[\"10.128.0.0/9\"]"));
        keys.push(("network.private-link.public-access", "false"));
    }
    keys
}
