//! From what each workspace says by itself to complete workspaces: what they, the address plan and the
//! account decide for one another.

use crate::addresses::{AddressPlan, Clusters, Demand, Pin, SubnetUse};
use crate::architecture::workspace::granted;
use crate::architecture::{Stack, Workspace, names};
use crate::diagnostic::Diagnostics;
use crate::directory::{Directory, Needed};
use crate::holdings::{Holdings, Said};
use crate::previous_run::PreviousRun;
use crate::sections::identity::Identity;
use crate::sections::network::{self, Decided, OwnersVpc, Ranges, SharedDraft, VpcDraft};
use crate::sections::workspace::{Draft, Written};
use crate::sourced::Sourced;
use crate::values::{Name, Principal, ZoneId};

/// Databricks and AWS want two zones; a workspace in a VPC of yours has as many beside it.
const ZONES_OF_EXISTING: usize = 2;

/// `drafts` in the order of their keys, each in a place of its own, so that the memory of one serves the
/// next; `deployment` is its name.
pub(crate) fn settle(
    mut drafts: Vec<Box<Draft>>,
    deployment: &Name,
    previous: &PreviousRun,
    diags: &mut Diagnostics,
) -> Vec<Workspace> {
    in_the_account_of_their_vpc(&mut drafts);
    let shares: Vec<_> = drafts.iter().map(|draft| share(draft, &drafts)).collect();
    let zones: Vec<_> =
        drafts.iter().zip(&shares).map(|(draft, share)| zones(draft, share.as_ref())).collect();
    let demands: Vec<_> = drafts
        .iter()
        .zip(&shares)
        .zip(&zones)
        .map(|((draft, share), zones)| demand(draft, share.as_ref(), zones))
        .collect();
    let AddressPlan(ranges) = AddressPlan::of(&demands, &previous.pins, diags);
    let decided = shares.into_iter().zip(zones).zip(ranges);
    drafts
        .into_iter()
        .zip(decided)
        .map(|(draft, ((share, zones), ranges))| {
            let decided = decide(&draft, share, zones, ranges, previous);
            workspace(*draft, decided, deployment, previous)
        })
        .collect()
}

/// Workspaces in one VPC are in one AWS account: where one of them names it, it is named for all that do not.
fn in_the_account_of_their_vpc(drafts: &mut [Box<Draft>]) {
    let pairs: Vec<(usize, usize)> = (0..drafts.len())
        .filter_map(|sharer| Some((sharer, owner_at(drafts[sharer].network.shared()?, drafts)?)))
        .collect();
    let to_owners = pairs.iter().map(|(sharer, owner)| (*sharer, *owner));
    let to_sharers = pairs.iter().map(|(sharer, owner)| (*owner, *sharer));
    for (from, to) in to_owners.chain(to_sharers) {
        if let Some(id) = &drafts[from].aws_account_id
            && drafts[to].aws_account_id.is_none()
        {
            let id = Sourced::derived(Written::aws_account_id, (**id).clone(), id.span());
            drafts[to].aws_account_id = Some(id);
        }
    }
}

/// What a workspace that shares a VPC has of its owner.
struct Share {
    vpc: Option<OwnersVpc>,
    zones: Sourced<Vec<ZoneId>>,
}

fn share(draft: &Draft, drafts: &[Box<Draft>]) -> Option<Share> {
    let shared = draft.network.shared()?;
    let owner = owner(shared, drafts);
    Some(Share {
        vpc: owner.map(|(name, vpc)| vpc.for_sharers(name)),
        zones: shared.zones(owner.map(|(_, vpc)| vpc)),
    })
}

/// The owner's name and VPC.
fn owner<'a>(shared: &SharedDraft, drafts: &'a [Box<Draft>]) -> Option<(&'a Name, &'a VpcDraft)> {
    let owner = &drafts[owner_at(shared, drafts)?];
    Some((&owner.name, owner.network.vpc()?))
}

fn owner_at(shared: &SharedDraft, drafts: &[Box<Draft>]) -> Option<usize> {
    let key = shared.owner.as_str();
    drafts.binary_search_by(|draft| draft.key.as_str().cmp(key)).ok()
}

/// Zones of the clusters' subnets, where we create them.
fn cluster_zones<'a>(draft: &'a Draft, share: Option<&'a Share>) -> Option<&'a [ZoneId]> {
    match (draft.network.vpc(), share) {
        (Some(vpc), _) => Some(&vpc.zones),
        (None, Some(share)) => Some(&share.zones),
        (None, None) => None,
    }
}

/// Zones of the VPCs beside the clusters': none if there is no such VPC.
fn zones(draft: &Draft, share: Option<&Share>) -> Vec<ZoneId> {
    let has_hub = draft.network.vpc().is_some_and(|vpc| vpc.hub.is_some());
    let link = draft.network.private_link.as_ref();
    if !has_hub && link.and_then(|link| link.transit_vpc()).is_none() {
        return Vec::new();
    }
    if let Some(zones) = cluster_zones(draft, share) {
        return zones.to_vec();
    }
    let ids = draft.region.zone_ids().iter().take(ZONES_OF_EXISTING);
    ids.map(|id| ZoneId::parse(id).expect("the data holds zone ids")).collect()
}

fn demand<'a>(draft: &'a Draft, share: Option<&'a Share>, zones: &'a [ZoneId]) -> Demand<'a> {
    let network = &draft.network;
    let subnets = match &network.kind {
        network::KindDraft::CustomerManaged(vpc) => Some((&*draft.key, &vpc.subnets)),
        network::KindDraft::Shared(shared) => Some((shared.owner.as_str(), &shared.subnets)),
        _ => None,
    };
    let clusters = subnets.zip(cluster_zones(draft, share));
    let link = network.private_link.as_ref();
    Demand {
        key: &draft.key,
        vpc: network.vpc(),
        clusters: clusters.map(|((owner, subnets), zones)| Clusters { owner, zones, subnets }),
        front_end: link.and_then(|link| link.transit_vpc()).map(|transit| &transit.cidr),
        zones,
    }
}

fn decide(
    draft: &Draft,
    share: Option<Share>,
    zones: Vec<ZoneId>,
    ranges: Ranges,
    previous: &PreviousRun,
) -> Decided {
    let direct = draft.control_plane.direct_zones.as_deref();
    let has_direct =
        |zone: &ZoneId| direct.is_none_or(|ids| ids.iter().any(|id| id == zone.as_str()));
    let (owner, shared_zones) = match share {
        Some(Share { vpc, zones }) => (vpc, Some(zones)),
        None => (None, None),
    };
    let direct_zones = zones.into_iter().filter(has_direct).collect();
    let planned_before = planned_before(&draft.key, previous);
    Decided { owner, shared_zones, direct_zones, ranges, planned_before }
}

fn planned_before(key: &str, previous: &PreviousRun) -> Vec<Pin> {
    let Some(pins) = previous.pins.get(key) else { return Vec::new() };
    let of_clusters = |pin: &&Pin| matches!(pin, Pin::Subnet(SubnetUse::Clusters, _));
    // Its subnets go with it.
    if pins.contains_key(&Pin::Vpc) {
        vec![Pin::Vpc]
    } else {
        pins.keys().filter(of_clusters).cloned().collect()
    }
}

fn workspace(
    draft: Draft,
    decided: Decided,
    deployment: &Name,
    previous: &PreviousRun,
) -> Workspace {
    let Draft {
        key,
        standing,
        name,
        region,
        tier,
        compute_plane,
        partition,
        control_plane,
        govcloud_shard,
        aws_account_id,
        databricks_account_id,
        auth_type,
        production,
        prevent_destroy,
        root_bucket,
        tags,
        backend,
        state,
        inside_state,
        network,
        encryption,
        cross_account_role,
        iam,
        metastore,
        data_access,
        identity,
        access,
        default_entitlements,
        buckets,
        catalogs,
        unreadable,
        header,
    } = draft;
    let network = network.settle(decided);
    let metastore = metastore.settle(&network, &catalogs, names::metastore(deployment, *region));
    let needed = Needed {
        ids: access.keys().cloned().chain(data_access.principals()).collect(),
        applications: granted(&catalogs, &buckets, &metastore)
            .filter(|principal| is_created(principal, &identity))
            .cloned()
            .collect(),
    };
    let directory = if key.is_empty() {
        Directory::of_account(&key, &identity, needed, previous)
    } else {
        Directory::beside_account(&identity, &needed, previous)
    };
    let holdings = Holdings::of(Said {
        name: &name,
        cross_account_role: cross_account_role.as_ref(),
        encryption: &encryption,
        buckets: &buckets,
        catalogs: &catalogs,
    });
    let forgotten = holdings.forgotten(&key, previous);
    let keeps_inside = previous.stacks.contains(&Stack::workspace_level_folder(&key));
    Workspace {
        key,
        standing,
        name,
        region,
        tier,
        compute_plane,
        partition,
        control_plane,
        govcloud_shard,
        aws_account_id,
        databricks_account_id,
        auth_type,
        production,
        prevent_destroy,
        root_bucket,
        tags,
        backend,
        state,
        inside_state,
        keeps_inside,
        network,
        encryption,
        cross_account_role,
        iam,
        metastore,
        data_access,
        identity,
        directory,
        access,
        default_entitlements,
        buckets,
        catalogs,
        forgotten,
        unreadable,
        header,
    }
}

/// A service principal whose application id only its creation tells.
fn is_created(principal: &Principal, identity: &Identity) -> bool {
    Name::parse(principal.as_str()).is_ok_and(|name| identity.is_created(&name))
}
