"""Two fakes, with the layer and without, and clients of AWS for either.

A process serves a whole run of tests; each test takes an account of its own, so that none sees another's.
"""

import atexit
import functools
import itertools
import json
import os
import subprocess
import sys
import unittest
import urllib.error
import urllib.request
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

LAUNCH = Path(__file__).parent.parent / "launch.py"
REGION = "eu-west-1"
SESSION = boto3.Session()  # one, for it keeps the descriptions of services that it has read

numbers = itertools.count(os.getpid() % 100_000 * 10_000 + 100_000_000_000)


@functools.cache
def fake(*options: str) -> int:
    """The port of one that lives as long as these tests do."""
    process = subprocess.Popen(
        [sys.executable, str(LAUNCH), *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if "LOUD" in os.environ else subprocess.DEVNULL,
    )
    atexit.register(end, process)
    return json.loads(process.stdout.readline())["port"]


def end(process: subprocess.Popen) -> None:
    process.stdin.close()
    process.wait(10)
    process.stdout.close()


class Rehearsed(unittest.TestCase):
    """Has the clients of a fresh account: `self.ours` of the layer, `self.stock` of moto as it is."""

    region = REGION

    def setUp(self) -> None:
        self.account = str(next(numbers))
        self.ours = functools.partial(client, fake(), self.account)
        self.stock = functools.partial(client, fake("--stock"), self.account)

    def refused(self, code: str, call, **arguments) -> str:
        """The message with which it is."""
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        self.assertEqual(code, caught.exception.response["Error"]["Code"], caught.exception)
        return caught.exception.response["Error"]["Message"]


def client(port: int, account: str, service: str, region: str = REGION):
    made = SESSION.client(
        service,
        region_name=region,
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id=f"LAKEWRIGHT{account}",
        aws_secret_access_key="unused",
        config=Config(retries={"max_attempts": 0}, inject_host_prefix=False, s3={"addressing_style": "path"}),
    )
    made.meta.events.register("before-send", functools.partial(sign_with, account))
    return made


def sign_with(account: str, request, **_) -> None:
    request.headers["x-moto-account-id"] = account


def ask(path: str, body=None, *options: str):
    """What is at `/lakewright/PATH`: status and JSON. A body makes it a POST."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{fake(*options)}/lakewright/{path}",
        data=None if body is None else json.dumps(body).encode(),
        method="GET" if body is None else "POST",
    )
    try:
        with urllib.request.urlopen(request) as answer:
            status, told = answer.status, answer.read()
    except urllib.error.HTTPError as failed:
        status, told = failed.code, failed.read()
    return status, json.loads(told) if told else None


def facts(kind: str, account: str) -> list[dict]:
    _, told = ask("facts")
    return [fact for fact in told[kind] if fact.get("account") == account]


def of(found: list[dict], account: str) -> list[tuple[str, str]]:
    """Kind and id of what is left of an account."""
    return sorted((thing["kind"], thing["id"]) for thing in found if thing["account"] == account)


def document(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def trust(principal: str, **more) -> str:
    return document({"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "sts:AssumeRole", **more})


def network(ec2, cidr: str = "10.0.0.0/16") -> str:
    """A VPC with the DNS flags that endpoints need."""
    vpc = ec2.create_vpc(CidrBlock=cidr)["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    return vpc


def subnet(ec2, vpc: str, cidr: str = "10.0.0.0/24", zone: str = "euw1-az1") -> str:
    return ec2.create_subnet(VpcId=vpc, CidrBlock=cidr, AvailabilityZoneId=zone)["Subnet"]["SubnetId"]


def internet(ec2, vpc: str) -> str:
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    return gateway


def nat(ec2, subnet_id: str) -> str:
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    return ec2.create_nat_gateway(SubnetId=subnet_id, AllocationId=address)["NatGateway"]["NatGatewayId"]


def group(ec2, vpc: str, name: str = "g") -> str:
    return ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]


def security_rule(peer: dict, port: int = 443) -> dict:
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **peer}


def bucket(s3, name: str) -> str:
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    return name
