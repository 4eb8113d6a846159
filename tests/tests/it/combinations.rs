//! The whole cross product of what an architect decides: each is refused for the reasons that the table here
//! gives, and for no other, or generated and verified; a pairwise sample of what is generated is held against the
//! real Terraform.
use gallery::combinations::{Combination, Ends, Keys};
use gallery::verdicts::{Reason, Table};

const TABLE: Table<Combination> = Table {
    blueprint: Combination::blueprint,
    reasons: REASONS,
    decisions: Combination::decisions,
};

/// Each rule that refuses combinations, and which.
const REASONS: &[Reason<Combination>] = &[
    ("customer-managed-vpc-below-premium", |it| own_vpc(it) && it.tier == "standard"),
    ("key-does-not-apply", |it| {
        let classic_only = it.mode.is_some() || it.ends != Ends::Neither || !it.public_access;
        let elsewhere = serverless(it) && (classic_only || it.keys != Keys::Neither);
        elsewhere || (it.egress.is_some() && it.mode != Some("customer-managed"))
    }),
    ("kms-key-below-enterprise", |it| {
        classic(it) && it.keys != Keys::Neither && below_enterprise(it)
    }),
    ("legacy-hive-without-egress", |it| isolated(it) && it.metastore == "legacy-hive"),
    ("legacy-hive-in-private-workspace", |it| {
        classic(it) && !isolated(it) && !it.public_access && it.metastore == "legacy-hive"
    }),
    ("legacy-metastore-on-serverless", |it| {
        serverless(it) && it.tier != "standard" && it.metastore != "unity-catalog"
    }),
    ("no-egress-without-back-end", |it| isolated(it) && !it.ends.back()),
    ("private-link-below-enterprise", |it| {
        classic(it) && it.ends != Ends::Neither && below_enterprise(it)
    }),
    ("private-link-in-databricks-managed-vpc", |it| {
        linked(it) && it.mode == Some("databricks-managed") && classic(it)
    }),
    ("public-access-off-without-both-ends", |it| {
        own_vpc(it) && !it.public_access && it.ends != Ends::Both
    }),
    ("serverless-workspace-below-premium", |it| serverless(it) && it.tier == "standard"),
    ("unity-catalog-below-premium", |it| it.metastore == "unity-catalog" && it.tier == "standard"),
];

fn classic(it: &Combination) -> bool {
    it.plane == "classic"
}

fn serverless(it: &Combination) -> bool {
    it.plane == "serverless"
}

fn own_vpc(it: &Combination) -> bool {
    classic(it) && matches!(it.mode, Some("customer-managed" | "existing"))
}

fn isolated(it: &Combination) -> bool {
    classic(it) && it.mode == Some("customer-managed") && it.egress == Some("none")
}

/// `[network.private-link]` is written.
fn linked(it: &Combination) -> bool {
    it.ends != Ends::Neither || !it.public_access
}

fn below_enterprise(it: &Combination) -> bool {
    it.tier != "enterprise"
}

#[test]
fn every_combination_is_refused_for_its_reasons_or_generated() {
    TABLE.holds_for(&Combination::all());
}

#[test]
fn a_pairwise_sample_is_valid() {
    TABLE.sample_is_valid(&Combination::all());
}
