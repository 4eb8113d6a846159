"""When a role or an instance profile last changed: IAM takes seconds to tell the rest of AWS, and a rehearsal can
repeat that.
"""

import time

from moto.iam.models import IAMBackend, InstanceProfile, Role

from .patch import around

OF_A_ROLE = (
    "create_role",
    "update_assume_role_policy",
    "put_role_policy",
    "delete_role_policy",
    "attach_role_policy",
    "detach_role_policy",
    "put_role_permissions_boundary",
    "delete_role_permissions_boundary",
)
OF_A_POLICY = ("create_policy_version", "set_default_policy_version")


def changed(thing: Role | InstanceProfile) -> float:
    """Unix seconds."""
    return getattr(thing, "changed", 0.0)


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
    inline = tuple(role.policies.items())
    return role.assume_role_policy_document, inline, attached, role.permissions_boundary_arn


def default_document(policy) -> str:
    return next(version.document for version in policy.versions if version.version_id == policy.default_version_id)


def stamp(iam: IAMBackend, before: dict[str, tuple]) -> None:
    for role in iam.roles.values():
        if before.get(role.id) != documents(role):
            role.changed = time.time()


for name in OF_A_ROLE + OF_A_POLICY:
    note_role(name)


def note_profile(method: str, argument: str) -> None:
    @around(IAMBackend, method)
    def profile_changes(original, self, **named):
        made = original(self, **named)
        self.get_instance_profile(named[argument]).changed = time.time()
        return made


note_profile("create_instance_profile", "name")
note_profile("add_role_to_instance_profile", "profile_name")
note_profile("remove_role_from_instance_profile", "profile_name")
