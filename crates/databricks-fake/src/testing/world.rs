//! AWS as Databricks wants it: roles with the provider's policies, buckets, a key, a network, endpoints.

use serde_json::{Value, json};

use crate::facts::{
    Bucket, Facts, Key, NatGateway, Permission, Policy, PrefixList, Role, Route, SecurityGroup,
    Subnet, TransitAttachment, Vpc, VpcEndpoint,
};
use crate::testing::customer::ACCOUNT;

pub(crate) const AWS: &str = "111122223333";
pub(crate) const REGION: &str = "eu-west-1";
pub(crate) const KEY: &str =
    "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-4333-8444-555555555555";
const DATABRICKS: &str = "arn:aws:iam::414351767826:root";

pub(crate) fn right() -> Facts {
    Facts {
        roles: vec![
            role("customer", include_str!("policies/customer.json")),
            role("managed", include_str!("policies/managed.json")),
            role("restricted", include_str!("policies/restricted.json")),
        ],
        buckets: vec![bucket("root"), bucket("other-root")],
        vpcs: vec![vpc("vpc-1"), vpc("vpc-2")],
        subnets: vec![
            subnet("subnet-a", "10.0.0.0/24"),
            subnet("subnet-b", "10.0.1.0/24"),
            subnet("subnet-c", "10.0.2.0/24"),
        ],
        security_groups: vec![security_group("sg-1"), security_group("sg-2")],
        vpc_endpoints: vec![
            endpoint("rest", "vpce-svc-0da6ebf1461278016"),
            endpoint("relay", "vpce-svc-09b4eb2bc775f4e8c"),
        ],
        keys: vec![key()],
        nat_gateways: vec![NatGateway {
            id: "nat-1".to_owned(),
            account: AWS.to_owned(),
            region: REGION.to_owned(),
            subnet: "subnet-public".to_owned(),
        }],
        ..Facts::default()
    }
}

/// No subnet has a way out; what nodes need has endpoints, and they may reach nothing else.
pub(crate) fn isolate(facts: &mut Facts) {
    for subnet in &mut facts.subnets {
        subnet.routes = vec![route("pl-s3", "vpce-s3")];
    }
    let aws = |name: &str, service: &str| VpcEndpoint {
        service: format!("com.amazonaws.{REGION}.{service}"),
        ..endpoint(name, "")
    };
    facts.vpc_endpoints.extend([
        aws("sts", "sts"),
        aws("kinesis", "kinesis-streams"),
        VpcEndpoint { kind: "Gateway".to_owned(), subnets: Vec::new(), ..aws("s3", "s3") },
    ]);
    facts.prefix_lists = vec![PrefixList {
        id: "pl-s3".to_owned(),
        account: AWS.to_owned(),
        region: REGION.to_owned(),
        name: Some(format!("com.amazonaws.{REGION}.s3")),
    }];
    let nodes = &mut facts.security_groups[0];
    for rule in nodes.egress.iter_mut().filter(|rule| rule.peers == ["0.0.0.0/0"]) {
        rule.peers = vec!["sg-2".to_owned()];
    }
    nodes.egress.push(permission("tcp", 443, 443, "pl-s3"));
}

/// Nodes' packets pass a transit gateway, a firewall and a NAT gateway in a VPC of their own, `vpc-2`.
pub(crate) fn hub(facts: &mut Facts) {
    for subnet in &mut facts.subnets {
        subnet.routes = vec![route("0.0.0.0/0", "tgw-1")];
    }
    let of_hub = |name: &str, cidr: &str, routes: Vec<Route>| Subnet {
        vpc: "vpc-2".to_owned(),
        routes,
        ..subnet(name, cidr)
    };
    facts.subnets.extend([
        of_hub("transit-a", "10.9.0.0/28", vec![route("0.0.0.0/0", "vpce-fw")]),
        of_hub(
            "firewall-a",
            "10.9.1.0/28",
            vec![route("0.0.0.0/0", "nat-2"), route("10.0.0.0/16", "tgw-1")],
        ),
        of_hub(
            "public-a",
            "10.9.2.0/28",
            vec![route("0.0.0.0/0", "igw-2"), route("10.0.0.0/16", "vpce-fw")],
        ),
    ]);
    facts.vpc_endpoints.push(VpcEndpoint {
        vpc: "vpc-2".to_owned(),
        subnets: vec!["firewall-a".to_owned()],
        kind: "GatewayLoadBalancer".to_owned(),
        ..endpoint("fw", "vpce-svc-fw")
    });
    let subnet = "public-a".to_owned();
    facts.nat_gateways.push(NatGateway {
        id: "nat-2".to_owned(),
        subnet,
        ..facts.nat_gateways[0].clone()
    });
    let attachment = |id: &str, vpc: &str, inside: &str, ways: Vec<Route>| TransitAttachment {
        id: id.to_owned(),
        account: AWS.to_owned(),
        region: REGION.to_owned(),
        gateway: "tgw-1".to_owned(),
        vpc: vpc.to_owned(),
        subnets: vec![inside.to_owned()],
        ways,
    };
    facts.transit_attachments = vec![
        attachment("spoke", "vpc-1", "subnet-c", vec![route("0.0.0.0/0", "hub")]),
        attachment("hub", "vpc-2", "transit-a", vec![route("10.0.0.0/16", "spoke")]),
    ];
}

pub(crate) fn role_arn(name: &str) -> String {
    format!("arn:aws:iam::{AWS}:role/{name}")
}

fn role(name: &str, policy: &str) -> Role {
    let document = serde_json::from_str(policy).expect("a policy in JSON");
    let trust = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": DATABRICKS },
        "Condition": { "StringEquals": { "sts:ExternalId": ACCOUNT } },
    }]});
    Role {
        arn: role_arn(name),
        name: name.to_owned(),
        account: AWS.to_owned(),
        trust,
        policies: vec![Policy { name: "databricks".to_owned(), document }],
        permissions_boundary: None,
        changed: 0.0,
    }
}

fn bucket(name: &str) -> Bucket {
    let arn = format!("arn:aws:s3:::{name}");
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        {
            "Effect": "Allow", "Principal": { "AWS": DATABRICKS },
            "Action": [
                "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject",
                "s3:ListBucket", "s3:GetBucketLocation",
            ],
            "Resource": [format!("{arn}/*"), arn],
            "Condition": { "StringEquals": { "aws:PrincipalTag/DatabricksAccountId": [ACCOUNT] } },
        },
        {
            "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [arn, format!("{arn}/*")],
            "Condition": { "Bool": { "aws:SecureTransport": "false" } },
        },
    ]});
    Bucket {
        name: name.to_owned(),
        account: AWS.to_owned(),
        region: REGION.to_owned(),
        policy: Some(policy),
        encryption: None,
        versioning: "Disabled".to_owned(),
        public_access_blocked: true,
    }
}

fn vpc(id: &str) -> Vpc {
    Vpc {
        id: id.to_owned(),
        account: AWS.to_owned(),
        region: REGION.to_owned(),
        cidrs: vec!["10.0.0.0/16".parse().expect("a range")],
        dns_support: true,
        dns_hostnames: true,
    }
}

/// In the zone of its last letter.
fn subnet(id: &str, cidr: &str) -> Subnet {
    let zone = &id[id.len() - 1..];
    Subnet {
        id: id.to_owned(),
        account: AWS.to_owned(),
        region: REGION.to_owned(),
        vpc: "vpc-1".to_owned(),
        cidr: cidr.parse().expect("a range"),
        zone: format!("{REGION}{zone}"),
        zone_id: format!("euw1-{zone}"),
        routes: vec![route("0.0.0.0/0", "nat-1")],
        maps_public_addresses: false,
    }
}

pub(crate) fn route(destination: &str, target: &str) -> Route {
    Route { destination: destination.to_owned(), target: target.to_owned() }
}

fn security_group(id: &str) -> SecurityGroup {
    let among = |protocol: &str| permission(protocol, 0, 65535, id);
    let out = |port| permission("tcp", port, port, "0.0.0.0/0");
    SecurityGroup {
        id: id.to_owned(),
        account: AWS.to_owned(),
        region: REGION.to_owned(),
        vpc: "vpc-1".to_owned(),
        ingress: vec![
            among("tcp"),
            among("udp"),
            permission("tcp", 443, 6666, "sg-1"),
            permission("tcp", 8443, 8451, "sg-1"),
        ],
        egress: [among("tcp"), among("udp")]
            .into_iter()
            .chain([443, 2443, 6666].into_iter().chain(8443..=8451).map(out))
            .collect(),
    }
}

pub(crate) fn permission(protocol: &str, from: i64, to: i64, peer: &str) -> Permission {
    let peers = vec![peer.to_owned()];
    Permission { protocol: protocol.to_owned(), from: Some(from), to: Some(to), peers }
}

fn endpoint(name: &str, service: &str) -> VpcEndpoint {
    VpcEndpoint {
        id: format!("vpce-{name}"),
        account: AWS.to_owned(),
        region: REGION.to_owned(),
        vpc: "vpc-1".to_owned(),
        service: format!("com.amazonaws.vpce.{REGION}.{service}"),
        kind: "Interface".to_owned(),
        state: "available".to_owned(),
        subnets: vec!["subnet-c".to_owned()],
        security_groups: vec!["sg-2".to_owned()],
        private_dns: true,
    }
}

/// For both uses, with the statements of the provider's documentation.
fn key() -> Key {
    let tag = json!({ "StringEquals": { "aws:PrincipalTag/DatabricksAccountId": ACCOUNT } });
    let statement = |who: &str, actions: &[&str], condition: &Value| {
        json!({
            "Effect": "Allow", "Principal": { "AWS": who }, "Action": actions, "Resource": "*",
            "Condition": condition,
        })
    };
    let owner = format!("arn:aws:iam::{AWS}:root");
    let storage =
        ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];
    let volumes = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"];
    let by_ec2 = json!({ "ForAnyValue:StringLike": { "kms:ViaService": ["ec2.*.amazonaws.com"] } });
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        statement(&owner, &["kms:*"], &json!({})),
        statement(DATABRICKS, &storage, &tag),
        statement(&role_arn("customer"), &volumes, &by_ec2),
    ]});
    Key {
        arn: KEY.to_owned(),
        account: AWS.to_owned(),
        region: REGION.to_owned(),
        state: "Enabled".to_owned(),
        usage: "ENCRYPT_DECRYPT".to_owned(),
        policy,
    }
}
