"""Reading policy documents: statements, actions, resources, principals, and whether a principal exists."""

import json
import re
from collections.abc import Iterator

from moto.iam.models import iam_backends

from . import held

ARN = re.compile(r"^arn:(?P<partition>[^:]+):(?P<service>iam|sts)::(?P<account>\d{12}|cloudfront):(?P<resource>.+)$")


def statements(document: str | bytes | dict) -> list[dict]:
    read = document if isinstance(document, dict) else json.loads(document)
    return listed(read.get("Statement"))


def listed(one_or_many) -> list:
    if one_or_many is None:
        return []
    return one_or_many if isinstance(one_or_many, list) else [one_or_many]


def aws_principals(statement: dict) -> list[str]:
    """`*` for everybody, which may be written in three ways."""
    principal = statement.get("Principal")
    return ["*"] if principal == "*" else listed((principal or {}).get("AWS"))


def missing_principals(document, partition: str) -> Iterator[str]:
    """Those that AWS would not find: it looks each one up when a policy is put somewhere.

    Of an account that is not in use here nothing can be known: its principals are taken to exist.
    """
    for statement in statements(document):
        for principal in aws_principals(statement):
            if not exists(principal, partition):
                yield principal


def exists(principal: str, partition: str) -> bool:
    named = ARN.match(principal)
    if not named:
        return True
    if named["partition"] != partition:
        return False
    kind, _, path = named["resource"].partition("/")
    if named["service"] != "iam" or kind not in ("role", "user") or named["account"] not in held.accounts():
        return True
    iam = iam_backends[named["account"]][partition]
    return principal in {thing.arn for thing in [*iam.roles.values(), *iam.users.values()]}


def allows(statement: dict, action: str) -> bool:
    if statement.get("Effect") != "Allow" or "Action" not in statement:
        return False
    return any(matches(pattern, action) for pattern in listed(statement["Action"]))


def matches(pattern: str, text: str) -> bool:
    """As policies do: `*` and `?`, in any case."""
    wildcards = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(wildcards, text, re.IGNORECASE) is not None
