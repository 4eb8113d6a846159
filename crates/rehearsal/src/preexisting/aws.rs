//! What a blueprint says is there in AWS before the first apply, made as the README that we emit asks for it.

use std::collections::BTreeMap;

use blueprint::sections::buckets::Bucket;
use blueprint::sections::iam::Iam;
use blueprint::sections::network::Existing;
use blueprint::sections::state::State;
use blueprint::values::{KmsKeyArn, Provision};
use blueprint::{Architecture, Sourced, Workspace, names};
use databricks_fake::permissions;
use serde_json::{Map, Value, json};

use crate::accounts::Accounts;
use crate::preexisting::{created, databricks, merge};

/// What the cross-account role does with the key of volumes.
const VOLUME_ACTIONS: [&str; 4] =
    ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"];

/// In the words of the fake of AWS, one document for each thing or VPC, with what all `archs` say of it. They are applied
/// one over the other: what an earlier one creates is there by then.
pub(crate) fn of(archs: &[&Architecture]) -> Vec<Value> {
    let workspaces: Vec<&Workspace> = archs.iter().flat_map(|arch| &arch.workspaces).collect();
    let mut things = networks(&workspaces);
    for (at, arch) in archs.iter().enumerate() {
        let of_arch = arch.workspaces.iter().flat_map(of_workspace);
        let is_there = |thing: &Value| {
            created::in_aws(&archs[..at], thing) || is_in_another_region(&things, thing)
        };
        let new: Vec<_> = of_arch.filter(|thing| !is_there(thing)).collect();
        things.extend(new);
    }
    things.extend(demanded_of_roles(&workspaces));
    merge::merged(things)
}

/// A bucket lies where the first blueprint says: all regions share its name.
fn is_in_another_region(things: &[Value], thing: &Value) -> bool {
    fn names(thing: &Value) -> impl Iterator<Item = &Value> {
        thing["buckets"].as_array().into_iter().flatten().map(|bucket| &bucket["name"])
    }
    let others = things.iter().filter(|other| other["region"] != thing["region"]);
    let elsewhere: Vec<_> = others.flat_map(names).collect();
    names(thing).any(|name| elsewhere.contains(&name))
}

fn of_workspace(workspace: &Workspace) -> Vec<Value> {
    let mut things = Vec::new();
    things.extend(permissions_boundary(workspace));
    things.extend(role(workspace));
    things.extend(root_bucket(workspace));
    things.extend(data_buckets(workspace));
    things.extend(keys(workspace));
    things.extend(state(workspace));
    things
}

/// Several workspaces may lie in one VPC, each with subnets of its own.
fn networks(workspaces: &[&Workspace]) -> Vec<Value> {
    let mut vpcs: BTreeMap<String, Vec<(&Workspace, &Existing)>> = BTreeMap::new();
    for workspace in workspaces {
        if let Some(existing) = workspace.network.existing() {
            vpcs.entry(existing.vpc_id.to_string()).or_default().push((workspace, existing));
        }
    }
    vpcs.iter().map(|(id, users)| vpc(id, users)).collect()
}

fn vpc(id: &str, users: &[(&Workspace, &Existing)]) -> Value {
    let mut subnets = BTreeMap::new();
    let mut groups = BTreeMap::new();
    let mut endpoints: BTreeMap<String, Value> = BTreeMap::new();
    for (workspace, existing) in users {
        let zones = workspace.region.shown_zone_ids().iter().cycle();
        for (subnet, zone) in existing.subnet_ids.iter().zip(zones) {
            let cidr = format!("10.250.{}.0/24", subnets.len());
            let subnet = subnet.value.to_string();
            let described = json!({ "id": subnet, "vpc": id, "cidr": cidr, "zone_id": zone });
            subnets.entry(subnet).or_insert(described);
        }
        for group in existing.security_group_ids.iter() {
            let group = group.value.to_string();
            groups.insert(group.clone(), security_group(&group, id));
        }
        let inside = existing.subnet_ids.first().map(|subnet| subnet.value.to_string());
        for it in databricks::back_end(workspace) {
            let service = it.service.name(&workspace.partition, workspace.region.name());
            let endpoint = json!({
                "id": databricks::aws_id(&it.id),
                "vpc": id,
                "service": service,
                "subnets": inside.as_slice(),
            });
            endpoints.insert(it.id, endpoint);
        }
    }
    for endpoint in endpoints.values_mut() {
        endpoint["security_groups"] = groups.keys().cloned().collect();
    }
    let (workspace, _) = users[0];
    json!({
        "account": Accounts::of(workspace).aws,
        "region": workspace.region.name(),
        "vpcs": [{ "id": id, "cidr": "10.250.0.0/16" }],
        "subnets": subnets.values().collect::<Vec<_>>(),
        "security_groups": groups.values().collect::<Vec<_>>(),
        "internet_route": [id],
        "vpc_endpoints": endpoints.values().collect::<Vec<_>>(),
    })
}

/// Open within itself, and outwards.
fn security_group(id: &str, vpc: &str) -> Value {
    let internode =
        |protocol: &str| json!({ "protocol": protocol, "from": 0, "to": 65535, "peers": [id] });
    let anywhere = json!({ "protocol": "-1", "from": null, "to": null, "peers": ["0.0.0.0/0"] });
    json!({
        "id": id,
        "vpc": vpc,
        "ingress": [internode("tcp"), internode("udp")],
        "egress": [internode("tcp"), internode("udp"), anywhere],
    })
}

fn role(workspace: &Workspace) -> Option<Value> {
    let arn = workspace.existing_role()?;
    let trust = allow(&json!({
        "Action": "sts:AssumeRole",
        "Principal": { "AWS": control_plane(workspace) },
        "Condition": { "StringEquals": { "sts:ExternalId": Accounts::of(workspace).databricks } },
    }));
    let needed = permissions::needed(workspace.network.has_own_vpc());
    let mut policy = allow(&json!({ "Action": needed, "Resource": "*" }));
    let passed = names::cluster_roles(workspace);
    let passed: Vec<_> = passed.iter().map(|name| created_role(workspace, name)).collect();
    if !passed.is_empty() {
        let statement = json!({ "Effect": "Allow", "Action": "iam:PassRole", "Resource": passed });
        policy["Statement"].as_array_mut().expect("a policy has a list").push(statement);
    }
    let storage = workspace.encryption.workspace_storage.as_ref();
    if let Some(key) = storage.and_then(|key| key.existing()) {
        let statement =
            json!({ "Effect": "Allow", "Action": VOLUME_ACTIONS, "Resource": key.to_string() });
        policy["Statement"].as_array_mut().expect("a policy has a list").push(statement);
    }
    Some(json!({
        "account": arn.account(),
        "region": workspace.region.name(),
        "roles": [{
            "arn": arn.to_string(),
            "trust": trust,
            "policies": [{ "name": "databricks", "document": policy }],
        }],
    }))
}

/// One that allows all that a role's own policy does: what an organization allows is not known here.
fn permissions_boundary(workspace: &Workspace) -> Option<Value> {
    let arn = workspace.iam.permissions_boundary.as_ref()?;
    let account = arn.account()?;
    let document = allow(&json!({ "Action": "*", "Resource": "*" }));
    Some(json!({
        "account": account,
        "region": workspace.region.name(),
        "policies": [{ "arn": arn.to_string(), "document": document }],
    }))
}

/// Whoever writes a path or a boundary does so because the organization refuses every other role: in an account
/// whose workspaces agree, it does so here.
fn demanded_of_roles(workspaces: &[&Workspace]) -> Vec<Value> {
    let mut accounts: BTreeMap<String, Vec<(Value, &Workspace)>> = BTreeMap::new();
    for workspace in workspaces {
        let demanded = (demanded(&workspace.iam), *workspace);
        accounts.entry(Accounts::of(workspace).aws).or_default().push(demanded);
    }
    let agreed = accounts.into_iter().filter_map(|(account, all)| {
        let (first, workspace) = all.first()?.clone();
        let is_agreed = first != json!({}) && all.iter().all(|(demanded, _)| *demanded == first);
        is_agreed.then(|| {
            json!({
                "account": account,
                "region": workspace.region.name(),
                "demanded_of_roles": [first],
            })
        })
    });
    agreed.collect()
}

fn demanded(iam: &Iam) -> Value {
    let mut demanded = Map::new();
    if !iam.path.is_root() {
        demanded.insert("path".to_owned(), json!(iam.path.to_string()));
    }
    if let Some(boundary) = &iam.permissions_boundary {
        demanded.insert("permissions_boundary".to_owned(), json!(boundary.to_string()));
    }
    Value::Object(demanded)
}

/// ARN of a role that is created for a workspace.
pub(super) fn created_role(workspace: &Workspace, name: &str) -> String {
    format!(
        "arn:{}:iam::{}:role{}{name}",
        workspace.partition.arn_partition,
        Accounts::of(workspace).aws,
        *workspace.iam.path
    )
}

fn root_bucket(workspace: &Workspace) -> Option<Value> {
    let name = workspace.existing_root_bucket()?;
    let arn = format!("arn:{}:s3:::{name}", workspace.partition.arn_partition);
    let policy = allow(&json!({
        "Action": [
            "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject",
            "s3:ListBucket", "s3:GetBucketLocation",
        ],
        "Resource": [arn, format!("{arn}/*")],
        "Principal": { "AWS": control_plane(workspace) },
    }));
    Some(json!({
        "account": Accounts::of(workspace).aws,
        "region": workspace.region.name(),
        "buckets": [{ "name": name.to_string(), "policy": policy, "public_access_blocked": true }],
    }))
}

/// Closed to the public, and to nobody else.
fn data_buckets(workspace: &Workspace) -> Vec<Value> {
    let bucket = |bucket: &Bucket| {
        let name = bucket.existing.as_deref()?;
        Some(json!({
            "account": Accounts::of(workspace).aws,
            "region": workspace.region.name(),
            "buckets": [{
                "name": name.to_string(),
                "policy": null,
                "public_access_blocked": true,
                "kms_key": bucket.kms_key().map(ToString::to_string),
            }],
        }))
    };
    workspace.buckets.iter().filter_map(bucket).collect()
}

fn keys(workspace: &Workspace) -> Vec<Value> {
    let encryption = &workspace.encryption;
    let written = [&encryption.managed_services, &encryption.workspace_storage];
    let existing = written.into_iter().flatten().filter_map(|key| Provision::existing(key));
    let of_buckets = workspace.buckets.iter().filter_map(Bucket::kms_key);
    existing.chain(of_buckets).map(|arn| key(arn, workspace)).collect()
}

/// Its owner, and what the README asks for.
fn key(arn: &KmsKeyArn, workspace: &Workspace) -> Value {
    let account = key_account(arn);
    let owner = format!("arn:{}:iam::{account}:root", workspace.partition.arn_partition);
    let admitted = json!({
        "StringEquals": { "aws:PrincipalTag/DatabricksAccountId": Accounts::of(workspace).databricks },
    });
    let mut statements = vec![
        json!({ "Effect": "Allow", "Action": "kms:*", "Resource": "*", "Principal": { "AWS": owner } }),
    ];
    let is = |key: &Option<Sourced<Provision<KmsKeyArn>>>| {
        key.as_ref().and_then(|key| key.existing()) == Some(arn)
    };
    if is(&workspace.encryption.managed_services) {
        statements.push(json!({
            "Effect": "Allow",
            "Action": ["kms:Decrypt", "kms:Encrypt"],
            "Resource": "*",
            "Principal": { "AWS": control_plane(workspace) },
            "Condition": admitted,
        }));
    }
    if is(&workspace.encryption.workspace_storage) {
        statements.extend(storage_statements(workspace, &admitted));
    }
    let buckets = workspace.buckets.iter().filter(|bucket| bucket.kms_key() == Some(arn));
    statements.extend(buckets.map(|bucket| bucket_statement(workspace, bucket)));
    json!({
        "account": account,
        "region": arn.region(),
        "keys": [{
            "arn": arn.to_string(),
            "policy": { "Version": "2012-10-17", "Statement": statements },
        }],
    })
}

fn bucket_statement(workspace: &Workspace, bucket: &Bucket) -> Value {
    let account = Accounts::of(workspace).aws;
    let owner = format!("arn:{}:iam::{account}:root", workspace.partition.arn_partition);
    let roles = names::bucket_roles(workspace, bucket);
    let roles: Vec<_> = roles.iter().map(|name| created_role(workspace, name)).collect();
    json!({
        "Effect": "Allow",
        "Action": ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"],
        "Resource": "*",
        "Principal": { "AWS": owner },
        "Condition": { "ArnEquals": { "aws:PrincipalArn": roles } },
    })
}

fn storage_statements(workspace: &Workspace, admitted: &Value) -> [Value; 2] {
    let role = cross_account_role(workspace);
    let account = role.split(':').nth(4).expect("an ARN has six fields");
    let owner = format!("arn:{}:iam::{account}:root", workspace.partition.arn_partition);
    [
        json!({
            "Effect": "Allow",
            "Action": [
                "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*",
            ],
            "Resource": "*",
            "Principal": { "AWS": control_plane(workspace) },
            "Condition": admitted,
        }),
        json!({
            "Effect": "Allow",
            "Action": VOLUME_ACTIONS,
            "Resource": "*",
            "Principal": { "AWS": owner },
            "Condition": {
                "ArnEquals": { "aws:PrincipalArn": role },
                "ForAnyValue:StringLike": { "kms:ViaService": "ec2.*.amazonaws.com" },
            },
        }),
    ]
}

/// The one that is there, or the one that will be.
fn cross_account_role(workspace: &Workspace) -> String {
    match workspace.existing_role() {
        Some(arn) => arn.to_string(),
        None => created_role(workspace, &names::cross_account_role(workspace)),
    }
}

fn state(workspace: &Workspace) -> Vec<Value> {
    let State::S3 { bucket, region, kms_key, .. } = &workspace.state else { return Vec::new() };
    let account = Accounts::of(workspace).aws;
    let bucket = json!({
        "account": account,
        "region": region.to_string(),
        "buckets": [{ "name": bucket.to_string(), "policy": null, "public_access_blocked": true }],
    });
    let owner = format!("arn:{}:iam::{account}:root", workspace.partition.arn_partition);
    let policy =
        allow(&json!({ "Action": "kms:*", "Resource": "*", "Principal": { "AWS": owner } }));
    let key = kms_key.as_ref().map(|arn| {
        json!({
            "account": key_account(arn),
            "region": arn.region(),
            "keys": [{ "arn": arn.to_string(), "policy": policy }],
        })
    });
    [bucket].into_iter().chain(key).collect()
}

fn control_plane(workspace: &Workspace) -> String {
    let partition = &workspace.partition;
    format!("arn:{}:iam::{}:root", partition.arn_partition, partition.control_plane_account)
}

fn key_account(arn: &KmsKeyArn) -> String {
    let arn = arn.to_string();
    arn.split(':').nth(4).expect("an ARN has six fields").to_owned()
}

/// A policy of one statement that allows.
fn allow(statement: &Value) -> Value {
    let mut statement = statement.clone();
    statement["Effect"] = json!("Allow");
    json!({ "Version": "2012-10-17", "Statement": [statement] })
}
