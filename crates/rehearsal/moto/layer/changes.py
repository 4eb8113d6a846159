"""When a role last changed: IAM takes seconds to tell the rest of AWS, and a rehearsal can simulate that."""

import time

from moto.iam.models import IAMBackend, Role

from .patch import around

OF_A_ROLE = (
    "create_role",
    "update_assume_role_policy",
    "put_role_policy",
    "delete_role_policy",
    "attach_role_policy",
    "detach_role_policy",
)
OF_A_POLICY = ("create_policy_version", "set_default_policy_version")


def changed(role: Role) -> float:
    """Unix seconds."""
    return getattr(role, "changed", 0.0)


def note_role(method: str) -> None:
    @around(IAMBackend, method)
    def role_changes(original, self, **named):
        before = documents_by_role(self)
        made = original(self, **named)
        stamp(self, before)
        return made


def documents_by_role(iam: IAMBackend) -> dict[str, tuple]:
    return {role.id: documents(role) for role in iam.roles.values()}


def documents(role: Role) -> tuple:
    attached = tuple((policy.arn, default_document(policy)) for policy in role.managed_policies.values())
    return role.assume_role_policy_document, tuple(role.policies.items()), attached


def default_document(policy) -> str:
    return next(version.document for version in policy.versions if version.version_id == policy.default_version_id)


def stamp(iam: IAMBackend, before: dict[str, tuple]) -> None:
    for role in iam.roles.values():
        if before.get(role.id) != documents(role):
            role.changed = time.time()


for name in OF_A_ROLE + OF_A_POLICY:
    note_role(name)
