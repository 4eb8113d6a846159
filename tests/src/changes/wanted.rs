//! Changes that every deployment meets sooner or later: they converge, and no rule may refuse them.

use super::bases::{
    BACK_END, FIREWALL, MANAGED, MANAGED_ENTERPRISE, TWO_MANAGED, TWO_VPCS, VPC, VPC_ENTERPRISE,
};
use super::{Expected, Sequence, Written};

pub(super) fn sequences() -> Vec<Sequence> {
    vec![
        Sequence::from("zones", VPC)
            .writes("a third zone", &[("network.zones", "3")])
            .back("two zones again"),
        Sequence::from("people and data", MANAGED)
            .writes("users", &[("users", r#"["ana@acme.example", "li@acme.example"]"#)])
            .writes(
                "groups and access",
                &[
                    ("groups.analysts", r#"{ members = ["ana@acme.example"] }"#),
                    ("groups.engineers", r#"{ members = ["li@acme.example"] }"#),
                    ("access.analysts", r#""user""#),
                    ("access.engineers", r#""admin""#),
                ],
            )
            .writes("a bucket", &[("buckets.lake", "{}")])
            .writes("a catalog", &[("catalogs.sales.storage", r#""lake""#)])
            .writes("grants", &[("catalogs.sales.grants.analysts", r#""read""#)])
            .writes("a schema with a volume", &[("catalogs.sales.schemas.raw.volumes.files", "{}")])
            .writes("another user", &[("access.\"ana@acme.example\"", r#""user""#)])
            .removes("the empty volume goes", &["catalogs.sales.schemas.raw.volumes"])
            .removes("the empty schema goes", &["catalogs.sales.schemas"])
            .removes("the grants go", &["catalogs.sales.grants"])
            .removes("the empty catalog goes", &["catalogs.sales"])
            .removes("the empty bucket goes", &["buckets.lake"])
            .back("groups and users go"),
        Sequence::from("a group that exists", MANAGED)
            .writes(
                "made here",
                &[
                    ("users", r#"["ana@acme.example"]"#),
                    ("groups.analysts", r#"{ members = ["ana@acme.example"] }"#),
                    ("access.analysts", r#""user""#),
                ],
            )
            .writes("its members become admins", &[("access.analysts", r#""admin""#)])
            .writes("forgotten", &[("groups.analysts", r#""existing""#)]),
        renamed(),
        renamed_in_several(),
        egresses(),
        Sequence::from("endpoint policy", VPC)
            .writes("restricted", &[("network.endpoint-policy", r#""restricted""#)])
            .back("full access again"),
        Sequence::from("tags", VPC)
            .writes("added", &[("tags.team", r#""data""#)])
            .writes("changed", &[("tags.team", r#""platform""#), ("tags.cost-center", r#""7""#)])
            .back("removed"),
        circle(),
        Sequence::from("IP access list", MANAGED_ENTERPRISE)
            .writes("added", &[("network.ip-access-list", r#"["203.0.113.0/24"]"#)])
            .writes(
                "one more range",
                &[("network.ip-access-list", r#"["203.0.113.0/24", "198.51.100.0/24"]"#)],
            )
            .back("removed"),
        Sequence::from("firewall domains", FIREWALL)
            .writes(
                "one more",
                &[("network.firewall.allowed-domains", r#"[".pypi.org", "repo.acme.example"]"#)],
            )
            .back("one fewer"),
        Sequence::from("keys of a Databricks-managed VPC", MANAGED_ENTERPRISE)
            .writes("both keys", BOTH_KEYS),
        Sequence::from("keys of a customer-managed VPC", VPC_ENTERPRISE)
            .writes("both keys", BOTH_KEYS),
        Sequence::from("PrivateLink", VPC_ENTERPRISE)
            .writes("back end", &[("network.private-link.back-end", r#""create""#)]),
        existing_vpc(),
        Sequence::from("a bucket that exists", BUCKET).edited(
            "the created one, under its name",
            &["buckets.lake"],
            &[("buckets.lake.existing", r#""acme-lake-123456789012""#)],
            Expected::Converges,
        ),
        serverless_network(),
        workspaces(),
        Sequence::from("a workspace in the VPC of another", TWO_VPCS)
            .writes("shares the first one's", &[("workspaces.third.network.share", r#""first""#)]),
        Sequence::from("tier", MANAGED).edited(
            "enterprise",
            &[],
            &[("tier", r#""enterprise""#)],
            Expected::NothingPlanned(TIER.to_owned()),
        ),
    ]
}

/// Terraform finds no order for what goes from a workspace while what lies beneath it changes.
fn circle() -> Sequence {
    Sequence::from("inside and beneath at once", VPC)
        .writes(
            "a bucket, a catalog and people",
            &[
                ("users", r#"["ana@acme.example"]"#),
                ("groups.analysts", r#"{ members = ["ana@acme.example"] }"#),
                ("access.analysts", r#""user""#),
                ("buckets.lake", "{}"),
                ("catalogs.sales.storage", r#""lake""#),
            ],
        )
        .edited(
            "they go, and a tag comes",
            &["access.analysts", "buckets.lake", "catalogs.sales"],
            &[("tags.team", r#""data""#)],
            Expected::TwoAppliesAtMost,
        )
        .edited(
            "they come, and the tag goes",
            &["tags.team"],
            &[
                ("access.analysts", r#""user""#),
                ("buckets.lake", "{}"),
                ("catalogs.sales.storage", r#""lake""#),
            ],
            Expected::Converges,
        )
        .edited(
            "the catalog goes, and a zone comes",
            &["catalogs.sales"],
            &[("network.zones", "3")],
            Expected::TwoAppliesAtMost,
        )
}

/// What hangs on the group's id stays, whichever run was applied.
fn renamed() -> Sequence {
    Sequence::from("a group that is renamed", MANAGED)
        .writes(
            "made here",
            &[
                ("users", r#"["ana@acme.example"]"#),
                ("groups.interns", r#"{ members = ["ana@acme.example"] }"#),
                ("groups.analysts", r#"{ members = ["interns"], account-admin = true }"#),
                ("access.analysts", r#""user""#),
                ("catalogs.sales.grants.analysts", r#""read""#),
                ("catalogs.old.existing", "true"),
                ("catalogs.old.grants.analysts", r#""read""#),
            ],
        )
        .edited(
            "another name",
            ANALYSTS,
            &[
                (
                    "groups.analytics",
                    r#"{ members = ["interns"], account-admin = true, renamed-from = "analysts" }"#,
                ),
                ("access.analytics", r#""user""#),
                ("catalogs.sales.grants.analytics", r#""read""#),
                ("catalogs.old.grants.analytics", r#""read""#),
            ],
            Expected::Converges,
        )
        .writes(
            "the old name is not written any more",
            &[("groups.analytics", r#"{ members = ["interns"], account-admin = true }"#)],
        )
        .edited(
            "a third name, never applied",
            ANALYTICS,
            &[
                ("groups.insights", r#"{ members = ["interns"], renamed-from = "analytics" }"#),
                ("access.insights", r#""user""#),
            ],
            Expected::NeverApplied,
        )
        .edited(
            "a member is renamed, too",
            &["groups.interns", "groups.insights"],
            &[
                (
                    "groups.trainees",
                    r#"{ members = ["ana@acme.example"], renamed-from = "interns" }"#,
                ),
                ("groups.insights", r#"{ members = ["trainees"], renamed-from = "analytics" }"#),
            ],
            Expected::Converges,
        )
        .edited(
            "the first name again",
            &["groups.insights", "access.insights"],
            &[
                ("groups.analysts", r#"{ members = ["trainees"], renamed-from = "insights" }"#),
                ("access.analysts", r#""user""#),
            ],
            Expected::Converges,
        )
        .back("all go")
}

const ANALYSTS: &[&str] = &[
    "groups.analysts",
    "access.analysts",
    "catalogs.sales.grants.analysts",
    "catalogs.old.grants.analysts",
];

const ANALYTICS: &[&str] =
    &["groups.analytics", "access.analytics", "catalogs.sales.grants", "catalogs.old.grants"];

/// The account's stack renames it, and those of the workspaces find it under its new name.
fn renamed_in_several() -> Sequence {
    Sequence::from("a group of several workspaces that is renamed", TWO_MANAGED)
        .writes(
            "made here",
            &[
                ("groups.analysts", r#""create""#),
                ("access.analysts", r#""user""#),
                ("workspaces.first.catalogs.sales.grants.analysts", r#""read""#),
            ],
        )
        .edited(
            "another name",
            &[
                "groups.analysts",
                "access.analysts",
                "workspaces.first.catalogs.sales.grants.analysts",
            ],
            &[
                ("groups.analytics", r#"{ renamed-from = "analysts" }"#),
                ("access.analytics", r#""user""#),
                ("workspaces.first.catalogs.sales.grants.analytics", r#""read""#),
            ],
            Expected::Converges,
        )
}

/// The account is known, and so is the bucket's name.
const BUCKET: Written = &[
    ("name", r#""acme""#),
    ("region", r#""eu-west-1""#),
    ("aws-account-id", r#""123456789012""#),
    ("network.mode", r#""databricks-managed""#),
    ("buckets.lake", "{}"),
    ("catalogs.sales.storage", r#""lake""#),
];

fn existing_vpc() -> Sequence {
    Sequence::from("a VPC that exists", BACK_END)
        .edited(
            "the created one goes, with its endpoints",
            &["network.zones", "network.egress"],
            &[
                ("network.mode", r#""existing""#),
                ("network.vpc-id", r#""vpc-0123456789abcdef0""#),
                (
                    "network.subnet-ids",
                    r#"["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]"#,
                ),
                ("network.security-group-ids", r#"["sg-0123456789abcdef0"]"#),
                (
                    "network.private-link.back-end",
                    r#"{ existing = { rest-api = "11111111-2222-4333-8444-555555555501", relay = "11111111-2222-4333-8444-555555555502" } }"#,
                ),
            ],
            Expected::Converges,
        )
        .back("a created one again")
}

fn serverless_network() -> Sequence {
    Sequence::from("serverless network", MANAGED_ENTERPRISE)
        .writes(
            "connectivity configuration and policy",
            &[
                ("network.serverless.connectivity-configuration", r#""create""#),
                ("network.serverless.policy.allowed-domains", r#"["pypi.org"]"#),
            ],
        )
        .writes(
            "a private endpoint to a bucket",
            &[("network.serverless.private-endpoints.lake.buckets", r#"["acme-lake"]"#)],
        )
        .writes(
            "one more domain",
            &[(
                "network.serverless.policy.allowed-domains",
                r#"["pypi.org", "files.pythonhosted.org"]"#,
            )],
        )
}

fn workspaces() -> Sequence {
    Sequence::from("workspaces of a Databricks-managed VPC", TWO_MANAGED)
        .writes("a third workspace", &[("workspaces.third", "{}")])
        .edited(
            "the second one leaves",
            &["workspaces.second"],
            &[("removed.second", "{}")],
            Expected::NothingPlanned("only guards are lifted".to_owned()),
        )
        .edited(
            "it is gone",
            &["removed.second"],
            &[],
            Expected::NothingPlanned("a person has destroyed its stack before".to_owned()),
        )
}

pub(super) const TIER: &str = "the tier is that of the account, and Terraform leaves it alone";

const BOTH_KEYS: Written = &[
    ("encryption.managed-services", r#""create""#),
    ("encryption.workspace-storage", r#""create""#),
];

/// Every egress to every other.
const EGRESSES: [&str; 12] = [
    "single-nat",
    "nat-per-zone",
    "firewall",
    "nat-per-zone",
    "none",
    "single-nat",
    "firewall",
    "single-nat",
    "none",
    "firewall",
    "none",
    "nat-per-zone",
];

fn egresses() -> Sequence {
    let mut sequence = Sequence::from("every egress to every other", BACK_END);
    let mut from = "nat-per-zone";
    for to in EGRESSES {
        let mut draft = sequence.first.clone();
        draft.top.insert("network.egress".to_owned(), format!("\"{to}\""));
        sequence = sequence.step(&format!("{from} to {to}"), draft, Expected::Converges);
        from = to;
    }
    sequence
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::combinations::EGRESSES as CHOICES;

    #[test]
    fn every_egress_is_changed_to_every_other() {
        let steps: BTreeSet<_> = egresses().steps.into_iter().map(|step| step.name).collect();
        let choices = || CHOICES.into_iter().flatten();
        for from in choices() {
            for to in choices().filter(|to| *to != from) {
                assert!(steps.contains(&format!("{from} to {to}")), "{from} to {to}");
            }
        }
        assert!(egresses().is_closed());
    }
}
