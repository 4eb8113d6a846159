//! What Databricks must be allowed to do with a cross-account role, and how it names what it may not.
//!
//! Lists: terraform-provider-databricks 1.126.0, `aws/data_aws_crossaccount_policy.go`. Only EC2: the service tries
//! its calls with `DryRun`, which IAM does not have, so a missing `iam:CreateServiceLinkedRole` is not found.

use crate::facts::Role;
use crate::policy::{Ask, role_allows};

/// With any network.
const BASE: &[&str] = &[
    "AssignPrivateIpAddresses",
    "CancelSpotInstanceRequests",
    "CreateFleet",
    "CreateLaunchTemplate",
    "CreateLaunchTemplateVersion",
    "CreateTags",
    "DeleteFleets",
    "DeleteLaunchTemplate",
    "DeleteLaunchTemplateVersions",
    "DeleteTags",
    "DescribeAvailabilityZones",
    "DescribeFleetHistory",
    "DescribeFleetInstances",
    "DescribeFleets",
    "DescribeIamInstanceProfileAssociations",
    "DescribeInstanceStatus",
    "DescribeInstances",
    "DescribeInternetGateways",
    "DescribeLaunchTemplateVersions",
    "DescribeLaunchTemplates",
    "DescribeNatGateways",
    "DescribeNetworkAcls",
    "DescribePrefixLists",
    "DescribeReservedInstancesOfferings",
    "DescribeRouteTables",
    "DescribeSecurityGroups",
    "DescribeSpotInstanceRequests",
    "DescribeSpotPriceHistory",
    "DescribeSubnets",
    "DescribeVolumes",
    "DescribeVpcAttribute",
    "DescribeVpcs",
    "GetLaunchTemplateData",
    "GetSpotPlacementScores",
    "ModifyFleet",
    "ModifyLaunchTemplate",
    "RequestSpotInstances",
];

/// On instances, volumes and security groups, with any network; a policy may restrict them to one network.
const INSTANCES: &[&str] = &[
    "AssociateIamInstanceProfile",
    "AttachVolume",
    "AuthorizeSecurityGroupEgress",
    "AuthorizeSecurityGroupIngress",
    "CreateVolume",
    "DeleteVolume",
    "DetachVolume",
    "DisassociateIamInstanceProfile",
    "ReplaceIamInstanceProfileAssociation",
    "RevokeSecurityGroupEgress",
    "RevokeSecurityGroupIngress",
    "RunInstances",
    "TerminateInstances",
];

/// Where Databricks makes the VPC.
const NETWORK: &[&str] = &[
    "AllocateAddress",
    "AssociateDhcpOptions",
    "AssociateRouteTable",
    "AttachInternetGateway",
    "CreateDhcpOptions",
    "CreateInternetGateway",
    "CreateNatGateway",
    "CreateRoute",
    "CreateRouteTable",
    "CreateSecurityGroup",
    "CreateSubnet",
    "CreateVpc",
    "CreateVpcEndpoint",
    "DeleteDhcpOptions",
    "DeleteInternetGateway",
    "DeleteNatGateway",
    "DeleteRoute",
    "DeleteRouteTable",
    "DeleteSecurityGroup",
    "DeleteSubnet",
    "DeleteVpc",
    "DeleteVpcEndpoints",
    "DetachInternetGateway",
    "DisassociateRouteTable",
    "ModifyVpcAttribute",
    "ReleaseAddress",
];

/// What a cross-account role needs, as policies write it, by who makes the VPC.
pub fn needed(own_vpc: bool) -> Vec<String> {
    let network: &[&str] = if own_vpc { &[] } else { NETWORK };
    [BASE, INSTANCES, network].concat().into_iter().map(|action| format!("ec2:{action}")).collect()
}

/// Where instances will run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) arn_partition: &'a str,
    pub(crate) region: &'a str,
    /// `None`: Databricks makes the VPC.
    pub(crate) network: Option<Network<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Network<'a> {
    pub(crate) vpc: &'a str,
    pub(crate) subnet: &'a str,
    pub(crate) security_group: &'a str,
}

/// What every role must allow, and does in none of the places.
pub(crate) fn missing_base(role: &Role, places: &[Place]) -> Vec<String> {
    missing(role, places, BASE)
}

/// What the role must allow besides, by who makes the VPC.
pub(crate) fn missing_for_network(role: &Role, place: Place) -> Vec<String> {
    let own: &[&str] = if place.network.is_some() { &[] } else { NETWORK };
    [INSTANCES, own].iter().flat_map(|actions| missing(role, &[place], actions)).collect()
}

/// How checks are called in "Failed credentials validation checks: …", for all of them: what is shown when
/// the role cannot be assumed at all (Databricks, "Troubleshoot creating workspaces": ten or more mean the trust).
pub(crate) fn all_labels(place: Place) -> Vec<String> {
    let own: &[&str] = if place.network.is_some() { &[] } else { NETWORK };
    [BASE, INSTANCES, own].concat().into_iter().map(label).collect()
}

fn missing(role: &Role, places: &[Place], actions: &[&str]) -> Vec<String> {
    let denied = |action: &&&str| !places.iter().any(|place| may(role, *place, action));
    actions.iter().filter(denied).map(|action| label(action)).collect()
}

/// As the service tries an instance profile.
pub(crate) fn may_run_untagged(role: &Role, place: Place) -> bool {
    may_with(role, place, "RunInstances", &[])
}

/// Everything that Databricks makes carries its tag.
const TAGS: [(&str, &str); 3] = [
    ("aws:RequestTag/Vendor", "Databricks"),
    ("aws:ResourceTag/Vendor", "Databricks"),
    ("ec2:ResourceTag/Vendor", "Databricks"),
];

fn may(role: &Role, place: Place, action: &str) -> bool {
    may_with(role, place, action, &TAGS)
}

/// On every resource that the call touches: EC2 asks for each.
fn may_with(role: &Role, place: Place, action: &str, tags: &[(&str, &str)]) -> bool {
    let vpc = place.network.map_or("vpc-0", |network| network.vpc);
    let prefix = format!("arn:{}:ec2:{}:{}", place.arn_partition, place.region, role.account);
    let vpc = format!("{prefix}:vpc/{vpc}");
    // Databricks' images belong to an account of its own.
    let place_context = [
        ("ec2:Vpc", vpc.as_str()),
        ("ec2:Region", place.region),
        ("aws:RequestedRegion", place.region),
        ("ec2:Owner", image_owner(place.arn_partition)),
    ];
    let context = [tags, &place_context].concat();
    let action = format!("ec2:{action}");
    resources(&action, place).iter().all(|resource| {
        let resource = match resource.as_str() {
            "*" => "*".to_owned(),
            IMAGE => format!("arn:{}:ec2:{}::{IMAGE}", place.arn_partition, place.region),
            resource => format!("{prefix}:{resource}"),
        };
        let ask = Ask { by: None, action: &action, resource: &resource, context: &context };
        role_allows(role, &ask)
    })
}

/// Its ARN names no account.
const IMAGE: &str = "image/ami-0";

/// What a call touches, with ids where they are known (AWS, "Actions, resources, and condition keys for EC2").
fn resources(action: &str, place: Place) -> Vec<String> {
    let (subnet, group) =
        place.network.map_or(("subnet-0", "sg-0"), |it| (it.subnet, it.security_group));
    let (subnet, group) = (format!("subnet/{subnet}"), format!("security-group/{group}"));
    let fixed: &[&str] = match action.trim_start_matches("ec2:") {
        "RunInstances" => {
            let rest = [IMAGE, "instance/i-0", "network-interface/eni-0", "volume/vol-0"];
            return rest.into_iter().map(str::to_owned).chain([subnet, group]).collect();
        }
        "RequestSpotInstances" | "CancelSpotInstanceRequests" => &["spot-instances-request/sir-0"],
        "CreateFleet" => &["fleet/fleet-0", "instance/i-0"],
        "GetLaunchTemplateData" => &["instance/i-0"],
        name if name.contains("SecurityGroupEgress") || name.contains("SecurityGroupIngress") => {
            return vec![group];
        }
        "AttachVolume" | "DetachVolume" => &["instance/i-0", "volume/vol-0"],
        "CreateVolume" | "DeleteVolume" => &["volume/vol-0"],
        "TerminateInstances" | "CreateTags" | "DeleteTags" => &["instance/i-0"],
        name if name.contains("IamInstanceProfile") && !name.starts_with("Describe") => {
            &["instance/i-0"]
        }
        "AssignPrivateIpAddresses" => &["network-interface/eni-0"],
        name if name.contains("LaunchTemplate") && !name.starts_with("Describe") => {
            &["launch-template/lt-0"]
        }
        "ModifyFleet" | "DeleteFleets" => &["fleet/fleet-0"],
        // The networks of Databricks' own making have no ids yet, and no published policy restricts them.
        _ => &["*"],
    };
    fixed.iter().map(|&resource| resource.to_owned()).collect()
}

/// databricks/terraform-databricks-sra, aws/tf, commit 72a96ea.
fn image_owner(arn_partition: &str) -> &'static str {
    if arn_partition == "aws" { "601306020600" } else { "044732911619" }
}

/// `AllocateAddress` is "Allocate Address"; three have names of their own (databricks/terraform-provider-databricks
/// issues 951 and 4026).
fn label(action: &str) -> String {
    match action {
        "CancelSpotInstanceRequests" => "Spot Cancellation".to_owned(),
        "DescribeInstances" => "Describe instances".to_owned(),
        "DescribeSpotInstanceRequests" => "Describe Spot Instances".to_owned(),
        _ => spaced(action),
    }
}

fn spaced(action: &str) -> String {
    let mut spaced = String::new();
    for character in action.chars() {
        if character.is_uppercase() && !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push(character);
    }
    spaced
}
