"""What S3 refuses of objects whose key KMS does not let it use.

Source: S3 user guide, "Using server-side encryption with AWS KMS keys"; the codes were tried against AWS by
github.com/localstack/localstack/pull/8423 and pull/7786.
"""

from moto.kms.models import KmsBackend, kms_backends
from moto.s3.models import S3Backend
from moto.s3.responses import S3Response

from .errors import Refused
from .patch import around

UNUSABLE = {
    "PendingDeletion": ("KMS.KMSInvalidStateException", "is pending deletion"),
    "Disabled": ("KMS.DisabledException", "is disabled"),
}


@around(S3Backend, "put_object")
def put_object(original, self, bucket_name, kms_key_id=None, **named):
    bucket = self.get_bucket(bucket_name)
    refuse_unusable(self.account_id, bucket.region_name, kms_key_id or default_key(bucket))
    return original(self, bucket_name=bucket_name, kms_key_id=kms_key_id, **named)


@around(S3Response, "get_object")
def get_object(original, self):
    key, _ = self._get_key()
    bucket = self.backend.get_bucket(self.bucket_name)
    refuse_unusable(bucket.account_id, bucket.region_name, key.kms_key_id)
    return original(self)


def default_key(bucket) -> str | None:
    rule = bucket.encryption["Rule"] if bucket.encryption else {}
    rule = rule[0] if isinstance(rule, list) else rule
    return rule.get("ApplyServerSideEncryptionByDefault", {}).get("KMSMasterKeyID")


def refuse_unusable(account: str, region: str, named: str | None) -> None:
    if named is None:
        return
    owner = named.split(":")[4] if named.startswith("arn:") else account
    kms: KmsBackend = kms_backends[owner][region]
    key = kms.keys.get(kms.any_id_to_key_id(named))
    if key is not None and key.key_state in UNUSABLE:
        code, why = UNUSABLE[key.key_state]
        raise Refused(code, f"{key.arn} {why}.")
