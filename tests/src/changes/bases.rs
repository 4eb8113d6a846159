//! Small deployments that changes begin with.

use super::Written;

/// The cheapest one with clusters.
pub const MANAGED: Written = &[
    ("name", r#""acme""#),
    ("region", r#""eu-west-1""#),
    ("network.mode", r#""databricks-managed""#),
];

pub const MANAGED_ENTERPRISE: Written = &[
    ("name", r#""acme""#),
    ("region", r#""eu-west-1""#),
    ("tier", r#""enterprise""#),
    ("network.mode", r#""databricks-managed""#),
];

pub const TWO_MANAGED: Written = &[
    ("name", r#""acme""#),
    ("region", r#""eu-west-1""#),
    ("network.mode", r#""databricks-managed""#),
    ("workspaces.first", "{}"),
    ("workspaces.second", "{}"),
];

pub const VPC: Written = &[
    ("name", r#""acme""#),
    ("region", r#""eu-west-1""#),
    ("network.mode", r#""customer-managed""#),
    ("network.zones", "2"),
];

pub const VPC_ENTERPRISE: Written = &[
    ("name", r#""acme""#),
    ("region", r#""eu-west-1""#),
    ("tier", r#""enterprise""#),
    ("network.mode", r#""customer-managed""#),
    ("network.zones", "2"),
];

/// Clusters reach the control plane over `PrivateLink`, so that every egress is legal.
pub const BACK_END: Written = &[
    ("name", r#""acme""#),
    ("region", r#""eu-west-1""#),
    ("tier", r#""enterprise""#),
    ("network.mode", r#""customer-managed""#),
    ("network.zones", "2"),
    ("network.egress", r#""nat-per-zone""#),
    ("network.private-link.back-end", r#""create""#),
];

pub const FIREWALL: Written = &[
    ("name", r#""acme""#),
    ("region", r#""eu-west-1""#),
    ("network.mode", r#""customer-managed""#),
    ("network.zones", "2"),
    ("network.egress", r#""firewall""#),
    ("network.firewall.allowed-domains", r#"[".pypi.org"]"#),
];

pub const TWO_VPCS: Written = &[
    ("name", r#""acme""#),
    ("region", r#""eu-west-1""#),
    ("network.mode", r#""customer-managed""#),
    ("network.zones", "2"),
    ("workspaces.first", "{}"),
    ("workspaces.second", "{}"),
];
