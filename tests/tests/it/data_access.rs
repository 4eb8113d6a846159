//! Every way of reaching data, crossed with tier, compute plane, metastore, network and public access: each is refused
//! for the reasons that the table here gives, and for no other, or generated and verified; a pairwise sample of what
//! is generated is held against the real Terraform.

use gallery::data_combinations::DataCombination;
use gallery::verdicts::{Reason, Table};

const TABLE: Table<DataCombination> = Table {
    blueprint: DataCombination::blueprint,
    reasons: REASONS,
    decisions: DataCombination::decisions,
};

/// Each rule that refuses combinations, and which.
const REASONS: &[Reason<DataCombination>] = &[
    ("account-groups-below-premium", |it| it.tier == "standard"),
    ("customer-managed-vpc-below-premium", |it| {
        classic(it) && own_vpc(it) && it.tier == "standard"
    }),
    ("key-does-not-apply", |it| it.mode == "unity-catalog" && it.metastore != "unity-catalog"),
    ("legacy-data-access-on-serverless", |it| !classic(it) && it.mode != "unity-catalog"),
    ("legacy-hive-without-egress", |it| classic(it) && it.network == "isolated" && own_hive(it)),
    ("legacy-hive-in-private-workspace", |it| {
        classic(it) && it.network != "isolated" && !it.public_access && own_hive(it)
    }),
    ("legacy-metastore-on-serverless", |it| {
        !classic(it) && it.tier != "standard" && it.metastore != "unity-catalog"
    }),
    ("passthrough-below-premium", |it| passthrough(it) && it.tier == "standard"),
    ("passthrough-with-glue", |it| passthrough(it) && it.metastore == "glue"),
    ("private-link-below-enterprise", |it| {
        classic(it) && out_of_reach(it) && it.tier != "enterprise"
    }),
    ("private-link-in-databricks-managed-vpc", |it| {
        classic(it) && !it.public_access && !own_vpc(it)
    }),
    ("serverless-workspace-below-premium", |it| !classic(it) && it.tier == "standard"),
    ("unity-catalog-access-to-legacy-metastore", |it| {
        it.mode == "unity-catalog" && it.metastore != "unity-catalog"
    }),
    ("unity-catalog-below-premium", |it| it.metastore == "unity-catalog" && it.tier == "standard"),
];

fn classic(it: &DataCombination) -> bool {
    it.plane == "classic"
}

fn own_vpc(it: &DataCombination) -> bool {
    it.network != "databricks-managed"
}

fn passthrough(it: &DataCombination) -> bool {
    it.mode.starts_with("passthrough")
}

/// Passthrough needs it beside Unity Catalog.
fn own_hive(it: &DataCombination) -> bool {
    it.metastore == "legacy-hive" || passthrough(it) && it.metastore == "unity-catalog"
}

/// Of the public network, which is why something is on `PrivateLink`.
fn out_of_reach(it: &DataCombination) -> bool {
    it.network == "isolated" || !it.public_access
}

#[test]
fn every_way_to_data_is_refused_for_its_reasons_or_generated() {
    TABLE.holds_for(&DataCombination::all());
}

#[test]
fn a_pairwise_sample_is_valid() {
    TABLE.sample_is_valid(&DataCombination::all());
}
