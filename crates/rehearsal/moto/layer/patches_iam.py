"""AWS's own managed policies are there, each from the moment somebody asks for it.

moto makes all 1500 of them for each account or none; making them all takes longer than many a rehearsal.
"""

import json
from functools import cache

from moto.iam.models import AWSManagedPolicy, IAMBackend

from .patch import around

BY_ARN = (
    "get_policy",
    "attach_role_policy",
    "attach_group_policy",
    "attach_user_policy",
    "get_policy_version",
    "list_policy_versions",
)


@cache
def known() -> dict[str, dict]:
    from moto.iam.aws_managed_policies import aws_managed_policies_data

    return json.loads(aws_managed_policies_data)


def ensure(iam: IAMBackend, name: str) -> None:
    if name in known():
        policy = AWSManagedPolicy.from_data(name, iam.account_id, iam.region_name, known()[name])
        iam.managed_policies.setdefault(policy.arn, policy)


def by_arn(method: str) -> None:
    @around(IAMBackend, method)
    def find(original, self, policy_arn, **named):
        if ":iam::aws:policy/" in policy_arn and policy_arn not in self.managed_policies:
            ensure(self, policy_arn.rsplit("/", 1)[-1])
        return original(self, policy_arn=policy_arn, **named)


for method_name in BY_ARN:
    by_arn(method_name)


@around(IAMBackend, "list_policies")
def list_policies(original, self, only_attached, scope, **named):
    if scope != "Local" and not only_attached:
        for name in known():
            ensure(self, name)
    return original(self, only_attached=only_attached, scope=scope, **named)
