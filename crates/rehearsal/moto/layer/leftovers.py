"""What moto holds beyond what was there before: a walk over all its backends, so that new types are seen too.

What a backend holds when it comes into being is AWS's own (default VPC, service roles), whenever that is.
"""

from collections.abc import Iterator

from moto.core.base_backend import AccountSpecificBackend
from moto.core.common_models import BaseModel

from . import held
from .patch import around

before: set[tuple[str, ...]] = set()

# AWS keeps showing these for a while, or for ever, after they are gone.
TERMINAL = {"deleted", "deleting", "terminated", "pendingdeletion", "disassociated", "failed"}

# Sessions and the like that nobody deletes on AWS.
PASSING = {"AssumedRole", "Token", "AWSManagedPolicy"}

# Of a session, in the access key's id: IAM user guide, "Understanding unique ID prefixes".
TEMPORARY_KEY = "ASIA"


def remember() -> None:
    before.update(identity(thing) for thing in walk())


def found() -> list[dict]:
    return [thing for thing in walk() if identity(thing) not in before]


def identity(thing: dict) -> tuple[str, ...]:
    return tuple(thing.values())


def walk() -> Iterator[dict]:
    for service, account, region, backend in held.everything():
        yield from of_backend(service, account, region, backend)


def of_backend(service: str, account: str, region: str, backend) -> Iterator[dict]:
    seen = set()
    for collection in list(vars(backend).values()):
        for key, model in models(collection):
            if id(model) in seen or is_passing(model) or is_gone(model):
                continue
            seen.add(id(model))
            yield {
                "account": account,
                "region": region,
                "service": service,
                "kind": type(model).__name__,
                "id": name(model, key),
            }


def models(collection, key="") -> Iterator[tuple[str, BaseModel]]:
    """Through containers, never into a model: what a model holds goes with it."""
    if isinstance(collection, dict):
        for inner, value in list(collection.items()):
            yield from one_or_more(inner, value)
    elif isinstance(collection, (list, tuple, set)):
        for value in list(collection):
            yield from one_or_more(key, value)


def one_or_more(key, value) -> Iterator[tuple[str, BaseModel]]:
    if isinstance(value, BaseModel):
        yield key, value
    else:
        yield from models(value, key)


def name(model, key) -> str:
    for attribute in ("id", "arn", "name"):
        if isinstance(value := getattr(model, attribute, None), str) and value:
            return value
    return str(key)


def is_passing(model) -> bool:
    is_key_of_session = str(getattr(model, "access_key_id", "")).startswith(TEMPORARY_KEY)
    return is_key_of_session or type(model).__name__ in PASSING


def is_gone(model) -> bool:
    states = (getattr(model, attribute, None) for attribute in ("state", "status", "key_state"))
    return any(isinstance(state, str) and state.lower() in TERMINAL for state in states)


@around(AccountSpecificBackend, "__getitem__")
def backend_comes_into_being(original, self, region_name):
    known = set(self.keys())
    backend = original(self, region_name=region_name)
    if self.keys() != known:
        for made in self.keys() - known:
            things = of_backend(self.service_name, self.account_id, made, dict.__getitem__(self, made))
            before.update(identity(thing) for thing in things)
    return backend
