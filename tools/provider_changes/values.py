"""Values that may be legal for an argument, the likeliest first. Which of them is, the provider says."""

import json
import re
import tomllib
from pathlib import Path

from .configs import ABSENT, get

# What no rule below finds, by `type.path`: `values`, or `with` and `without` for what must stand beside.
BY_HAND = tomllib.loads(Path(__file__).with_name("values.toml").read_text())

GENERIC = {
    "bool": [True, False],
    "number": [1, 2, 7, 10, 30, 60, 100, 1000, 64512],
    "string": ["alpha", "beta"],
}

# By the end of a name.
BY_NAME = [
    (r"(^|_)arn$|_arns$", ["arn:aws:kms:eu-west-1:123456789012:key/1111", "arn:aws:iam::123456789012:role/other"]),
    (r"owner|account_id$", ["123456789012", "210987654321"]),
    (r"kms_key_id$|kms_key$", ["arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"]),
    (r"ipv6.*cidr|cidr.*ipv6", ["2001:db8:1::/64", "2001:db8:2::/64", "fd00:1::/126", "2001:db8::/56"]),
    (r"cidr", ["10.77.0.0/24", "10.78.0.0/24", "169.254.10.0/30", "10.77.0.0/16"]),
    (r"ipv6", ["2001:db8::1", "2001:db8::2"]),
    (r"(^|_)(ip|ips|address|addresses|servers)$", ["10.1.2.3", "10.1.2.4", "10.1.2.0/24", "203.0.113.9/32"]),
    (r"vpc_id$", ["vpc-0123456789abcdef0"]),
    (r"subnet_ids?$", ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]),
    (r"security_group", ["sg-0123456789abcdef0", "sg-0123456789abcdef1"]),
    (r"region$", ["eu-west-1", "us-east-1"]),
    (r"availability_zone$", ["eu-west-1a", "eu-west-1b"]),
    (r"url$|storage_root|storage_location", ["s3://acme-other/a", "https://example.com/a"]),
    (r"workspace_ids?$|principal_id$", ["1234567890123456", "1234567890123457", 1234567890123456]),
    (r"account_id$|_id$", ["11111111-2222-3333-4444-666666666666", "11111111-2222-3333-4444-777777777777"]),
    (r"policy$", ['{"Version":"2012-10-17","Statement":[]}', '{"Version":"2008-10-17","Statement":[]}']),
    (r"asn$", ["64512", "65001"]),
    (r"date$", ["2030-01-01", "2031-01-01T00:00:00Z"]),
]


def by_hand(kind, argument):
    return BY_HAND.get(kind, {}).get(argument.name, {})


def scalars(kind, argument, specimen, hints=()):
    """Legal values of an attribute, or of its elements, perhaps."""
    hand = by_hand(kind, argument).get("values", [])
    real = [v for v in seen(argument.path, specimen) if v not in ("", None)]
    made = [*hand, *hints, *real, *(varied(v) for v in real)]
    if argument.type == "string":
        made += [value for pattern, values in BY_NAME if re.search(pattern, argument.path[-1]) for value in values]
    if isinstance(argument.type, str):
        made += GENERIC.get(argument.type, [])
    if argument.type == "number":
        made += [v + 1 for v in real if isinstance(v, (int, float))]
    return distinct(fitting(v, argument.type) for v in made)


def seen(path, specimen):
    """What instances of the type have there."""
    for attributes in [specimen.attributes, *specimen.others]:
        value = get(attributes, path)
        if value is not ABSENT:
            yield from value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]


def varied(value):
    """Another of its kind: an ARN for an ARN, an identifier for an identifier, a document for a document."""
    if not isinstance(value, str):
        return None
    if value.lstrip().startswith("{"):
        try:
            document = json.loads(value)
        except ValueError:
            return None
        if "Version" in document:
            return json.dumps(document | {"Id": "other"})
        return json.dumps(document | {"other": {"type": "fixed", "value": "x"}})
    at = max((i for i, c in enumerate(value) if c.isalnum()), default=None)
    if at is None:
        return None
    other = "1" if value[at] != "1" else "2"
    return value[:at] + other + value[at + 1 :]


def spellings(value):
    """The same value as people write it otherwise, by the name of the difference."""
    found = {}
    if isinstance(value, str):
        if value.swapcase() != value and not value.startswith("{"):
            found["case"] = value.upper() if value.upper() != value else value.lower()
        if "/" in value and not value.startswith("{"):
            found["trailing-slash"] = value.rstrip("/") if value.endswith("/") else value + "/"
        if value.lstrip().startswith("{"):
            try:
                found["json"] = json.dumps(json.loads(value), indent=3, sort_keys=True)
            except ValueError:
                pass
    return found


def fitting(value, kind):
    if kind == "number" and isinstance(value, str):
        return int(value) if value.isdigit() else None
    if kind == "bool":
        return value if isinstance(value, bool) else None
    if kind == "string":
        return value if isinstance(value, str) else None if isinstance(value, (dict, list, bool)) else str(value)
    return value


def distinct(values):
    kept = []
    for value in values:
        if value is not None and not any(v == value and type(v) is type(value) for v in kept):
            kept.append(value)
    return kept


def minimal(kind, argument, specimen):
    """Something for a nested thing, with what it requires."""
    made = {}
    for name, inner in argument.inner.items():
        if inner.required:
            made[name] = some(kind, inner, specimen)
    return [made] if argument.shape in ("list", "set") else {"a": made} if argument.shape == "map" else made


def some(kind, argument, specimen):
    if argument.inner:
        return minimal(kind, argument, specimen)
    one = next(iter(scalars(kind, argument, specimen)), "alpha")
    return {"list": [one], "set": [one], "map": {"a": one}}.get(argument.shape, one)
