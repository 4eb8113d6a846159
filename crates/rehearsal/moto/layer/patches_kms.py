"""Keys: the period of rotation is kept, and a replica is a key of its own."""

import json
from copy import deepcopy

from moto.kms.models import KmsBackend, kms_backends
from moto.kms.responses import KmsResponse

from .errors import Refused
from .patch import around

DAYS = 365  # AWS's period where none was said
# Source: KMS API reference, EnableKeyRotation, `RotationPeriodInDays`.
PERIODS = range(90, 2560 + 1)


@around(KmsResponse, "enable_key_rotation")
def enable_key_rotation(original, self):
    period = self._get_param("RotationPeriodInDays") or DAYS
    if period not in PERIODS:
        raise Refused("ValidationException", f"RotationPeriodInDays must be between 90 and 2560, and is {period}.")
    answer = original(self)
    key = self.kms_backend.describe_key(self._get_param("KeyId"))
    key.rotation_period = period
    return answer


@around(KmsResponse, "get_key_rotation_status")
def get_key_rotation_status(original, self):
    status = json.loads(original(self))
    key = self.kms_backend.describe_key(self._get_param("KeyId"))
    if status["KeyRotationEnabled"]:
        status["RotationPeriodInDays"] = getattr(key, "rotation_period", DAYS)
    return json.dumps({"KeyId": key.arn, **status})


@around(KmsBackend, "replicate_key")
def replicate_key(original, self, key_id, replica_region):
    """moto lets both share one record of which is the primary."""
    primary = self.keys[key_id]
    replica = original(self, key_id=key_id, replica_region=replica_region)
    replica.multi_region_configuration = deepcopy(primary.multi_region_configuration)
    replica.grants, replica.aliases, replica.rotations = {}, {}, []
    return replica


@around(KmsResponse, "replicate_key")
def replicate_with_arguments(original, self):
    """moto makes the replica with the primary's policy, description and tags, whatever was asked."""
    original(self)
    region = self._get_param("ReplicaRegion")
    kms = kms_backends[self.current_account][region]
    replica = kms.keys[self._get_param("KeyId")]
    replica.policy = self._get_param("Policy") or replica.generate_default_policy()
    replica.description = self._get_param("Description") or ""
    if tags := self._get_param("Tags"):
        kms.tagger.tag_resource(replica.id, tags)
    return json.dumps(
        {
            "ReplicaKeyMetadata": replica.to_dict()["KeyMetadata"],
            "ReplicaPolicy": replica.policy,
            "ReplicaTags": tags or [],
        }
    )
