"""What AWS holds, of every account and region, as the fake of Databricks judges by it."""

import json

from moto.iam.models import iam_backends

from . import changes, held, routing


def all_of_them() -> dict[str, list[dict]]:
    return {
        "roles": [role(r) for iam in held.backends("iam") for r in iam.roles.values()],
        "buckets": [bucket(b) for s3 in held.backends("s3") for b in s3.buckets.values()],
        "vpcs": [vpc(ec2, v) for ec2 in held.backends("ec2") for v in ec2.vpcs.values()],
        "subnets": [subnet(ec2, s) for ec2 in held.backends("ec2") for s in ec2.describe_subnets()],
        "security_groups": [
            security_group(ec2, g)
            for ec2 in held.backends("ec2")
            for of_vpc in ec2.groups.values()
            for g in of_vpc.values()
        ],
        "vpc_endpoints": [
            vpc_endpoint(ec2, e)
            for ec2 in held.backends("ec2")
            for e in ec2.vpc_end_points.values()
            if e.state != "deleted"
        ],
        "nat_gateways": [
            {"id": n.id, **place(ec2), "subnet": n.subnet_id}
            for ec2 in held.backends("ec2")
            for n in ec2.nat_gateways.values()
            if n.state != "deleted"
        ],
        "transit_attachments": [
            transit_attachment(ec2, a)
            for ec2 in held.backends("ec2")
            for a in ec2.transit_gateway_attachments.values()
            if a.resource_type == "vpc" and a.state != "deleted"
        ],
        "prefix_lists": [
            {"id": p.id, **place(ec2), "name": p.prefix_list_name}
            for ec2 in held.backends("ec2")
            for p in ec2.managed_prefix_lists.values()
        ],
        "keys": [key(k) for kms in held.backends("kms") for k in kms.keys.values()],
        "instance_profiles": [
            {"arn": p.arn, "roles": [r.arn for r in p.roles], "changed": changes.changed(p)}
            for iam in held.backends("iam")
            for p in iam.instance_profiles.values()
        ],
    }


def role(role) -> dict:
    inline = [{"name": name, "document": json.loads(text)} for name, text in role.policies.items()]
    attached = [
        {"name": policy.name, "document": json.loads(changes.default_document(policy))}
        for policy in role.managed_policies.values()
    ]
    return {
        "arn": role.arn,
        "name": role.name,
        "account": role.account_id,
        "trust": json.loads(role.assume_role_policy_document),
        "policies": inline + attached,
        "permissions_boundary": boundary(role),
        "changed": changes.changed(role),
    }


def boundary(role) -> dict | None:
    if not role.permissions_boundary_arn:
        return None
    iam = iam_backends[role.account_id][role.partition]
    return json.loads(changes.default_document(iam.get_policy(policy_arn=role.permissions_boundary_arn)))


def bucket(bucket) -> dict:
    return {
        "name": bucket.name,
        "account": bucket.account_id,
        "region": bucket.region_name,
        "policy": json.loads(bucket.policy) if bucket.policy else None,
        "encryption": encryption(bucket.encryption),
        "versioning": bucket.versioning_status or "Disabled",
        "public_access_blocked": is_closed(bucket.public_access_block),
    }


def encryption(configured: dict | None) -> dict | None:
    if not configured:
        return None
    rules = configured["Rule"]
    rule = rules[0] if isinstance(rules, list) else rules
    default = rule["ApplyServerSideEncryptionByDefault"]
    return {"algorithm": default["SSEAlgorithm"], "key": default.get("KMSMasterKeyID")}


def is_closed(block) -> bool:
    """Every one of the four is on."""
    settings = ("block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets")
    return block is not None and all(str(getattr(block, name)).lower() == "true" for name in settings)


def vpc(ec2, vpc) -> dict:
    return {
        "id": vpc.id,
        **place(ec2),
        "cidrs": routing.ranges(vpc),
        "dns_support": is_on(vpc.enable_dns_support),
        "dns_hostnames": is_on(vpc.enable_dns_hostnames),
    }


def subnet(ec2, subnet) -> dict:
    return {
        "id": subnet.id,
        **place(ec2),
        "vpc": subnet.vpc_id,
        "cidr": subnet.cidr_block,
        "zone": subnet.availability_zone,
        "zone_id": subnet.availability_zone_id,
        "routes": routing.routes(ec2, subnet),
        "maps_public_addresses": is_on(subnet.map_public_ip_on_launch),
    }


def security_group(ec2, group) -> dict:
    return {
        "id": group.id,
        **place(ec2),
        "vpc": group.vpc_id,
        "ingress": [permission(p) for p in group.ip_permissions],
        "egress": [permission(p) for p in group.ip_permissions_egress],
    }


def permission(view) -> dict:
    """`all` protocols have no ports."""
    groups = [pair["GroupId"] for pair in view.source_groups]
    ranges = [r["CidrIp"] for r in view.ip_ranges] + [r["CidrIpv6"] for r in view.ipv6_ranges]
    lists = [entry["PrefixListId"] for entry in view.prefix_list_ids]
    return {"protocol": view.ip_protocol, "from": view.from_port, "to": view.to_port, "peers": groups + ranges + lists}


def vpc_endpoint(ec2, endpoint) -> dict:
    return {
        "id": endpoint.id,
        **place(ec2),
        "vpc": endpoint.vpc_id,
        "service": endpoint.service_name,
        "kind": endpoint.vpc_endpoint_type or "Gateway",
        "state": endpoint.state,
        "subnets": list(endpoint.subnet_ids or []),
        "security_groups": list(endpoint.security_group_ids or []),
        "private_dns": is_on(endpoint.private_dns_enabled),
    }


def transit_attachment(ec2, attachment) -> dict:
    return {
        "id": attachment.id,
        **place(ec2),
        "gateway": attachment.transit_gateway_id,
        "vpc": attachment.resource_id,
        "subnets": list(attachment.subnet_ids),
        "ways": routing.ways(ec2, attachment),
    }


def key(key) -> dict:
    return {
        "arn": key.arn,
        "account": key.account_id,
        "region": key.region,
        "state": key.key_state,
        "usage": key.key_usage or "ENCRYPT_DECRYPT",
        "policy": json.loads(key.policy),
    }


def place(ec2) -> dict:
    return {"account": ec2.account_id, "region": ec2.region_name}


def is_on(flag) -> bool:
    """moto keeps some flags as they came, in words."""
    return str(flag).lower() == "true"
