"""Objects that somebody else than a client of ours writes, such as Databricks: they are in the bucket, whoever may
write there. They go with their bucket, so they are left over by themselves nowhere, in a preexisting bucket neither.
"""

import json
from contextlib import suppress

from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition

from .errors import Refused
from .preexisting import Unusable

FIELDS = {"account", "region", "bucket", "key"}


def read(body: bytes) -> dict[str, str]:
    try:
        told = json.loads(body)
    except ValueError as failed:
        raise Unusable(f"not JSON: {failed}") from failed
    if not isinstance(told, dict) or set(told) != FIELDS:
        raise Unusable(f"an object has {', '.join(sorted(FIELDS))}")
    return told


def put(told: dict[str, str]) -> None:
    s3 = s3_backends[told["account"]][get_partition(told["region"])]
    if told["bucket"] not in s3.buckets:
        raise Unusable(f"the account {told['account']} has no bucket `{told['bucket']}`")
    with suppress(Refused):  # whoever cannot use the bucket's key writes nothing
        s3.put_object(told["bucket"], told["key"], b"")
