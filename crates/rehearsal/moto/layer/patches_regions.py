"""Global services are found in the partition of their host: `iam.us-gov.amazonaws.com` names no region."""

from moto.core.responses import BaseResponse

from .patch import around

PARTITION_HOSTS = {"us-gov": "us-gov-west-1"}


@around(BaseResponse, "get_region_from_url")
def get_region_from_url(original, self, **named):
    region = original(self, **named)
    return PARTITION_HOSTS.get(region, region)
