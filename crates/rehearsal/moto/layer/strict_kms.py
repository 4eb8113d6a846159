"""What KMS refuses of key policies, and of keys that are pending deletion.

Sources: KMS API reference, PutKeyPolicy ("MalformedPolicyDocumentException", "BypassPolicyLockoutSafetyCheck"); KMS
developer guide, "Key states of AWS KMS keys", whose table has each operation: the policy of a key that is pending
deletion can still be put, and an alias taken from it.
"""

from moto.kms.models import KmsBackend
from moto.kms.responses import KmsResponse

from . import policies
from .errors import Refused
from .patch import around

MALFORMED = "MalformedPolicyDocumentException"


@around(KmsResponse, "create_key")
def create_key(original, self):
    refuse(self)
    return original(self)


@around(KmsResponse, "put_key_policy")
def put_key_policy(original, self):
    refuse(self)
    return original(self)


@around(KmsResponse, "replicate_key")
def replicate_key(original, self):
    refuse(self)
    return original(self)


def refuse(request: KmsResponse) -> None:
    document = request._get_param("Policy")
    if not document:
        return
    try:
        statements = policies.statements(document)
    except (ValueError, AttributeError) as failed:
        raise Refused(MALFORMED, "The policy is not in the valid JSON format.") from failed
    for _ in policies.missing_principals(document, request.partition):
        raise Refused(MALFORMED, "Policy contains a statement with one or more invalid principals.")
    account = request.current_account
    open_to_owner = any(administers(statement, account) for statement in statements)
    if not open_to_owner and not request._get_param("BypassPolicyLockoutSafetyCheck"):
        raise Refused(MALFORMED, "The new key policy will not allow you to update the key policy in the future.")


def administers(statement: dict, account: str) -> bool:
    """Whether somebody of the key's own account may change the policy by it."""
    own = ("*", account)
    principals = policies.aws_principals(statement)
    ours = any(principal in own or f"::{account}:" in principal for principal in principals)
    return ours and policies.allows(statement, "kms:PutKeyPolicy")


# Of which the table says that they fail.
NOT_WHILE_PENDING = (
    "create_grant",
    "disable_key",
    "disable_key_rotation",
    "enable_key",
    "enable_key_rotation",
    "encrypt",
    "generate_data_key",
    "generate_data_key_without_plaintext",
    "replicate_key",
    "schedule_key_deletion",
    "tag_resource",
    "untag_resource",
    "update_key_description",
)


def refuse_pending(kms: KmsBackend, key_id: str) -> None:
    key = kms.keys.get(kms.any_id_to_key_id(key_id))
    if key is not None and key.key_state == "PendingDeletion":
        raise Refused("KMSInvalidStateException", f"{key.arn} is pending deletion.")


def not_while_pending(action: str) -> None:
    @around(KmsResponse, action)
    def unless_pending(original, self):
        refuse_pending(self.kms_backend, self._get_param("KeyId"))
        return original(self)


for action in NOT_WHILE_PENDING:
    not_while_pending(action)


@around(KmsBackend, "decrypt")
def decrypt(original, self, **named):
    plaintext, arn = original(self, **named)
    refuse_pending(self, arn)
    return plaintext, arn


@around(KmsBackend, "create_alias")
def create_alias(original, self, target_key_id, alias_name):
    refuse_pending(self, target_key_id)
    return original(self, target_key_id=target_key_id, alias_name=alias_name)


@around(KmsBackend, "update_alias")
def update_alias(original, self, target_key_id, alias_name):
    refuse_pending(self, target_key_id)
    return original(self, target_key_id=target_key_id, alias_name=alias_name)
