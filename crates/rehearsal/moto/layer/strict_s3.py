"""What S3 refuses of bucket configurations.

Sources: S3 user guide, "Blocking public access to your Amazon S3 storage", "Lifecycle configuration elements",
"Requirements and considerations for replication"; S3 API reference, error responses. New buckets are closed and
public policies refused since April 2023: github.com/torchbox/buckup/pull/18.
"""

from moto.s3.models import FakeBucket, PublicAccessBlock, S3Backend
from moto.s3.utils import bucket_policy_is_public

from . import policies
from .errors import Refused
from .patch import around

COLD = {"STANDARD_IA", "ONEZONE_IA"}
COLD_DAYS = 30


@around(FakeBucket, "__init__")
def new_bucket(original, self, **named):
    """Closed: AWS blocks public access of every bucket made since April 2023 until told otherwise."""
    original(self, **named)
    self.public_access_block = PublicAccessBlock(True, True, True, True)


@around(S3Backend, "put_bucket_policy")
def put_bucket_policy(original, self, bucket_name, policy):
    bucket = self.get_bucket(bucket_name)
    try:
        statements = policies.statements(policy)
    except (ValueError, AttributeError) as failed:
        raise Refused("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'") from failed
    for _ in policies.missing_principals(policy, bucket.partition):
        raise Refused("MalformedPolicy", "Invalid principal in policy")
    if not all(is_of(bucket, resource) for s in statements for resource in policies.listed(s.get("Resource"))):
        raise Refused("MalformedPolicy", "Policy has invalid resource")
    if blocks_policies(bucket) and bucket_policy_is_public(policy):
        why = "because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
        what = f'not authorized to perform: s3:PutBucketPolicy on resource: "arn:{bucket.partition}:s3:::{bucket.name}"'
        raise Refused("AccessDenied", f"User: arn:{bucket.partition}:iam::{self.account_id}:root is {what} {why}", 403)
    return original(self, bucket_name=bucket_name, policy=policy)


def is_of(bucket: FakeBucket, resource: str) -> bool:
    own = f"arn:{bucket.partition}:s3:::{bucket.name}"
    return resource == own or resource.startswith(f"{own}/")


def blocks_policies(bucket: FakeBucket) -> bool:
    block = bucket.public_access_block
    return block is not None and str(block.block_public_policy).lower() == "true"


@around(S3Backend, "put_bucket_lifecycle")
def put_bucket_lifecycle(original, self, bucket_name, rules):
    for rule in rules:
        for transition in policies.listed(rule.get("Transition")):
            storage, days = transition.get("StorageClass"), transition.get("Days")
            if storage in COLD and days is not None and int(days) < COLD_DAYS:
                least = f"must be greater than or equal to {COLD_DAYS} for storageClass '{storage}'"
                raise Refused("InvalidArgument", f"'Days' in Transition action {least}")
    return original(self, bucket_name=bucket_name, rules=rules)


@around(S3Backend, "put_bucket_replication")
def put_bucket_replication(original, self, bucket_name, replication):
    for rule in policies.listed(replication.get("Rule")):
        name = rule["Destination"]["Bucket"].rsplit(":", 1)[-1]
        if not self.get_bucket(name).is_versioned:
            raise Refused("InvalidRequest", "Destination bucket must have versioning enabled.")
    return original(self, bucket_name=bucket_name, replication=replication)
