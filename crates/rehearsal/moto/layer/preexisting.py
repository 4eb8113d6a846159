"""What a blueprint says exists before the first apply, made in moto under exactly its own ids."""

import json
from contextlib import contextmanager
from unittest import mock

from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends
from moto.kms.models import kms_backends
from moto.s3.models import PublicAccessBlock, s3_backends
from moto.utilities.utils import get_partition

from . import held, strict_organization

KINDS = {
    "account",
    "region",
    "vpcs",
    "subnets",
    "security_groups",
    "internet_route",
    "vpc_endpoints",
    "roles",
    "policies",
    "demanded_of_roles",
    "buckets",
    "keys",
}


class Unusable(Exception):
    """What is asked for can't be made; the message says what and why."""


def read(body: bytes) -> dict:
    try:
        told = json.loads(body)
        unknown = sorted(set(told) - KINDS)
    except (ValueError, TypeError) as failed:
        raise Unusable(f"not a JSON object: {failed}") from failed
    if unknown:
        raise Unusable(f"unknown: {', '.join(unknown)}")
    return told


def create(told: dict) -> None:
    """All of it, in the order in which one thing needs another."""
    held.in_use.update(account for account in [told.get("account")] if account)
    for kind, make in ORDER:
        for one in told.get(kind, []):
            try:
                make(told, one)
            except KeyError as missing:
                raise Unusable(f"{kind}: {missing} is missing in {json.dumps(one)}") from missing
            except Exception as failed:
                raise Unusable(f"{kind}: {json.dumps(one)}: {failed}") from failed


def vpc(told: dict, one: dict) -> None:
    ec2 = network(told)
    refuse_second(one["id"], ec2.vpcs)
    with fixed("moto.ec2.models.vpcs.random_vpc_id", one["id"]):
        made = ec2.create_vpc(one["cidr"])
    made.enable_dns_support = made.enable_dns_hostnames = True
    if "name" in one:
        made.add_tag("Name", one["name"])


def subnet(told: dict, one: dict) -> None:
    ec2 = network(told)
    refuse_second(one["id"], {s.id for s in ec2.describe_subnets()})
    with fixed("moto.ec2.models.subnets.random_subnet_id", one["id"]):
        ec2.create_subnet(one["vpc"], one["cidr"], availability_zone_id=one["zone_id"])


def security_group(told: dict, one: dict) -> None:
    ec2 = network(told)
    refuse_second(one["id"], {g.id for of_vpc in ec2.groups.values() for g in of_vpc.values()})
    with fixed("moto.ec2.models.security_groups.random_security_group_id", one["id"]):
        ec2.create_security_group(one.get("name", one["id"]), "preexisting", vpc_id=one["vpc"])


def rules(told: dict, one: dict) -> None:
    """After every group is there: groups may name each other. An `egress` that is not said is AWS's own."""
    ec2 = network(told)
    group = ec2.get_security_group_from_id(one["id"])
    if "egress" in one:
        group.egress_rules = []
    for authorize, permissions in (
        (ec2.authorize_security_group_ingress, one.get("ingress", [])),
        (ec2.authorize_security_group_egress, one.get("egress", [])),
    ):
        for permission in permissions:
            groups, ranges, lists = sorted_peers(permission["peers"])
            authorize(
                one["id"],
                permission["protocol"],
                permission.get("from"),
                permission.get("to"),
                ranges,
                source_groups=groups,
                prefix_list_ids=lists,
                vpc_id=one["vpc"],
            )


def sorted_peers(peers: list[str]) -> tuple[list[dict], list[dict], list[dict]]:
    groups = [{"GroupId": peer} for peer in peers if peer.startswith("sg-")]
    lists = [{"PrefixListId": peer} for peer in peers if peer.startswith("pl-")]
    ranges = [{"CidrIpv6" if ":" in peer else "CidrIp": peer} for peer in peers if not peer.startswith(("sg-", "pl-"))]
    return groups, ranges, lists


def internet_route(told: dict, vpc_id: str) -> None:
    """An internet gateway, and a NAT gateway in a subnet of its own."""
    ec2 = network(told)
    subnets = ec2.describe_subnets(filters={"vpc-id": [vpc_id]})
    gateway = ec2.create_internet_gateway()
    ec2.attach_internet_gateway(gateway.id, vpc_id)
    public = public_subnet(ec2, vpc_id)
    nat = ec2.create_nat_gateway(public.id, ec2.allocate_address("vpc").allocation_id)
    route(ec2, vpc_id, [public.id], gateway_id=gateway.id)
    route(ec2, vpc_id, [s.id for s in subnets], nat_gateway_id=nat.id)


def public_subnet(ec2, vpc_id: str):
    """From a second range, so that it never lies where a preexisting or a later subnet is to be."""
    ec2.associate_vpc_cidr_block(vpc_id, "100.127.255.0/28", False)
    zone = ec2.describe_availability_zones()[0]
    return ec2.create_subnet(vpc_id, "100.127.255.0/28", availability_zone=zone.name)


def route(ec2, vpc_id: str, subnet_ids: list[str], **target: str) -> None:
    table = ec2.create_route_table(vpc_id)
    ec2.create_route(table.id, "0.0.0.0/0", **target)
    for subnet_id in subnet_ids:
        ec2.associate_route_table(table.id, subnet_id=subnet_id)


def vpc_endpoint(told: dict, one: dict) -> None:
    ec2 = network(told)
    refuse_second(one["id"], ec2.vpc_end_points)
    with fixed("moto.ec2.models.vpcs.random_vpc_ep_id", one["id"]):
        ec2.create_vpc_endpoint(
            one["vpc"],
            one["service"],
            one.get("kind", "Interface"),
            None,
            [],
            subnet_ids=one.get("subnets", []),
            security_group_ids=one.get("security_groups", []),
            private_dns_enabled=True,
        )


def role(told: dict, one: dict) -> None:
    _, partition, _, _, account, resource = one["arn"].split(":", 5)
    *path, name = resource.removeprefix("role/").split("/")
    iam = iam_backends[account][partition]
    refuse_second(name, {r.name for r in iam.roles.values()})
    held.in_use.add(account)
    made = iam.create_role(name, OPEN_TRUST, f"/{'/'.join(path)}/" if path else "/", None, "", [], "3600")
    made.assume_role_policy_document = json.dumps(one["trust"])  # which may name roles that come later, or itself
    for policy in one.get("policies", []):
        made.put_policy(policy["name"], json.dumps(policy["document"]))
    made.changed = 0.0  # long ago: IAM has told everyone


OPEN_TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
    }
)


def policy(told: dict, one: dict) -> None:
    _, partition, _, _, account, resource = one["arn"].split(":", 5)
    *path, name = resource.removeprefix("policy/").split("/")
    held.in_use.add(account)
    iam = iam_backends[account][partition]
    iam.create_policy("", f"/{'/'.join(path)}/" if path else "/", json.dumps(one["document"]), name, [])


def demand_of_roles(told: dict, one: dict) -> None:
    """From here on: what is there already may be older than the demand."""
    strict_organization.demand(told["account"], one)


def bucket(told: dict, one: dict) -> None:
    s3 = s3_backends[told["account"]][get_partition(told["region"])]
    made = s3.create_bucket(one["name"], told["region"])
    made.public_access_block = PublicAccessBlock(*[one.get("public_access_blocked", True)] * 4)
    made.policy = json.dumps(one["policy"]).encode() if one.get("policy") else None
    if one.get("kms_key"):
        by_default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": one["kms_key"]}
        made.encryption = {"Rule": [{"ApplyServerSideEncryptionByDefault": by_default}]}


def key(told: dict, one: dict) -> None:
    _, _, _, region, account, resource = one["arn"].split(":", 5)
    kms = kms_backends[account][region]
    held.in_use.add(account)
    key_id = resource.removeprefix("key/")
    refuse_second(key_id, kms.keys)
    with fixed("moto.kms.models.generate_key_id", key_id):
        kms.create_key(json.dumps(one["policy"]), "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "", [])


def network(told: dict):
    return ec2_backends[told["account"]][told["region"]]


def refuse_second(name: str, there) -> None:
    if name in there:
        raise Unusable(f"`{name}` is there already")


@contextmanager
def fixed(generator: str, name: str):
    """moto makes up every id itself."""
    with mock.patch(generator, lambda *_, **__: name):
        yield


ORDER = (
    ("vpcs", vpc),
    ("subnets", subnet),
    ("security_groups", security_group),
    ("security_groups", rules),
    ("internet_route", internet_route),
    ("vpc_endpoints", vpc_endpoint),
    ("policies", policy),
    ("roles", role),
    ("demanded_of_roles", demand_of_roles),
    ("keys", key),
    ("buckets", bucket),
)
