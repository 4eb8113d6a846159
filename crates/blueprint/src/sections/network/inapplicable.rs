//! Keys of `[network]` that mean nothing because of what another key decides.

use super::written::{Mode, Written};
use crate::reading::{Reading, WrittenKey};
use crate::sourced::Sourced;
use crate::values::ComputePlane;

pub(super) fn reject_inapplicable(written: &Written, mode: &Sourced<Mode>, reading: &mut Reading) {
    let vpc = vpc_keys(written);
    let subnets = subnet_keys(written);
    let ids = id_keys(written);
    match **mode {
        Mode::DatabricksManaged => {
            let keys = vpc.into_iter().chain(subnets).chain(ids);
            reading.inapplicable(keys, mode, "the VPC is Databricks'");
        }
        Mode::CustomerManaged => {
            reading.inapplicable(ids, mode, "the VPC is created, it has no id yet");
            if let Some(share) = written.share.clone() {
                let share = Sourced::written(Written::share, share);
                reading.inapplicable(vpc, &share, "the VPC is another workspace's");
            }
        }
        Mode::Existing => {
            let keys = vpc.into_iter().chain(subnets);
            reading.inapplicable(keys, mode, "the VPC and its subnets are there already");
        }
    }
}

/// A serverless workspace has nothing of yours that could be in a network.
pub(super) fn reject_classic(
    written: &Written,
    plane: &Sourced<ComputePlane>,
    reading: &mut Reading,
) {
    let private_link = WrittenKey::of_table(Written::private_link, written.private_link.as_ref());
    let keys = [WrittenKey::of(Written::mode, written.mode.as_ref()), private_link];
    let keys = keys.into_iter().chain(vpc_keys(written)).chain(subnet_keys(written));
    reading.inapplicable(
        keys.chain(id_keys(written)),
        plane,
        "serverless compute runs in Databricks' account",
    );
}

fn vpc_keys(written: &Written) -> [Option<WrittenKey>; 6] {
    let Written { cidr, vpc_size, egress, firewall, endpoint_policy, dns_servers, .. } = written;
    [
        WrittenKey::of(Written::cidr, cidr.as_ref()),
        WrittenKey::of(Written::vpc_size, vpc_size.as_ref()),
        WrittenKey::of(Written::egress, egress.as_ref()),
        WrittenKey::of_table(Written::firewall, firewall.as_ref()),
        WrittenKey::of(Written::endpoint_policy, endpoint_policy.as_ref()),
        WrittenKey::of(Written::dns_servers, dns_servers.as_ref()),
    ]
}

fn subnet_keys(written: &Written) -> [Option<WrittenKey>; 3] {
    let Written { zones, workspace_subnets, share, .. } = written;
    [
        WrittenKey::of(Written::zones, zones.as_ref()),
        WrittenKey::of(Written::workspace_subnets, workspace_subnets.as_ref()),
        WrittenKey::of(Written::share, share.as_ref()),
    ]
}

fn id_keys(written: &Written) -> [Option<WrittenKey>; 3] {
    let Written { vpc_id, subnet_ids, security_group_ids, .. } = written;
    [
        WrittenKey::of(Written::vpc_id, vpc_id.as_ref()),
        WrittenKey::of(Written::subnet_ids, subnet_ids.as_ref()),
        WrittenKey::of(Written::security_group_ids, security_group_ids.as_ref()),
    ]
}
