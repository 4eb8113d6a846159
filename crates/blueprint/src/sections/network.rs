//! `[network]`: whose VPC the clusters run in, and what it looks like.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::addresses::Subnet;
use crate::diagnostic::{Diagnostic, Label};
use crate::layer::layer_fields;
use crate::reading::{Reading, WrittenKey};
use crate::rules;
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{
    Cidr, Name, PrefixLength, Region, SecurityGroupId, SubnetId, VpcId, ZoneId, Zones,
};

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Network")]
pub struct Written {
    /// Whose VPC. `databricks-managed`: Databricks creates one in your AWS account; this can never
    /// be changed. `customer-managed`: we create one that is yours. `existing`: one that you have.
    pub mode: Option<Entry<Mode>>,
    /// Customer-managed: range of the VPC, `/16` to `/24`. Several workspaces that inherit one range
    /// get a part of it each.
    pub cidr: Option<Entry<Cidr>>,
    /// Customer-managed: size of the part that each workspace gets of a range it inherits.
    pub vpc_size: Option<Entry<PrefixLength>>,
    /// Customer-managed: number of availability zones, or their ids. Each holds a subnet for
    /// clusters.
    pub zones: Option<Entry<Zones>>,
    /// Customer-managed: how clusters reach the internet. `nat-per-zone`: losing a zone takes no
    /// other zone's egress with it. `single-nat`: cheaper; one zone carries all egress.
    pub egress: Option<Entry<Egress>>,
    /// Customer-managed: ranges of the clusters' subnets, one for each zone. Left out, they are
    /// planned: sixteen parts of the VPC, `/26` at the least. Each node takes two addresses.
    pub workspace_subnets: Option<Entry<Vec<Entry<Cidr>>>>,
    /// Customer-managed: the workspace whose VPC this one lives in, with subnets and a security
    /// group of its own.
    pub share: Option<Entry<Name>>,
    /// Existing: id of the VPC.
    pub vpc_id: Option<Entry<VpcId>>,
    /// Existing: ids of the clusters' subnets, two or more, each in another zone.
    pub subnet_ids: Option<Entry<Vec<Entry<SubnetId>>>>,
    /// Existing: ids of the clusters' security groups, one to five.
    pub security_group_ids: Option<Entry<Vec<Entry<SecurityGroupId>>>>,
}
layer_fields!(Written {
    mode,
    cidr,
    vpc_size,
    zones,
    egress,
    workspace_subnets,
    share,
    vpc_id,
    subnet_ids,
    security_group_ids,
});

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Mode {
    DatabricksManaged,
    CustomerManaged,
    Existing,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Egress {
    NatPerZone,
    SingleNat,
}

/// The network of one workspace.
#[derive(Clone, Debug, Serialize)]
pub struct Network {
    pub mode: Sourced<Mode>,
    /// The clusters run in a VPC that is not Databricks'.
    pub own_vpc: bool,
    #[serde(flatten)]
    pub kind: Kind,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    DatabricksManaged {},
    CustomerManaged(CustomerManaged),
    Shared(Shared),
    Existing(Existing),
}

/// A VPC that we create.
#[derive(Clone, Debug, Serialize)]
pub struct CustomerManaged {
    /// This VPC's range; of a range shared by several workspaces, this one's part.
    pub cidr: Sourced<Cidr>,
    #[serde(skip)]
    pub vpc_size: Option<Sourced<PrefixLength>>,
    #[serde(skip)]
    pub zones: Sourced<Vec<ZoneId>>,
    pub egress: Sourced<Egress>,
    pub single_nat: bool,
    pub workspace_subnets: Sourced<Vec<Subnet>>,
    pub endpoint_subnets: Vec<Subnet>,
    pub public_subnets: Vec<Subnet>,
}

/// Another workspace's VPC, with subnets and a security group of this one's own.
#[derive(Clone, Debug, Serialize)]
pub struct Shared {
    /// Key of the workspace whose VPC it is.
    pub owner: Sourced<Name>,
    /// That workspace's full name, which its VPC carries as `Name` tag.
    pub owner_name: String,
    #[serde(skip)]
    pub zones: Sourced<Vec<ZoneId>>,
    pub workspace_subnets: Sourced<Vec<Subnet>>,
}

/// A VPC that is yours; nothing in it is created, changed or tagged.
#[derive(Clone, Debug, Serialize)]
pub struct Existing {
    pub vpc_id: Sourced<VpcId>,
    pub subnet_ids: Sourced<Vec<Entry<SubnetId>>>,
    pub security_group_ids: Sourced<Vec<Entry<SecurityGroupId>>>,
}

impl Network {
    pub fn customer_managed(&self) -> Option<&CustomerManaged> {
        match &self.kind {
            Kind::CustomerManaged(network) => Some(network),
            _ => None,
        }
    }

    pub fn shared(&self) -> Option<&Shared> {
        match &self.kind {
            Kind::Shared(network) => Some(network),
            _ => None,
        }
    }

    pub fn existing(&self) -> Option<&Existing> {
        match &self.kind {
            Kind::Existing(network) => Some(network),
            _ => None,
        }
    }

    /// The subnets of the clusters, where we create them.
    pub fn workspace_subnets(&self) -> Option<&Sourced<Vec<Subnet>>> {
        match &self.kind {
            Kind::CustomerManaged(network) => Some(&network.workspace_subnets),
            Kind::Shared(network) => Some(&network.workspace_subnets),
            _ => None,
        }
    }

    /// The zones of those subnets.
    pub fn zones(&self) -> Option<&Sourced<Vec<ZoneId>>> {
        match &self.kind {
            Kind::CustomerManaged(network) => Some(&network.zones),
            Kind::Shared(network) => Some(&network.zones),
            _ => None,
        }
    }
}

/// In the 2026 edition a VPC has this range if the blueprint gives it none.
const DEFAULT_CIDR: &str = "10.0.0.0/16";
/// Three zones, or all that a region with fewer has.
const DEFAULT_ZONES: usize = 3;

/// Ranges are planned afterwards, for all workspaces together: until then subnets are empty, and
/// `cidr` is the range of which the workspace may have to take a part.
pub(crate) fn resolve(
    written: Written,
    section: Span,
    region: &Sourced<Region>,
    reading: &mut Reading,
) -> Network {
    let mode = reading.required(
        "network.mode",
        written.mode.clone(),
        section,
        "mode = \"customer-managed\"",
        || Mode::DatabricksManaged,
    );
    reject_inapplicable(&written, &mode, reading);
    let share = match written.share.clone() {
        Some(owner) => Some(Sourced::written("network.share", owner)),
        // Whoever shares has no VPC of its own, even if we can't read whose it shares.
        None if reading.unreadable.contains("network.share") => {
            let unknown = Name::parse("unknown").expect("letters");
            Some(Sourced::placeholder("network.share", unknown, section))
        }
        None => None,
    };
    let kind = match (*mode, share) {
        (Mode::DatabricksManaged, _) => Kind::DatabricksManaged {},
        (Mode::CustomerManaged, None) => {
            Kind::CustomerManaged(resolve_customer_managed(written, section, region, reading))
        }
        (Mode::CustomerManaged, Some(owner)) => {
            Kind::Shared(resolve_shared(owner, written, section, region, reading))
        }
        (Mode::Existing, _) => Kind::Existing(resolve_existing(written, section, reading)),
    };
    Network { own_vpc: *mode != Mode::DatabricksManaged, mode, kind }
}

fn reject_inapplicable(written: &Written, mode: &Sourced<Mode>, reading: &mut Reading) {
    let Written {
        mode: _,
        cidr,
        vpc_size,
        zones,
        egress,
        workspace_subnets,
        share,
        vpc_id,
        subnet_ids,
        security_group_ids,
    } = written;
    let vpc = [
        WrittenKey::of("network.cidr", cidr.as_ref()),
        WrittenKey::of("network.vpc-size", vpc_size.as_ref()),
        WrittenKey::of("network.egress", egress.as_ref()),
    ];
    let subnets = [
        WrittenKey::of("network.zones", zones.as_ref()),
        WrittenKey::of("network.workspace-subnets", workspace_subnets.as_ref()),
        WrittenKey::of("network.share", share.as_ref()),
    ];
    let ids = [
        WrittenKey::of("network.vpc-id", vpc_id.as_ref()),
        WrittenKey::of("network.subnet-ids", subnet_ids.as_ref()),
        WrittenKey::of("network.security-group-ids", security_group_ids.as_ref()),
    ];
    match **mode {
        Mode::DatabricksManaged => {
            let keys = vpc.into_iter().chain(subnets).chain(ids);
            reading.inapplicable(keys, mode, "the VPC is Databricks'");
        }
        Mode::CustomerManaged => {
            reading.inapplicable(ids, mode, "the VPC is created, it has no id yet");
            if let Some(share) = share.clone() {
                let share = Sourced::written("network.share", share);
                reading.inapplicable(vpc, &share, "the VPC is another workspace's");
            }
        }
        Mode::Existing => {
            let keys = vpc.into_iter().chain(subnets);
            reading.inapplicable(keys, mode, "the VPC and its subnets are there already");
        }
    }
}

fn resolve_customer_managed(
    written: Written,
    section: Span,
    region: &Sourced<Region>,
    reading: &mut Reading,
) -> CustomerManaged {
    let zones = resolve_zones(written.zones, section, region, reading);
    let egress = reading.or("network.egress", written.egress, section, || Egress::NatPerZone);
    let default = || Cidr::parse(DEFAULT_CIDR).expect("a range");
    CustomerManaged {
        cidr: reading.or("network.cidr", written.cidr, section, default),
        vpc_size: Reading::optional("network.vpc-size", written.vpc_size),
        single_nat: *egress == Egress::SingleNat,
        egress,
        workspace_subnets: resolve_subnets(written.workspace_subnets, &zones, section, reading),
        zones,
        endpoint_subnets: Vec::new(),
        public_subnets: Vec::new(),
    }
}

fn resolve_shared(
    owner: Sourced<Name>,
    written: Written,
    section: Span,
    region: &Sourced<Region>,
    reading: &mut Reading,
) -> Shared {
    let zones = resolve_zones(written.zones, section, region, reading);
    Shared {
        owner,
        owner_name: String::new(),
        workspace_subnets: resolve_subnets(written.workspace_subnets, &zones, section, reading),
        zones,
    }
}

fn resolve_zones(
    written: Option<Entry<Zones>>,
    section: Span,
    region: &Sourced<Region>,
    reading: &mut Reading,
) -> Sourced<Vec<ZoneId>> {
    let known = region.zone_ids();
    let zones = reading
        .or("network.zones", written, section, || Zones::Count(DEFAULT_ZONES.min(known.len())));
    if let Zones::Count(count) = &*zones
        && *count > known.len()
    {
        let message = format!("{} has {} availability zones", **region, known.len());
        let label = Label::at(&zones, format!("there are only {}", known.join(", ")));
        let diagnostic = Diagnostic::error("more-zones-than-the-region-has", message, label)
            .context(Label::at(region, "the region"));
        reading.diags.report(diagnostic);
    }
    if let Zones::Ids(ids) = &*zones {
        rules::zone_of_another_region::check(ids, region, reading.diags);
        rules::two_subnets_in_one_zone::check(ids, reading.diags);
    }
    zones.map(|zones| match zones {
        Zones::Count(count) => {
            let ids = known.iter().take(count);
            ids.map(|id| ZoneId::parse(id).expect("the data holds zone ids")).collect()
        }
        Zones::Ids(ids) => ids.into_iter().map(|id| id.value).collect(),
    })
}

/// Written subnets meet their zones in order; missing ones are planned later.
fn resolve_subnets(
    written: Option<Entry<Vec<Entry<Cidr>>>>,
    zones: &Sourced<Vec<ZoneId>>,
    section: Span,
    reading: &mut Reading,
) -> Sourced<Vec<Subnet>> {
    let subnets = reading.or("network.workspace-subnets", written, section, Vec::new);
    if subnets.is_written() && subnets.len() != zones.len() {
        let message = format!("{} subnets for {} availability zones", subnets.len(), zones.len());
        let diagnostic = Diagnostic::error(
            "subnet-count-differs-from-zones",
            message,
            Label::at(&subnets, "one subnet for each zone"),
        )
        .context(Label::at(zones, format!("{} zones", zones.len())));
        reading.diags.report(diagnostic);
    }
    let zone_ids = zones.iter().cloned();
    subnets.map(|cidrs| {
        cidrs
            .into_iter()
            .zip(zone_ids)
            .map(|(cidr, zone)| Subnet { zone, cidr: cidr.value, span: Some(cidr.span) })
            .collect()
    })
}

fn resolve_existing(written: Written, section: Span, reading: &mut Reading) -> Existing {
    let Written { vpc_id, subnet_ids, security_group_ids, .. } = written;
    Existing {
        vpc_id: reading.required(
            "network.vpc-id",
            vpc_id,
            section,
            "vpc-id = \"vpc-0123456789abcdef0\"",
            || VpcId::parse("vpc-00000000000000000").expect("an id"),
        ),
        subnet_ids: reading.required(
            "network.subnet-ids",
            subnet_ids,
            section,
            "subnet-ids = [\"subnet-…\", \"subnet-…\"]",
            Vec::new,
        ),
        security_group_ids: reading.required(
            "network.security-group-ids",
            security_group_ids,
            section,
            "security-group-ids = [\"sg-…\"]",
            Vec::new,
        ),
    }
}

/// A sharer's zones default to its owner's, so that it finds a route in each.
pub(crate) fn follow_owner(shared: &mut Shared, owner: &CustomerManaged, owner_name: &Name) {
    owner_name.as_str().clone_into(&mut shared.owner_name);
    if !shared.zones.is_written() && !shared.workspace_subnets.is_written() {
        let zones = owner.zones.iter().cloned().collect();
        shared.zones = Sourced::derived("network.zones", zones, shared.owner.span());
    }
}
