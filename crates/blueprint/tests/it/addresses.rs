//! The address plan: everything fits, nothing overlaps, and what is there never moves.

use std::collections::BTreeMap;
use std::fmt::Write;

use blueprint::values::{Cidr, Subnet};
use blueprint::{Architecture, Pins};
use proptest::prelude::*;

use crate::{compile, compile_with, lines, try_compile};

/// A workspace of a random fleet.
#[derive(Clone, Debug)]
enum Member {
    /// Takes a part of the range of all, with so many zones.
    Part(usize),
    /// Writes a range of its own: a `/20` of `10.64.0.0/10`.
    Own(u8, usize),
    /// Shares with the first that has a VPC, if one is before it.
    Sharer,
}

fn member() -> impl Strategy<Value = Member> {
    prop_oneof![
        4 => (2_usize..=6).prop_map(Member::Part),
        1 => (any::<u8>(), 2_usize..=6).prop_map(|(block, zones)| Member::Own(block, zones)),
        1 => Just(Member::Sharer),
    ]
}

type Fleet = BTreeMap<String, Member>;

fn fleet() -> impl Strategy<Value = Fleet> {
    prop::collection::btree_map("[a-z]{2,6}", member(), 1..24).prop_map(|mut fleet| {
        fleet.retain(|key, _| !matches!(key.as_str(), "account" | "modules"));
        // Ranges of their own do not overlap, and one sharer fits beside its owner.
        let (mut blocks, mut sharers) = (std::collections::BTreeSet::new(), 0);
        fleet.retain(|_, member| match member {
            Member::Own(block, _) => blocks.insert(*block),
            Member::Sharer => {
                sharers += 1;
                sharers == 1
            }
            Member::Part(_) => true,
        });
        fleet
    })
}

fn text(fleet: &Fleet) -> String {
    let mut text = "name = \"acme\"\nregion = \"us-east-1\"\n\
        network.mode = \"customer-managed\"\nnetwork.cidr = \"10.0.0.0/12\"\nnetwork.vpc-size = \"/20\"\n"
        .to_owned();
    let owner = fleet.iter().find(|(_, member)| !matches!(member, Member::Sharer));
    for (key, member) in fleet {
        writeln!(text, "[workspaces.{key}]").unwrap();
        match (member, owner) {
            (Member::Part(zones), _) => writeln!(text, "network.zones = {zones}").unwrap(),
            (Member::Own(block, zones), _) => {
                let (second, third) = (64 + block / 16, block % 16 * 16);
                writeln!(text, "network.zones = {zones}").unwrap();
                writeln!(text, "network.cidr = \"10.{second}.{third}.0/20\"").unwrap();
            }
            (Member::Sharer, Some((owner, _))) => {
                writeln!(text, "network.share = \"{owner}\"").unwrap();
            }
            (Member::Sharer, None) => {}
        }
    }
    text
}

/// Subnets of each VPC, by the key of its owner: the clusters', endpoints' and gateways'.
fn subnets(arch: &Architecture) -> BTreeMap<String, (Cidr, Vec<Subnet>)> {
    let mut vpcs = BTreeMap::new();
    for workspace in &arch.workspaces {
        if let Some(vpc) = workspace.network.customer_managed() {
            let small = vpc.endpoint_subnets.iter().chain(&vpc.public_subnets).cloned();
            assert_eq!(small.clone().count(), 2 * vpc.zones.len());
            vpcs.insert(workspace.key.clone(), (*vpc.cidr, small.collect::<Vec<_>>()));
        }
    }
    for workspace in &arch.workspaces {
        let owner = workspace.network.shared().map_or(&*workspace.key, |s| s.owner.as_str());
        let clusters = workspace.network.workspace_subnets().expect("we create them all");
        assert_eq!(clusters.len(), workspace.network.zones().unwrap().len());
        vpcs.get_mut(owner).unwrap().1.extend(clusters.iter().cloned());
    }
    vpcs
}

fn assert_disjoint(mut ranges: Vec<Cidr>) {
    ranges.sort();
    for pair in ranges.windows(2) {
        assert!(pair[0].last() < pair[1].first(), "{} overlaps {}", pair[0], pair[1]);
    }
}

fn assert_sound(arch: &Architecture) {
    let vpcs = subnets(arch);
    assert_disjoint(vpcs.values().map(|(vpc, _)| *vpc).collect());
    for (vpc, subnets) in vpcs.into_values() {
        assert!(subnets.iter().all(|subnet| vpc.contains(subnet.cidr)), "{vpc}: {subnets:?}");
        assert_disjoint(subnets.into_iter().map(|subnet| subnet.cidr).collect());
    }
}

/// What was planned before and is still there, is where it was.
fn assert_unmoved(before: &Pins, after: &Pins) {
    for (key, pins) in before {
        for (what, range) in pins {
            assert_eq!(after[key].get(what), Some(range), "{what} of {key} moved");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn everything_fits_and_nothing_overlaps(fleet in fleet()) {
        prop_assume!(fleet.values().any(|member| !matches!(member, Member::Sharer)));
        assert_sound(&compile(&text(&fleet)));
    }

    #[test]
    fn what_is_there_never_moves_when_workspaces_and_zones_are_added(
        before in fleet(),
        added in fleet(),
        more_zones in 0_usize..3,
    ) {
        prop_assume!(before.values().any(|member| !matches!(member, Member::Sharer)));
        let owner = before.iter().find(|(_, m)| !matches!(m, Member::Sharer)).unwrap().0.clone();
        let pins = compile(&text(&before)).record().pins;
        let mut after = before.clone();
        for member in after.values_mut() {
            if let Member::Part(zones) | Member::Own(_, zones) = member {
                *zones = (*zones + more_zones).min(6);
            }
        }
        let blocks: Vec<_> = before.values().filter_map(|m| match m { Member::Own(b, _) => Some(*b), _ => None }).collect();
        for (key, member) in added {
            // Whom the sharer shares with must stay the same, and ranges apart.
            let fits = match &member {
                Member::Sharer => false,
                Member::Own(block, _) => !blocks.contains(block),
                Member::Part(_) => true,
            };
            if fits && key > owner {
                after.entry(key).or_insert(member);
            }
        }
        let arch = compile_with(&text(&after), &pins);
        assert_unmoved(&pins, &arch.record().pins);
        assert_sound(&arch);
    }

    #[test]
    fn pins_change_nothing_in_the_same_blueprint(fleet in fleet()) {
        prop_assume!(fleet.values().any(|member| !matches!(member, Member::Sharer)));
        let pins = compile(&text(&fleet)).record().pins;
        prop_assert_eq!(compile_with(&text(&fleet), &pins).record().pins, pins);
    }
}

const RANGE: &str = "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.zones = 2\n\
    network.mode = \"customer-managed\"\nnetwork.cidr = \"10.20.0.0/16\"\n";

#[test]
fn a_zone_written_before_others_moves_none_of_them() {
    let zones = |ids: &str| {
        format!(
            "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"customer-managed\"\nnetwork.zones = [{ids}]\n"
        )
    };
    let pins = compile(&zones("\"euw1-az2\", \"euw1-az3\"")).record().pins;
    let after = compile_with(&zones("\"euw1-az1\", \"euw1-az2\", \"euw1-az3\""), &pins);
    assert_unmoved(&pins, &after.record().pins);
    assert_sound(&after);
}

#[test]
fn a_range_that_someone_writes_moves_no_vpc_but_is_warned_of() {
    let pins = compile(&format!("{RANGE}[workspaces.prod]\n")).record().pins;
    let text =
        format!("{RANGE}[workspaces.prod]\n[workspaces.alpha]\nnetwork.cidr = \"10.20.0.0/20\"\n");
    let (arch, source, diags) = try_compile(&text, &pins);
    assert_unmoved(&pins, &arch.unwrap().record().pins);
    assert_eq!(lines(&source, &diags), [(8, "vpc-ranges-overlap")]);
}

#[test]
fn parts_keep_clear_of_written_ranges_that_overlap_each_other() {
    let text = format!(
        "{RANGE}[workspaces.aa]\nnetwork.cidr = \"10.20.0.0/17\"\n\
         [workspaces.bb]\nnetwork.cidr = \"10.20.16.0/20\"\n[workspaces.cc]\n"
    );
    let arch = compile(&text);
    let network = arch.workspace("cc").unwrap().network.customer_managed().unwrap();
    assert_eq!(network.cidr.to_string(), "10.20.128.0/20");
}

#[test]
fn six_zones_do_not_fit_into_the_end_of_a_small_vpc() {
    let text = "name = \"acme\"\nregion = \"us-east-1\"\n[network]\n\
        mode = \"customer-managed\"\ncidr = \"10.0.0.0/21\"\nzones = 6\n";
    let (arch, source, diags) = try_compile(text, &Pins::default());
    assert!(arch.is_none());
    assert_eq!(lines(&source, &diags), [(5, "vpc-too-small")]);
}

fn fleet_of(count: usize) -> String {
    let mut text = "name = \"acme\"\nregion = \"eu-west-1\"\nnetwork.mode = \"customer-managed\"\n\
        network.cidr = \"10.0.0.0/8\"\nnetwork.vpc-size = \"/22\"\n"
        .to_owned();
    (0..count).for_each(|index| writeln!(text, "[workspaces.ws{index:05}]").unwrap());
    text
}

#[test]
fn ten_thousand_workspaces_are_planned_as_a_few_are() {
    let arch = compile(&fleet_of(10_000));
    assert_eq!(arch.workspaces.len(), 10_000);
    assert_sound(&arch);
    let pins = arch.record().pins;
    assert_eq!(compile_with(&fleet_of(10_000), &pins).record().pins, pins);
}

#[test]
fn a_full_range_is_said_once() {
    let text = fleet_of(40).replace("10.0.0.0/8", "10.0.0.0/17");
    let (_, source, diags) = try_compile(&text, &Pins::default());
    let mut said = lines(&source, &diags);
    said.retain(|(_, rule)| *rule != "aws-quota-exceeded");
    assert_eq!(
        said,
        [(4, "no-room-for-vpc"), (5, "small-workspace-subnet"), (17, "databricks-quota-exceeded")]
    );
}
