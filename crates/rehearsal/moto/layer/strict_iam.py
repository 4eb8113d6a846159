"""What IAM refuses of roles and their policies.

Sources: IAM API reference (errors of CreateRole, PutRolePolicy), "IAM and AWS STS quotas" of the IAM user guide.
"""

import re

from moto.iam.models import IAMBackend
from moto.iam.policy_validation import IAMTrustPolicyDocumentValidator

from . import policies
from .errors import Refused
from .patch import around

# Characters without white space. The trust quota can be raised, the others can't.
TRUST, INLINE, MANAGED = 2048, 10240, 6144


@around(IAMBackend, "create_role")
def create_role(original, self, role_name, assume_role_policy_document, linked_service=None, **named):
    if linked_service is None:
        refuse_trust(self, assume_role_policy_document)
    return original(
        self,
        role_name=role_name,
        assume_role_policy_document=assume_role_policy_document,
        linked_service=linked_service,
        **named,
    )


@around(IAMBackend, "update_assume_role_policy")
def update_assume_role_policy(original, self, role_name, policy_document):
    refuse_trust(self, policy_document)
    return original(self, role_name=role_name, policy_document=policy_document)


def refuse_trust(iam: IAMBackend, document: str) -> None:
    IAMTrustPolicyDocumentValidator(document).validate()
    for statement in policies.statements(document):
        if "Resource" in statement:
            raise Refused("MalformedPolicyDocument", "Has prohibited field Resource")
        if not all(action.lower().startswith("sts:") for action in policies.listed(statement.get("Action"))):
            raise Refused("MalformedPolicyDocument", "AssumeRole policy may only specify STS AssumeRole actions.")
    for principal in policies.missing_principals(document, iam.partition):
        raise Refused("MalformedPolicyDocument", f'Invalid principal in policy: "AWS":"{principal}"')
    if size(document) > TRUST:
        raise Refused("LimitExceeded", f"Cannot exceed quota for ACLSizePerRole: {TRUST}", 409)


@around(IAMBackend, "put_role_policy")
def put_role_policy(original, self, role_name, policy_name, policy_json):
    others = (text for name, text in self.get_role(role_name).policies.items() if name != policy_name)
    if size(policy_json) + sum(map(size, others)) > INLINE:
        raise Refused("LimitExceeded", f"Maximum policy size of {INLINE} bytes exceeded for role {role_name}", 409)
    return original(self, role_name=role_name, policy_name=policy_name, policy_json=policy_json)


@around(IAMBackend, "create_policy")
def create_policy(original, self, policy_document, **named):
    refuse_large(policy_document)
    return original(self, policy_document=policy_document, **named)


@around(IAMBackend, "create_policy_version")
def create_policy_version(original, self, policy_document, **named):
    refuse_large(policy_document)
    return original(self, policy_document=policy_document, **named)


def refuse_large(document: str) -> None:
    if size(document) > MANAGED:
        raise Refused("LimitExceeded", f"Cannot exceed quota for PolicySize: {MANAGED}", 409)


def size(document: str) -> int:
    return len(re.sub(r"\s", "", document))
