//! Changes that neither Terraform nor a service makes: a rule refuses each, and the deployment stays as it is.

use super::bases::{BACK_END, FIREWALL, MANAGED, MANAGED_ENTERPRISE, VPC, VPC_ENTERPRISE};
use super::{Sequence, Written, refused};

struct Row {
    name: &'static str,
    base: Written,
    /// Written before it is attempted.
    beside: Written,
    attempt: Attempt,
    rule: &'static str,
}

enum Attempt {
    Writes(Written),
    Removes(&'static [&'static str]),
    /// Back to what was there before these keys were written and applied.
    ReturnsFrom(Written),
}

use Attempt::{Removes, ReturnsFrom, Writes};

const fn row(
    name: &'static str,
    base: Written,
    beside: Written,
    attempt: Attempt,
    rule: &'static str,
) -> Row {
    Row { name, base, beside, attempt, rule }
}

static ROWS: &[Row] = &[
    row("name", MANAGED, &[], Writes(&[("name", r#""acme-other""#)]), "workspace-name-changed"),
    row("region", MANAGED, &[], Writes(&[("region", r#""eu-central-1""#)]), "region-changed"),
    row(
        "root bucket",
        MANAGED,
        &[],
        Writes(&[("root-bucket", r#"{ existing = "acme-other-root" }"#)]),
        "root-bucket-changed",
    ),
    row(
        "compute plane",
        &[
            ("name", r#""acme""#),
            ("region", r#""eu-west-1""#),
            ("compute-plane", r#""serverless""#),
        ],
        &[],
        Writes(&[("compute-plane", r#""classic""#), ("network.mode", r#""databricks-managed""#)]),
        "compute-plane-changed",
    ),
    row(
        "AWS account",
        MANAGED,
        &[("aws-account-id", r#""123456789012""#)],
        Writes(&[("aws-account-id", r#""210987654321""#)]),
        "account-changed",
    ),
    row(
        "GovCloud shard",
        &[
            ("name", r#""acme""#),
            ("region", r#""us-gov-west-1""#),
            ("govcloud-shard", r#""civilian""#),
            ("network.mode", r#""databricks-managed""#),
        ],
        &[],
        Writes(&[("govcloud-shard", r#""dod""#)]),
        "govcloud-shard-changed",
    ),
    row(
        "into a VPC of one's own",
        MANAGED,
        &[],
        Writes(&[("network.mode", r#""customer-managed""#)]),
        "vpc-ownership-changed",
    ),
    row(
        "into the VPC of Databricks",
        MANAGED,
        &[("network.mode", r#""customer-managed""#)],
        Writes(&[("network.mode", r#""databricks-managed""#)]),
        "vpc-ownership-changed",
    ),
    row(
        "range of a VPC",
        VPC,
        &[("network.cidr", r#""10.20.0.0/20""#)],
        Writes(&[("network.cidr", r#""10.40.0.0/20""#)]),
        "vpc-range-changed",
    ),
    row(
        "range of the inspection VPC",
        FIREWALL,
        &[],
        Writes(&[("network.firewall.cidr", r#""10.253.0.0/24""#)]),
        "inspection-vpc-range-changed",
    ),
    row(
        "PrivateLink goes",
        BACK_END,
        &[],
        Removes(&["network.private-link"]),
        "private-access-settings-removed",
    ),
    row(
        "the back end goes, and the front end stays",
        BACK_END,
        &[("network.private-link.front-end.clients", r#"["10.128.0.0/9"]"#)],
        Removes(&["network.private-link.back-end"]),
        "back-end-removed",
    ),
    row(
        "connectivity configuration goes",
        MANAGED_ENTERPRISE,
        &[("network.serverless.connectivity-configuration", r#""create""#)],
        Removes(&["network.serverless"]),
        "connectivity-configuration-removed",
    ),
    row(
        "network policy goes",
        MANAGED_ENTERPRISE,
        &[("network.serverless.policy.allowed-domains", r#"["pypi.org"]"#)],
        Removes(&["network.serverless"]),
        "network-policy-removed",
    ),
    row(
        "key of managed services goes",
        VPC_ENTERPRISE,
        &[("encryption.managed-services", r#""create""#)],
        Removes(&["encryption"]),
        "kms-key-removed",
    ),
    row(
        "key of workspace storage goes",
        VPC_ENTERPRISE,
        &[("encryption.workspace-storage", r#""create""#)],
        Removes(&["encryption"]),
        "kms-key-removed",
    ),
    row(
        "id of a group in Entra ID",
        MANAGED,
        &[("groups.risk", r#"{ external-id = "11111111-2222-4333-8444-555555555501" }"#)],
        Writes(&[("groups.risk", r#"{ external-id = "11111111-2222-4333-8444-555555555502" }"#)]),
        "external-id-changed",
    ),
    row(
        "metastore",
        &[
            ("name", r#""acme""#),
            ("region", r#""us-east-1""#),
            ("network.mode", r#""databricks-managed""#),
            ("metastore.provision", r#""create""#),
        ],
        &[],
        Writes(&[(
            "metastore.provision",
            r#"{ existing = "11111111-2222-4333-8444-555555555501" }"#,
        )]),
        "metastore-changed",
    ),
    row(
        "a forgotten group is created again",
        MANAGED,
        &[("groups.analysts", r#""create""#), ("access.analysts", r#""user""#)],
        ReturnsFrom(&[("groups.analysts", r#""existing""#)]),
        "forgotten-resource-created",
    ),
    row(
        "a forgotten service principal is created again",
        MANAGED,
        &[("service-principals.etl", r#""create""#), ("access.etl", r#""user""#)],
        ReturnsFrom(&[(
            "service-principals.etl",
            r#"{ existing = "11111111-2222-4333-8444-555555555503" }"#,
        )]),
        "forgotten-resource-created",
    ),
    row(
        "path of roles",
        MANAGED,
        &[],
        Writes(&[("iam.path", r#""/databricks/""#)]),
        "iam-path-changed",
    ),
];

pub(super) fn sequences() -> Vec<Sequence> {
    ROWS.iter().map(sequence).collect()
}

fn sequence(row: &Row) -> Sequence {
    let mut sequence = Sequence::from(&format!("refused: {}", row.name), row.base);
    sequence.first.top.extend(crate::draft::keys(row.beside));
    match row.attempt {
        Writes(written) => sequence.edited(row.name, &[], written, refused(row.rule)),
        ReturnsFrom(written) => {
            let first = sequence.first.clone();
            sequence.writes("forgotten", written).step(row.name, first, refused(row.rule))
        }
        Removes(removed) => sequence.edited(row.name, removed, &[], refused(row.rule)),
    }
}
