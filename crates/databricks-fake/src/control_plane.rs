//! Databricks as policies of AWS see it.

use crate::world::World;

/// Who acts for Databricks. Any role of its AWS account: policies name the account.
pub(crate) fn control_plane(world: &World) -> String {
    let partition = &world.account.partition;
    format!(
        "arn:{}:iam::{}:role/control-plane",
        partition.arn_partition, partition.control_plane_account
    )
}

/// What is known of a call that Databricks makes for this account.
pub(crate) fn context<'a>(world: &World<'a>) -> [(&'static str, &'a str); 4] {
    [
        ("aws:PrincipalTag/DatabricksAccountId", world.account.id.as_str()),
        ("aws:PrincipalAccount", world.account.partition.control_plane_account.as_str()),
        ("aws:SecureTransport", "true"),
        ("s3:TlsVersion", "1.3"),
    ]
}
