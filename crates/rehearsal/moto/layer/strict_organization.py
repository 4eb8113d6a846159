"""What service control policies of an organization refuse: roles outside a path, and roles without a boundary.

A rehearsal says what an account's organization demands of roles (`demand`); who says nothing is refused nothing.

Sources: IAM user guide, "Permissions boundaries for IAM entities" (delegation, `iam:PermissionsBoundary`) and "Troubleshoot
access denied error messages" (how an explicit deny of a service control policy is worded).
"""

from moto.iam.models import IAMBackend

from .errors import Refused
from .patch import around

demanded: dict[str, dict] = {}


def demand(account: str, of_roles: dict) -> None:
    """`path` and `permissions_boundary`, each or both; one alone leaves the other open."""
    demanded.setdefault(account, {}).update(of_roles)


@around(IAMBackend, "create_role")
def create_role(original, self, role_name, path=None, permissions_boundary=None, linked_service=None, **named):
    if permissions_boundary is not None:
        refuse_unknown(self, permissions_boundary)
    if linked_service is None:
        arn = f"arn:{self.partition}:iam::{self.account_id}:role{path or '/'}{role_name}"
        refuse_path(self, "CreateRole", arn, path or "/")
        refuse_boundary(self, "CreateRole", arn, permissions_boundary)
    return original(
        self,
        role_name=role_name,
        path=path,
        permissions_boundary=permissions_boundary,
        linked_service=linked_service,
        **named,
    )


@around(IAMBackend, "put_role_permissions_boundary")
def put_role_permissions_boundary(original, self, role_name, permissions_boundary):
    refuse_unknown(self, permissions_boundary)
    refuse_boundary(self, "PutRolePermissionsBoundary", self.get_role(role_name).arn, permissions_boundary)
    return original(self, role_name=role_name, permissions_boundary=permissions_boundary)


@around(IAMBackend, "delete_role_permissions_boundary")
def delete_role_permissions_boundary(original, self, role_name):
    refuse_boundary(self, "DeleteRolePermissionsBoundary", self.get_role(role_name).arn, None)
    return original(self, role_name=role_name)


def refuse_unknown(iam: IAMBackend, policy_arn: str) -> None:
    try:
        iam.get_policy(policy_arn=policy_arn)
    except Exception as missing:
        message = f"Scope ARN: {policy_arn} does not exist or is not attachable."
        raise Refused("NoSuchEntity", message, 404) from missing


def refuse_path(iam: IAMBackend, action: str, arn: str, path: str) -> None:
    wanted = demanded.get(iam.account_id, {}).get("path")
    if wanted is not None and not path.startswith(wanted):
        deny(iam, action, arn)


def refuse_boundary(iam: IAMBackend, action: str, arn: str, boundary: str | None) -> None:
    wanted = demanded.get(iam.account_id, {}).get("permissions_boundary")
    if wanted is not None and boundary != wanted:
        deny(iam, action, arn)


def deny(iam: IAMBackend, action: str, arn: str) -> None:
    caller = f"arn:{iam.partition}:sts::{iam.account_id}:assumed-role/applier/rehearsal"
    message = (
        f"User: {caller} is not authorized to perform: iam:{action} on resource: {arn} "
        "with an explicit deny in a service control policy"
    )
    raise Refused("AccessDenied", message, 403)
