"""Everything that moto holds of one service, account by account; asking makes nothing come into being."""

from collections.abc import Iterator

from moto.core.base_backend import BackendDict
from moto.iam import models as iam_models

from .patch import around


def backends(service: str) -> Iterator:
    """The backends of one service, in every region of the accounts in use. moto keeps one of its own besides."""
    held = (each(held) for held in list(BackendDict._instances) if held.service_name == service)
    return (backend for of_service in held for account, _, backend in of_service if account in in_use)


def everything() -> Iterator[tuple[str, str, str, object]]:
    """Service, account, region (for a global service, the partition), backend."""
    for held in list(BackendDict._instances):
        for account, region, backend in each(held):
            yield held.service_name, account, region, backend


def each(held: BackendDict) -> list[tuple[str, str, object]]:
    return list(held.iter_backends())


def accounts() -> set[str]:
    """Accounts in use here: those that called, or hold something preexisting. Of these alone we know all principals."""
    return set(in_use)


in_use: set[str] = set()


@around(iam_models, "mark_account_as_visited")
def account_calls(original, account_id, **named):
    in_use.add(account_id)
    original(account_id=account_id, **named)
